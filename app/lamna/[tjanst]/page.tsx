import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import type { KeptLayout } from '#components/check/check-messages.ts'
import { HandIn } from '#components/check/hand-in.tsx'
import { ClientText } from '#components/layout/client-text.tsx'
import { HandInAnyway, StoreAway, WaitNotice } from '#components/operate/wait-notice.tsx'
import { TriedNotice } from '#components/people/exchange-list.tsx'
import { HandInReader } from '#components/people/hand-in-reader.tsx'
import { RefusalNotice, readRefused } from '#components/send/refusal-notice.tsx'
import { ReplacesNotice } from '#components/send/replaces-notice.tsx'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { keepDaysOf, readKeepDays } from '#lib/access/keep-days.ts'
import { mayAct } from '#lib/access/require-member.ts'
import { findConversion } from '#lib/conversions/list-conversions.ts'
import { webEnv } from '#lib/env.ts'
import { formatOrgnr, parseReference, toEdgeOrgnr } from '#lib/identifiers.ts'
import { serviceById } from '#lib/services/catalogue.ts'
import { FIXED, formatsOf, type Service } from '#lib/services/description.ts'
import { findReplaced, type ReplacedSubmission } from '#lib/submissions/find-replaced.ts'
import { readGate } from '#lib/submissions/send-gate.ts'
import { serviceText } from '#lib/text/services.ts'
import { webDb } from '#lib/web/pages/db.ts'
import { ownCurlPlace } from '#lib/web/pages/own-curl-place.ts'
import { causeOfWait, readParts } from '#lib/web/pages/read-parts.ts'
import { actsFor, currentCompanies, pageContext } from '#lib/web/pages/session.ts'

type Props = {
  params: Promise<{ tjanst: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Pick<Props, 'params'>): Promise<Metadata> {
  const service = await known(params)
  const t = await getTranslations()
  return {
    title: t(service.checkOnly ? 'send.file.titleCheck' : 'send.file.title', {
      service: t(`services.name.${serviceText(service.id)}`),
    }),
  }
}

export default async function HandInPage({ params, searchParams }: Props) {
  const service = await known(params)
  const asked = await searchParams
  const named = typeof asked.ersatter === 'string' ? parseReference(asked.ersatter) : undefined
  const employer = await actsFor(`/lamna/${service.id}${named ? `?ersatter=${named}` : ''}`)
  const t = await getTranslations()
  const name = t(`services.name.${serviceText(service.id)}`)
  const isTried = employer.tried.includes(service.id)
  const checksOnly = service.checkOnly || isTried
  const head = {
    width: 'wide',
    before: <Breadcrumb label={t('send.file.trail')} trail={[{ text: t('send.choose.title'), href: '/lamna' }]} here={name} />,
  } as const
  const title = (
    <PageTitle over={t(checksOnly ? 'send.choose.forCheck' : 'send.choose.for', { employer: employer.name })}>
      {t(service.checkOnly ? 'send.file.titleCheck' : 'send.file.title', { service: name })}
    </PageTitle>
  )
  if (!mayAct(employer.role))
    return (
      <Page {...head}>
        {title}
        <HandInReader employer={employer.name} />
      </Page>
    )
  const replaced = named === undefined ? undefined : await replacedBy(employer.employerId, named, service)
  const { MAX_BYTES, MILJO, SUBMISSION_KEEP_DAYS } = webEnv()
  const days = keepDaysOf(await readKeepDays(await pageContext(), employer.employerId), SUBMISSION_KEEP_DAYS)
  const receiver = t(`services.receiver.${service.receiver}`)
  const isAdmitted = checksOnly || employer.services.includes(service.id)
  const formats = formatsOf(service)
  const refused = readRefused(asked)
  const parts = await readParts()
  const stores = checksOnly || parts.kind === 'database-away' || parts.stores
  const cause = checksOnly || !stores ? undefined : causeOfWait(parts)
  const notices = (refused || replaced || checksOnly || !isAdmitted || cause || !stores) && (
    <div className="grid max-w-doing gap-4">
      {refused && <RefusalNotice refused={refused} />}
      {!stores && isAdmitted && <StoreAway />}
      {cause && isAdmitted && (
        <WaitNotice cause={cause}>
          <HandInAnyway />
        </WaitNotice>
      )}
      {replaced && <ReplacesNotice replaced={replaced} />}
      {service.checkOnly && (
        <Notice tone="info" title={t('send.checkOnly.title')}>
          <p>{t('send.checkOnly.before', { receiver })}</p>
        </Notice>
      )}
      {isTried && <TriedNotice service={name} />}
      {!isAdmitted && <Notice tone="warning" title={t('send.choose.notAdmitted')} />}
    </div>
  )
  return (
    <Page {...head}>
      {isAdmitted || title}
      {isAdmitted || notices}
      {isAdmitted && (
        <ClientText topics={['send', 'batch', 'services', 'curl', 'mending', 'tableReading']}>
          <HandIn
            key={employer.orgnr}
            title={title}
            notices={notices}
            terms={{
              serviceId: service.id,
              maxBytes: Math.min(service.maxBytes, MAX_BYTES),
              environment: MILJO,
              employers: [employer.orgnr],
              employer: { identity: employer.orgnr, name: employer.name },
              issuedAt: new Date().toISOString(),
              conversion: await keptLayout(employer.employerId, service),
            }}
            checkOnly={checksOnly}
            receiver={receiver}
            elsewhere={isTried ? t('exchanges.tried.text', { service: name }) : t(`services.elsewhere.${service.receiver}`)}
            accept={formats.includes(FIXED) ? undefined : '.xml'}
            kinds={formats.map((format) => t(`services.format.${format}`)).join(', ')}
            employer={{ name: employer.name, orgnr: formatOrgnr(employer.orgnr), edge: toEdgeOrgnr(employer.orgnr) }}
            owner={`${(await pageContext()).actor.personId} ${employer.orgnr}`}
            replaces={replaced?.kind === 'ok' ? replaced.reference : undefined}
            place={await ownCurlPlace(employer, service.id)}
            others={await othersThan(employer.employerId)}
          />
        </ClientText>
      )}
      {isAdmitted && !checksOnly && <p className="max-w-text text-small text-muted">{t('send.file.keeps', { days })}</p>}
    </Page>
  )
}

async function replacedBy(employerId: string, reference: string, service: Service): Promise<ReplacedSubmission> {
  const gate = await readGate(webDb(), webEnv().PAYLOAD_DIR)
  return findReplaced(await pageContext(), { employerId, reference, service: service.id, gate })
}

/** How the company's tables were read the last time. */
async function keptLayout(employerId: string, service: Service): Promise<KeptLayout | null> {
  if (!service.table) return null
  const found = await findConversion(await pageContext(), { employerId, service })
  return found ? { layout: found.layout, kept: { id: found.id, version: found.version } } : null
}

/** Whom else the visitor acts for. */
async function othersThan(current: string): Promise<{ employerId: string; name: string; identity: string }[]> {
  const all = await currentCompanies()
  return all
    .filter(({ employerId }) => employerId !== current)
    .map(({ employerId, name, orgnr }) => ({ employerId, name, identity: orgnr }))
}

async function known(params: Props['params']): Promise<Service> {
  return serviceById((await params).tjanst) ?? notFound()
}
