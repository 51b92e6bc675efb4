import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CompanyList } from '#components/people/company-list.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { localPath } from '#lib/web/forms/local-path.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { currentCompanies, requireSession } from '#lib/web/pages/session.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('chooseCompany')

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function CompanyPage({ searchParams }: Props) {
  const session = await requireSession('/foretag')
  const { fel, next, klart } = await searchParams
  const t = await getTranslations('chooseCompany')
  const accounts = await getTranslations('accounts')
  const companies = await currentCompanies()
  const left = await getTranslations('leaving.done')
  const done = klart === 'lamnat' || klart === 'avslutad' ? klart : undefined
  const isEmpty = companies.length === 0
  return (
    <Page>
      {done && <Notice tone="success" live="status" title={left(done)} />}
      {fel === 'foretag' && <ErrorSummary title={t('faultTitle')} errors={[{ text: accounts('notYours') }]} />}
      <PageTitle lead={isEmpty ? undefined : t('lead')}>{t('title')}</PageTitle>
      {isEmpty ? (
        <Notice tone="info" title={t('none.title')}>
          <p>{t('none.text')}</p>
          <p>{t('missing.access')}</p>
          <p>
            {t('missing.join')} <TextLink href="/anslut">{t('missing.joinLink')}</TextLink>
          </p>
        </Notice>
      ) : (
        <>
          <CompanyList
            companies={companies}
            current={session.employerId}
            next={localPath(typeof next === 'string' ? next : undefined)}
          />
          <Disclosure summary={t('missing.title')}>
            <p>{t('missing.access')}</p>
            <p>
              {t('missing.join')} <TextLink href="/anslut">{t('missing.joinLink')}</TextLink>
            </p>
          </Disclosure>
        </>
      )}
    </Page>
  )
}
