import { useLocale, useTranslations } from 'next-intl'
import { type Column, DataTable } from '#components/ui/data-table.tsx'
import type { Finding } from '#lib/checking/report.ts'
import { findingText } from '#lib/text/findings.ts'

/** One row a place: where, whose, which field, what was found and how to mend it. Columns that would be empty are left out. */
export function FindingPlaces({ caption, findings }: { caption: string; findings: Finding[] }) {
  const t = useTranslations('send.findings')
  const locale = useLocale()
  const columns: Column<Finding>[] = [
    {
      key: 'place',
      label: t('where'),
      heads: true,
      cell: ({ at }) => <span className="whitespace-nowrap">{t('place', { line: at.line, column: at.column })}</span>,
    },
  ]
  if (findings.some(({ referens }) => referens))
    columns.push({
      key: 'referens',
      label: t('reference'),
      cell: ({ referens }) => <span className="wrap-anywhere">{referens ?? '–'}</span>,
    })
  if (findings.some(({ at }) => at.field))
    columns.push({
      key: 'field',
      label: t('field'),
      cell: ({ at }) => <span className="font-mono text-small wrap-anywhere md:whitespace-nowrap">{at.field ?? '–'}</span>,
    })
  columns.push({ key: 'fault', label: t('fault'), cell: (finding) => findingText(finding, locale) })
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={findings}
      rowKey={({ at, code }) => `${code} ${at.byte} ${at.record ?? ''} ${at.field ?? ''}`}
    />
  )
}
