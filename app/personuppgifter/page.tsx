import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { Section } from '#components/ui/section.tsx'
import { pageTitle } from '#lib/web/pages/page-title.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('about.privacy')

const PARTS = ['who', 'you', 'applications', 'notices', 'files', 'long', 'cookies', 'rights'] as const

export default async function PrivacyPage() {
  const t = await getTranslations('about.privacy')
  return (
    <Page width="text">
      <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
      {PARTS.map((part) => (
        <Section key={part} id={part} title={t(`${part}.title`)}>
          <p>{t(`${part}.text`)}</p>
        </Section>
      ))}
    </Page>
  )
}
