// A company's log of events: its rows, and the form that chooses among them. Called by app/foretaget/logg.
// Not here: what is read and by whom (lib/audit), what an action is called (lib/text/audit-log.ts).
import { useTranslations } from 'next-intl'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { Time } from '#components/ui/time.tsx'

export type LogLine = { seq: number; at: Date; who: string; what: string; about: string; reference: string | undefined }

export function LogTable({ rows }: { rows: LogLine[] }) {
  const t = useTranslations('log')
  const columns: DataColumn<LogLine>[] = [
    { key: 'when', label: t('when'), cell: ({ at }) => <Time at={at} form="table" /> },
    { key: 'who', label: t('who'), heads: true, cell: ({ who }) => <span className="font-semibold wrap-anywhere">{who}</span> },
    { key: 'what', label: t('what'), cell: ({ what }) => <span className="wrap-anywhere">{what}</span> },
    { key: 'about', label: t('about'), cell: (row) => <About row={row} /> },
  ]
  return <DataTable caption={t('caption')} columns={columns} rows={rows} rowKey={({ seq }) => String(seq)} />
}

function About({ row: { about, reference } }: { row: LogLine }) {
  if (!reference) return <span className="wrap-anywhere">{about}</span>
  return (
    <span className="wrap-anywhere">
      <TextLink href={`/inlamningar/${reference}`}>{reference}</TextLink>
      {about.slice(reference.length)}
    </span>
  )
}
