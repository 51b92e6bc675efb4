import { useLocale, useTranslations } from 'next-intl'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { StatusDot } from '#components/ui/status-dot.tsx'
import { clockPhrase, tableDate } from '#lib/text/format-time.ts'
import type { ListedWebhook } from '#lib/webhooks/list-webhooks.ts'

/** The address may hold a key: others than administrators see its host. */
export function WebhookList({ rows, mayChange }: { rows: ListedWebhook[]; mayChange: boolean }) {
  const t = useTranslations('webhooks.list')
  const type = useTranslations('webhooks.types')
  const columns: DataColumn<ListedWebhook>[] = [
    {
      key: 'address',
      label: t('address'),
      heads: true,
      cell: ({ url, host }) => <span className="font-semibold wrap-anywhere">{mayChange ? url : host}</span>,
    },
    { key: 'types', label: t('types'), cell: ({ types }) => types.map((one) => type(one)).join(', ') },
    { key: 'state', label: t('state'), cell: (webhook) => <WebhookState webhook={webhook} /> },
  ]
  return <DataTable caption={t('caption')} columns={columns} rows={rows} rowKey={({ webhookId }) => webhookId} />
}

function WebhookState({ webhook: { failingSince, waiting: count } }: { webhook: ListedWebhook }) {
  const t = useTranslations('webhooks.list')
  const locale = useLocale()
  const queue = count > 0 ? t('waiting', { count }) : t('ready')
  if (!failingSince) return queue
  const time = `${tableDate(failingSince)} ${clockPhrase(failingSince, locale)}`
  return (
    <span className="inline-grid justify-items-start gap-1">
      <StatusDot tone="danger">{t('failing')}</StatusDot>
      <span>{t('since', { time })}</span>
      <span>{queue}</span>
    </span>
  )
}
