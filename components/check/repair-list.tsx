import { useTranslations } from 'next-intl'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Heading } from '#components/ui/heading.tsx'
import type { Repair, RepairKind } from '#lib/tables/convert/repairs.ts'

/** Repairs shown per kind. */
const SHOWN = 50

/** Repairs by kind: a line each, and under it the text before and after. */
export function RepairList({ repairs, counts }: { repairs: Repair[]; counts: Partial<Record<RepairKind, number>> }) {
  const t = useTranslations('send.table')
  const kinds = [...new Set(repairs.map(({ kind }) => kind))]
  return (
    <div className="grid gap-2" data-print="unfolded">
      <Heading level={3} look={4}>
        {t('repairs')}
      </Heading>
      {kinds.map((kind) => (
        <Disclosure
          key={kind}
          summary={
            <span>
              {t(`kinds.${kind}`)} <span className="font-normal text-muted">({t('times', { count: counts[kind] ?? 0 })})</span>
            </span>
          }
        >
          <Places caption={t(`kinds.${kind}`)} repairs={repairs.filter((repair) => repair.kind === kind).slice(0, SHOWN)} />
        </Disclosure>
      ))}
    </div>
  )
}

function Places({ caption, repairs }: { caption: string; repairs: Repair[] }) {
  const t = useTranslations('send.table')
  const columns: DataColumn<Repair>[] = [
    { key: 'row', label: t('row'), heads: true, cell: ({ row }) => (row === 0 ? '–' : row) },
    { key: 'from', label: t('from'), cell: ({ from }) => <Written text={from} /> },
    { key: 'to', label: t('to'), cell: ({ to }) => <Written text={to} /> },
  ]
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={repairs}
      rowKey={({ row, column, field }) => `${row} ${column} ${field}`}
    />
  )
}

function Written({ text }: { text: string }) {
  return <span className="font-mono text-small whitespace-pre-wrap wrap-anywhere">{text || '–'}</span>
}
