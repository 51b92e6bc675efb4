import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { Empty } from '#components/ui/empty.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { StatusDot } from '#components/ui/status-dot.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { Time } from '#components/ui/time.tsx'
import type { ListedExchange } from '#lib/access/list-exchanges.ts'
import { serviceText } from '#lib/text/services.ts'

/** The company's e-services: by which way, and whether files are sent for real. */
export function ExchangeList({ exchanges }: { exchanges: ListedExchange[] }) {
  const t = useTranslations('exchanges')
  const name = useTranslations('services.name')
  const columns: DataColumn<ListedExchange>[] = [
    { key: 'service', label: t('service'), heads: true, cell: ({ service }) => name(serviceText(service)) },
    { key: 'channel', label: t('channel'), cell: ({ channel }) => t(`channels.${channel}`) },
    {
      key: 'state',
      label: t('state'),
      cell: ({ state }) => <StatusDot tone={state === 'test' ? 'waiting' : 'success'}>{t(`states.${state}`)}</StatusDot>,
    },
    { key: 'since', label: t('since'), cell: ({ createdAt }) => <Time at={createdAt} form="table-date" /> },
  ]
  if (exchanges.length === 0)
    return (
      <Empty>
        <p>{t('none')}</p>
      </Empty>
    )
  return <DataTable caption={t('caption')} columns={columns} rows={exchanges} rowKey={({ id }) => id} />
}

/** Ends the test of an e-service. */
export function BeginForm({ employerId, service }: { employerId: string; service: string }) {
  const t = useTranslations('exchanges.begin')
  const name = useTranslations('services.name')
  return (
    <form method="post" action="/api/foretaget/tjanster/borja">
      <input type="hidden" name="foretag" value={employerId} />
      <input type="hidden" name="tjanst" value={service} />
      <Button>{t('button', { service: name(serviceText(service)) })}</Button>
    </form>
  )
}

/** Where a file is handed in, while its e-service is in test. */
export function TriedNotice({ service }: { service: string }) {
  const t = useTranslations('exchanges.tried')
  return (
    <Notice tone="info" title={t('title')} action={<TextLink href="/foretaget/tjanster">{t('link')}</TextLink>}>
      <p>{t('text', { service })}</p>
    </Notice>
  )
}
