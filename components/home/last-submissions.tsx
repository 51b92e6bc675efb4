import { useTranslations } from 'next-intl'
import { StateWord } from '#components/submission/state-word.tsx'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { ListTime } from '#components/ui/time.tsx'
import type { ListedSubmission } from '#lib/submissions/read-listed.ts'

/** What was handed in last and needs nothing more. */
export function LastSubmissions({ submissions }: { submissions: ListedSubmission[] }) {
  const t = useTranslations('home.last')
  const columns: DataColumn<ListedSubmission>[] = [
    {
      key: 'file',
      label: t('file'),
      heads: true,
      cell: ({ reference, fileName }) => <a href={`/inlamningar/${reference}`}>{fileName}</a>,
    },
    { key: 'state', label: t('state'), cell: (row) => <StateWord row={row} /> },
    { key: 'handedIn', label: t('handedIn'), whole: true, cell: ({ submittedAt }) => <ListTime at={submittedAt} /> },
  ]
  return (
    <DataTable caption={t('caption')} columns={columns} rows={submissions} rowKey={({ reference }) => reference} narrow="lines" />
  )
}
