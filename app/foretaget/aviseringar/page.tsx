import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { RecipientForm, RecipientList } from '#components/notices/recipient-form.tsx'
import { WebhookSection, webhookField } from '#components/notices/webhook-section.tsx'
import { CompanyHead } from '#components/people/company-head.tsx'
import { CompanyNav } from '#components/people/company-nav.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Page } from '#components/ui/page.tsx'
import { Section } from '#components/ui/section.tsx'
import { listNoticeRecipients } from '#lib/access/notice-recipients.ts'
import { readRecipientFields } from '#lib/web/forms/recipient-fields.ts'
import { companyPage } from '#lib/web/pages/company-page.ts'
import { pageTitle } from '#lib/web/pages/page-title.ts'
import { pageContext } from '#lib/web/pages/session.ts'
import { webhooksOf } from '#lib/web/pages/webhooks.ts'
import { recipientRows } from './recipient-rows.ts'

export const generateMetadata = (): Promise<Metadata> => pageTitle('recipients')

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function NoticesPage({ searchParams }: Props) {
  const query = await searchParams
  const { employer, mayChange, prove, done, refused, kept } = await companyPage('/foretaget/aviseringar', query)
  const { employerId, name } = employer
  const t = await getTranslations('recipients')
  const words = await getTranslations('companyPages')
  const stored = await listNoticeRecipients(await pageContext(), employerId)
  const typed = kept?.form === 'setNoticeRecipients' ? readRecipientFields((field) => kept.fields[field]) : undefined
  const rows = recipientRows(stored, typed)
  const webhooks = await webhooksOf(employerId, typeof query.anrop === 'string' ? query.anrop : undefined)
  const again = { refused, kept }
  const field = refused && (rows.find(({ fault }) => fault)?.field ?? webhookField(again, webhooks.types))
  const { recipients } = stored
  const isSilent = !recipients.some(({ topics }) => topics.includes('refused') || topics.includes('waiting'))
  return (
    <Page menu={<CompanyNav />}>
      <CompanyHead
        employer={name}
        title={t('title')}
        lead={t('lead')}
        done={done}
        refused={refused}
        field={field}
        prove={prove}
      />
      <Section id="epost" title={t('mail')}>
        {isSilent && (
          <Notice tone="warning" level={3} title={t(recipients.length === 0 ? 'none' : 'silent')}>
            <p>{t(recipients.length === 0 ? 'noneText' : 'silentText')}</p>
          </Notice>
        )}
        <p>{t('rules')}</p>
        <p>{t('bounces')}</p>
        {mayChange ? (
          <RecipientForm employerId={employerId} language={typed?.language ?? stored.language} rows={rows} />
        ) : (
          <>
            <Notice tone="info" level={3} title={words('onlySee')} />
            <RecipientList rows={rows.filter(({ address }) => address !== '')} />
          </>
        )}
      </Section>
      <WebhookSection {...webhooks} mayChange={mayChange} again={again} />
    </Page>
  )
}
