import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Page } from '#components/ui/page.tsx'
import { PageTitle } from '#components/ui/page-title.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { countQueue } from '#lib/joining/desk/count-queue.ts'
import { webDb } from '#lib/web/pages/db.ts'
import { operatorPage } from '#lib/web/pages/operator-page.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('desk')

export default async function OperationPage() {
  const actor = await operatorPage('/drift')
  const t = await getTranslations('desk')
  const login = await getTranslations('ownLogin.operator')
  const waiting = await countQueue({ db: webDb(), actor })
  return (
    <Page>
      <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
      <Section id="anslutningar" title={t('joining.title')}>
        <p>{t('joining.waiting', { count: waiting })}</p>
        <p>
          <TextLink href="/drift/anslutningar">{t('joining.open')}</TextLink>
        </p>
      </Section>
      <Section id="inloggning" title={login('title')}>
        <p>
          <TextLink href="/drift/inloggning">{login('link')}</TextLink>
        </p>
      </Section>
    </Page>
  )
}
