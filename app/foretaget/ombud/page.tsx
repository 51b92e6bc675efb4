import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { MandateList } from '#components/certificate/mandate-list.tsx'
import { ActingList } from '#components/people/client-forms.tsx'
import { CompanyHead } from '#components/people/company-head.tsx'
import { CompanyNav } from '#components/people/company-nav.tsx'
import { RefusalSentence } from '#components/send/refusal-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Empty } from '#components/ui/empty.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { listActingBureaus } from '#lib/certificates/list-assignments.ts'
import { listMandates, mandatesHeld } from '#lib/certificates/mandates.ts'
import { forEmployer } from '#lib/db.ts'
import { formatOrgnr } from '#lib/identifiers.ts'
import { tableDate } from '#lib/text/format-time.ts'
import { companyPage } from '#lib/web/pages/company-page.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { pageContext } from '#lib/web/pages/session.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('certificates.agents')

/** The field that a refusal's case is about. */
const FIELDS: Record<string, string> = { agent: 'ombud', agent_self: 'ombud', period: 'till' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function AgentsPage({ searchParams }: Props) {
  const query = await searchParams
  const { employer, mayChange, prove, done, refused, kept } = await companyPage('/foretaget/ombud', query)
  const t = await getTranslations('certificates.agents')
  const acting = await getTranslations('clients.acting')
  const words = await getTranslations('companyPages')
  const field = refused?.reason && FIELDS[refused.reason]
  const error = (name: string) => refused && field === name && <RefusalSentence refused={refused} />
  const now = new Date()
  const today = tableDate(now)
  const given = await listMandates(await pageContext(), employer.employerId)
  const bureaus = await listActingBureaus(await pageContext(), employer.employerId)
  const held = await forEmployer(await pageContext(), employer.employerId, (tx) => mandatesHeld(tx, employer.orgnr))
  const holding = held.filter(({ holds }) => holds)
  return (
    <Page menu={<CompanyNav />}>
      <CompanyHead
        employer={employer.name}
        title={t('title')}
        lead={t('lead')}
        done={done}
        refused={refused}
        field={field}
        prove={prove}
      />
      {!mayChange && <Notice tone="info" title={words('onlySee')} />}
      <Section id="givna" title={t('given')}>
        {given.length > 0 ? (
          <MandateList rows={given} names={new Map(bureaus.map(({ orgnr, name }) => [orgnr, name]))} mayChange={mayChange} />
        ) : (
          <Empty>
            <p>{t('none')}</p>
          </Empty>
        )}
      </Section>
      <Section id="personer" title={acting('title')}>
        {bureaus.length > 0 ? (
          <>
            <p className="max-w-text">{acting('text')}</p>
            <ActingList employerId={employer.employerId} bureaus={bureaus} mayChange={mayChange} />
          </>
        ) : (
          <p className="text-muted">{acting('none')}</p>
        )}
      </Section>
      {mayChange && (
        <Section id="ge" title={t('give')}>
          <p className="max-w-text">{t('giveText')}</p>
          <form method="post" action="/api/foretaget/mandat" className="grid justify-items-start gap-4">
            <input type="hidden" name="foretag" value={employer.employerId} />
            <TextField
              name="ombud"
              label={t('number')}
              inputMode="numeric"
              autoComplete="off"
              defaultValue={kept?.fields.ombud}
              error={error('ombud')}
              required
            />
            <TextField name="fran" type="date" label={t('from')} defaultValue={kept?.fields.fran ?? today} required />
            <TextField
              name="till"
              type="date"
              label={t('until')}
              min={today}
              defaultValue={kept?.fields.till}
              error={error('till')}
              required
            />
            <Button>{t('save')}</Button>
          </form>
        </Section>
      )}
      <Section id="innehav" title={t('held')}>
        {holding.length > 0 ? (
          <>
            <p>{t('heldText')}</p>
            <ul className="grid list-disc gap-1 pl-5">
              {holding.map(({ employerId, orgnr, name, validUntil }) => (
                <li key={employerId}>
                  {name}, {formatOrgnr(orgnr)}, {t('until2', { date: tableDate(validUntil) })}
                </li>
              ))}
            </ul>
          </>
        ) : (
          <p className="text-muted">{t('heldNone', { employer: employer.name })}</p>
        )}
      </Section>
    </Page>
  )
}
