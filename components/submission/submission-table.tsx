import { useFormatter, useTranslations } from 'next-intl'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { ShortTime } from '#components/ui/time.tsx'
import type { ListedSubmission } from '#lib/submissions/read-listed.ts'
import { serviceText } from '#lib/text/services.ts'
import { StateWord } from './state-word.tsx'

/** The employer's submissions, newest first: a line each, on a narrow screen two. */
export function SubmissionTable({ rows }: { rows: ListedSubmission[] }) {
  const t = useTranslations('submissions.list')
  const services = useTranslations('services.name')
  const format = useFormatter()
  const columns: DataColumn<ListedSubmission>[] = [
    {
      key: 'file',
      label: t('file'),
      heads: true,
      cell: ({ reference, fileName }) => (
        <TextLink href={`/inlamningar/${reference}`} className="line-clamp-2 wrap-anywhere">
          {fileName}
        </TextLink>
      ),
    },
    { key: 'state', label: t('state'), cell: (row) => <StateWord row={row} /> },
    { key: 'submitted', label: t('submitted'), beside: true, cell: ({ submittedAt }) => <ShortTime at={submittedAt} /> },
    { key: 'sender', label: t('sender'), onlyWide: true, cell: senderOf },
    { key: 'service', label: t('service'), onlyWide: true, cell: ({ service }) => services(serviceText(service)) },
    { key: 'records', label: t('records'), align: 'right', onlyWide: true, cell: ({ records }) => format.number(records) },
    { key: 'reference', label: t('reference'), onlyWide: true, cell: ({ reference }) => reference },
  ]
  function senderOf({ sender, personId }: ListedSubmission): string {
    return sender ?? t(personId ? 'gone' : 'program')
  }
  return <DataTable caption={t('caption')} columns={columns} rows={rows} rowKey={({ reference }) => reference} narrow="lines" />
}
