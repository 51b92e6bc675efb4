import { useLocale, useTranslations } from 'next-intl'
import { CompanyForm, CompanyLink } from '#components/people/company-link.tsx'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { StatusDot } from '#components/ui/status-dot.tsx'
import { ListTime } from '#components/ui/time.tsx'
import type { ListedDelivery } from '#lib/deliveries/read-deliveries.ts'
import { dayDistance } from '#lib/text/day-distance.ts'
import { formatSize } from '#lib/text/format-size.ts'
import { tableDate } from '#lib/text/format-time.ts'
import { DELIVERY_TONE } from './delivery-tone.ts'
import { ServiceName } from './service-name.tsx'
import { URGENT_DAYS } from './urgent-days.ts'

type Props = {
  rows: ListedDelivery[]
  /** The company that is acted for. */
  current: string
  /** In a list over several companies: their names, by id. */
  companies: ReadonlyMap<string, string> | undefined
  now: Date
}

/** Files from FK, unread first. */
export function InboxTable({ rows, current, companies, now }: Props) {
  const t = useTranslations('inbox')
  const locale = useLocale()
  const company: DataColumn<ListedDelivery> = {
    key: 'company',
    label: t('company'),
    cell: ({ employerId }) => companies?.get(employerId),
  }
  const columns: DataColumn<ListedDelivery>[] = [
    {
      key: 'file',
      label: t('file'),
      heads: true,
      cell: ({ id, employerId, name, status }) => (
        <CompanyLink
          employerId={employerId}
          current={current}
          href={`/inkorg/${id}`}
          className={status === 'ny' ? 'font-semibold' : undefined}
        >
          {name}
        </CompanyLink>
      ),
    },
    ...(companies ? [company] : []),
    {
      key: 'state',
      label: t('state'),
      cell: ({ status }) => <StatusDot tone={DELIVERY_TONE[status]}>{t(`status.${status}`)}</StatusDot>,
    },
    { key: 'service', label: t('service'), onlyWide: true, cell: ({ service }) => <ServiceName id={service} /> },
    { key: 'received', label: t('received'), whole: true, cell: ({ receivedAt }) => <Received at={receivedAt} /> },
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
      whole: true,
      cell: (row) => <Removal row={row} now={now} />,
    },
  ]
  const table = <DataTable caption={t('caption')} columns={columns} rows={rows} rowKey={({ id }) => id} narrow="lines" />
  return companies ? <CompanyForm>{table}</CompanyForm> : table
}

function Received({ at }: { at: Date }) {
  const t = useTranslations('inbox')
  return (
    <>
      <span className="md:hidden print:hidden">{t('received')} </span>
      <ListTime at={at} />
    </>
  )
}

/** When the content is removed, on a narrow screen only where that is near; apart where that is soon and nobody has acknowledged the file. */
function Removal({ row: { status, purgeOn, purgedAt }, now }: { row: ListedDelivery; now: Date }) {
  const t = useTranslations('inbox')
  const day = tableDate(purgeOn)
  const { days } = dayDistance(day, useLocale(), now)
  if (purgedAt) return null
  if (status !== 'kvitterad' && days <= URGENT_DAYS)
    return <StatusDot tone="warning">{t('removed', { days: Math.max(0, days) })}</StatusDot>
  return <span className="max-md:hidden print:inline">{day}</span>
}
