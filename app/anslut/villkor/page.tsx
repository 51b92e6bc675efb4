import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { TermsText } from '#components/joining/terms-text.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { AGREEMENTS, TERMS } from '#lib/joining/terms.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('joiningPages.terms')

/** The terms and the agreement whole, in all their versions, the latest first. */
export default async function TermsPage() {
  const t = await getTranslations('joiningPages.terms')
  const locale = await getLocale()
  const shown = [...TERMS.toReversed(), ...AGREEMENTS.toReversed()]
  return (
    <Page width="text">
      <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
      {shown.map((one) => (
        <TermsText
          key={one.sha256}
          version={one.version}
          sha256={one.sha256}
          text={one.sv}
          translation={locale === 'sv' ? undefined : one.en}
        />
      ))}
    </Page>
  )
}
