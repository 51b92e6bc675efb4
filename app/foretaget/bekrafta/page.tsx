import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CompanyHead } from '#components/people/company-head.tsx'
import { CompanyNav } from '#components/people/company-nav.tsx'
import { RightList } from '#components/people/right-list.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { Section } from '#components/ui/section.tsx'
import { listRights } from '#lib/members/list-rights.ts'
import { companyPage } from '#lib/web/pages/company-page.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { pageContext } from '#lib/web/pages/session.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('leaving.confirm')

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function ConfirmPage({ searchParams }: Props) {
  const { employer, mayChange, done, refused } = await companyPage('/foretaget/bekrafta', await searchParams)
  const t = await getTranslations('leaving.confirm')
  const words = await getTranslations('companyPages')
  const rights = await listRights(await pageContext(), employer.employerId)
  return (
    <Page menu={<CompanyNav />}>
      <CompanyHead employer={employer.name} title={t('title')} lead={t('lead')} done={done} refused={refused} />
      {!mayChange && <Notice tone="info" title={words('onlySee')} />}
      <Section id="personer" title={t('caption')}>
        <p className="max-w-text">{t('last')}</p>
        <RightList employerId={employer.employerId} rights={rights} mayChange={mayChange} />
      </Section>
    </Page>
  )
}
