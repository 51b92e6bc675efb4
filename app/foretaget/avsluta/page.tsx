import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CompanyHead } from '#components/people/company-head.tsx'
import { CompanyNav } from '#components/people/company-nav.tsx'
import { EndForm, LeaveForm } from '#components/people/leave-forms.tsx'
import { RefusalSentence } from '#components/send/refusal-notice.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Page } from '#components/ui/page.tsx'
import { Section } from '#components/ui/section.tsx'
import { listRights } from '#lib/members/list-rights.ts'
import { countWaiting } from '#lib/submissions/count-waiting.ts'
import { companyPage } from '#lib/web/pages/company-page.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { pageContext } from '#lib/web/pages/session.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('leaving.leave')

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function LeavingPage({ searchParams }: Props) {
  const { employer, mayChange, done, refused, kept } = await companyPage('/foretaget/avsluta', await searchParams)
  const { employerId, name, via } = employer
  const t = await getTranslations('leaving')
  const administrators = (await listRights(await pageContext(), employerId)).filter(({ role }) => role === 'administrator')
  const isLast = mayChange && administrators.length === 1
  const { count } = await countWaiting(await pageContext(), employerId)
  const field = refused?.reason === 'end_number' ? 'nummer' : undefined
  return (
    <Page menu={<CompanyNav />}>
      <CompanyHead employer={name} title={t('leave.title')} lead={t('leave.lead')} done={done} refused={refused} field={field} />
      <Section id="lamna" title={t('leave.own')}>
        {via !== null && <p>{t('leave.viaText', { employer: name, bureau: via })}</p>}
        {via === null && isLast && <p>{t('leave.lastText')}</p>}
        {via === null && !isLast && <LeaveForm employerId={employerId} name={name} />}
      </Section>
      {mayChange && (
        <>
          <Section id="ta-ut" title={t('export.title')}>
            <p className="max-w-text">{t('export.text')}</p>
            <p className="max-w-text">{t('export.personal')}</p>
            <p>
              <LinkButton kind="secondary" href="/api/foretaget/export" download>
                {t('export.link')}
              </LinkButton>
            </p>
          </Section>
          <Section id="avsluta" title={t('end.title')}>
            <EndForm
              employerId={employerId}
              name={name}
              waiting={count}
              typed={kept?.fields.nummer}
              error={field && refused && <RefusalSentence refused={refused} />}
            />
          </Section>
        </>
      )}
    </Page>
  )
}
