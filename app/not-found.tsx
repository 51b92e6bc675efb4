import type { Metadata } from 'next'
import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import { LeadOn } from '#components/layout/lead-on.tsx'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('common.notFound')
  return { title: t('title') }
}

export default function NotFound() {
  const t = useTranslations('common.notFound')
  return (
    <Page width="text">
      <PageTitle lead={t('text')}>{t('title')}</PageTitle>
      <LeadOn />
    </Page>
  )
}
