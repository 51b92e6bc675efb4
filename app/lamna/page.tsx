import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ServiceCard } from '#components/check/service-card.tsx'
import { StopNotices } from '#components/operate/stop-notices.tsx'
import { HandInAnyway, StoreAway, WaitNotice } from '#components/operate/wait-notice.tsx'
import { HandInReader } from '#components/people/hand-in-reader.tsx'
import { RefusalNotice, readRefused } from '#components/send/refusal-notice.tsx'
import { Empty } from '#components/ui/empty.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { mayAct } from '#lib/access/require-member.ts'
import { webEnv } from '#lib/env.ts'
import { services } from '#lib/services/catalogue.ts'
import { formatsOf } from '#lib/services/description.ts'
import { causeOfWait, readParts } from '#lib/web/pages/read-parts.ts'
import { actsFor } from '#lib/web/pages/session.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('send.choose')
  return { title: t('title') }
}

export default async function ChooseService({ searchParams }: Props) {
  const employer = await actsFor('/lamna')
  const t = await getTranslations('send.choose')
  if (!mayAct(employer.role))
    return (
      <Page>
        <PageTitle>{t('title')}</PageTitle>
        <HandInReader employer={employer.name} />
      </Page>
    )
  const refused = readRefused(await searchParams)
  const parts = await readParts()
  const cause = causeOfWait(parts)
  const stores = parts.kind === 'database-away' || parts.stores
  const offered = services.filter(
    ({ id, checkOnly }) => checkOnly || employer.services.includes(id) || employer.tried.includes(id),
  )
  return (
    <Page>
      <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
      {refused && <RefusalNotice refused={refused} />}
      {!stores && <StoreAway />}
      {cause && stores && (
        <WaitNotice cause={cause}>
          <HandInAnyway />
        </WaitNotice>
      )}
      {parts.kind === 'known' && <StopNotices stops={parts.stops} />}
      {offered.length === 0 && (
        <Empty>
          <p>{t('none')}</p>
        </Empty>
      )}
      <ul className="grid gap-5">
        {offered.map((service) => (
          <ServiceCard
            key={service.id}
            id={service.id}
            receiver={service.receiver}
            kind={service.checkOnly ? 'check' : employer.tried.includes(service.id) ? 'tried' : 'sent'}
            formats={formatsOf(service)}
            maxBytes={Math.min(service.maxBytes, webEnv().MAX_BYTES)}
          />
        ))}
      </ul>
    </Page>
  )
}
