import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { CompanyHead } from '#components/people/company-head.tsx'
import { CompanyNav } from '#components/people/company-nav.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { SHOWN_HEADER } from '#lib/web/forms/shown-once.ts'
import { companyPage } from '#lib/web/pages/company-page.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('webhooks.secret')

/** The answer to the forms that make a secret (webhook-forms.ts). Asked for by itself it has nothing to show. */
export default async function WebhookSecretPage() {
  const { employer } = await companyPage('/foretaget/aviseringar', {})
  const t = await getTranslations('webhooks.secret')
  const [host, secret] = (await headers()).get(SHOWN_HEADER)?.split(' ') ?? []
  return (
    <Page menu={<CompanyNav />}>
      <CompanyHead employer={employer.name} title={t('title')} lead={t('lead')} />
      {host && secret ? (
        <>
          <Notice tone="warning" live="status" title={t('once')}>
            <p>{t('onceText')}</p>
          </Notice>
          <div className="grid justify-items-start gap-2">
            <h2 className="font-semibold">{t('label', { host })}</h2>
            <p className="rounded-card bg-surface p-4 font-mono wrap-anywhere">{secret}</p>
            <CopyButton text={secret} label={t('copy')} done={t('copied')} failed={t('copyFailed')} />
          </div>
        </>
      ) : (
        <Notice tone="info" title={t('gone')} />
      )}
      <div>
        <LinkButton kind="secondary" href="/foretaget/aviseringar#webhookar">
          {t('back')}
        </LinkButton>
      </div>
    </Page>
  )
}
