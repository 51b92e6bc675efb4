import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CompanyHead } from '#components/people/company-head.tsx'
import { CompanyNav } from '#components/people/company-nav.tsx'
import { BeginForm, ExchangeList } from '#components/people/exchange-list.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { Section } from '#components/ui/section.tsx'
import { listExchanges } from '#lib/access/list-exchanges.ts'
import { companyPage } from '#lib/web/pages/company-page.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { pageContext } from '#lib/web/pages/session.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('exchanges')

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function ExchangesPage({ searchParams }: Props) {
  const { employer, mayChange, prove, done, refused } = await companyPage('/foretaget/tjanster', await searchParams)
  const { employerId } = employer
  const t = await getTranslations('exchanges')
  const words = await getTranslations('companyPages')
  const { exchanges, paperBlockedAt } = await listExchanges(await pageContext(), employerId)
  const tried = exchanges.filter(({ state }) => state === 'test')
  const isBlocked = paperBlockedAt !== null
  return (
    <Page menu={<CompanyNav />}>
      <CompanyHead employer={employer.name} title={t('title')} lead={t('lead')} done={done} refused={refused} prove={prove} />
      {!mayChange && <Notice tone="info" title={words('onlySee')} />}
      <ExchangeList exchanges={exchanges} />
      {mayChange && tried.length > 0 && (
        <Section id="borja" title={t('begin.title')}>
          <p>{t('begin.text')}</p>
          {tried.map(({ id, service }) => (
            <BeginForm key={id} employerId={employerId} service={service} />
          ))}
        </Section>
      )}
      <Section id="papper" title={t('paper.title')}>
        <p>{t('paper.text')}</p>
        <p>{t(isBlocked ? 'paper.blocked' : 'paper.open')}</p>
        {mayChange && (
          <form method="post" action="/api/foretaget/tjanster/papper">
            <input type="hidden" name="foretag" value={employerId} />
            <Button kind="secondary" name="papper" value={isBlocked ? 'ta-emot' : 'sparra'}>
              {t(isBlocked ? 'paper.unblock' : 'paper.block')}
            </Button>
          </form>
        )}
      </Section>
    </Page>
  )
}
