import { useLocale, useTranslations } from 'next-intl'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { StatusDot } from '#components/ui/status-dot.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { ShortTime, Time } from '#components/ui/time.tsx'
import type { ListedDelivery } from '#lib/deliveries/list-deliveries.ts'
import { formatSize } from '#lib/text/format-size.ts'
import { DELIVERY_TONE } from './delivery-tone.ts'
import { ServiceName } from './service-name.tsx'

/** Files from FK, unread first. */
export function InboxTable({ rows }: { rows: ListedDelivery[] }) {
  const t = useTranslations('inbox')
  const locale = useLocale()
  const columns: DataColumn<ListedDelivery>[] = [
    {
      key: 'file',
      label: t('file'),
      heads: true,
      cell: ({ id, name, status }) => (
        <TextLink href={`/inkorg/${id}`} className={`line-clamp-2 wrap-anywhere ${status === 'ny' ? 'font-semibold' : ''}`}>
          {name}
        </TextLink>
      ),
    },
    {
      key: 'state',
      label: t('state'),
      cell: ({ status }) => <StatusDot tone={DELIVERY_TONE[status]}>{t(`status.${status}`)}</StatusDot>,
    },
    { key: 'from', label: t('from'), onlyWide: true, cell: () => t('fk') },
    { key: 'service', label: t('service'), onlyWide: true, cell: ({ service }) => <ServiceName id={service} /> },
    { key: 'received', label: t('received'), beside: true, cell: ({ receivedAt }) => <ShortTime at={receivedAt} /> },
    {
      key: 'size',
      label: t('size'),
      align: 'right',
      onlyWide: true,
      cell: ({ bytes }) => <span className="whitespace-nowrap">{formatSize(bytes, locale)}</span>,
    },
    {
      key: 'purge',
      label: t('purge'),
      onlyWide: true,
      cell: ({ purgeOn, purgedAt }) =>
        purgedAt ? <span className="text-muted">{t('status.gallrad')}</span> : <Time at={purgeOn} form="table-date" />,
    },
  ]
  return <DataTable caption={t('caption')} columns={columns} rows={rows} rowKey={({ id }) => id} narrow="lines" />
}
