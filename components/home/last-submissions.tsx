import { useTranslations } from 'next-intl'
import { STATE_TABLE } from '#components/submission/state-table.ts'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { StatusTag } from '#components/ui/status-tag.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { Time } from '#components/ui/time.tsx'
import type { ListedSubmission } from '#lib/submissions/list-submissions.ts'
import { serviceText } from '#lib/text/services.ts'

export function LastSubmissions({ submissions }: { submissions: ListedSubmission[] }) {
  const t = useTranslations('home.last')
  const services = useTranslations('services.name')
  const words = useTranslations('status.word')
  const columns: DataColumn<ListedSubmission>[] = [
    {
      key: 'file',
      label: t('file'),
      heads: true,
      cell: ({ reference, fileName }) => (
        <TextLink href={`/inlamningar/${reference}`} className="wrap-anywhere">
          {fileName}
        </TextLink>
      ),
    },
    { key: 'service', label: t('service'), cell: ({ service: id }) => services(serviceText(id)) },
    { key: 'handedIn', label: t('handedIn'), cell: ({ submittedAt }) => <Time at={submittedAt} form="table" /> },
    {
      key: 'state',
      label: t('state'),
      cell: ({ state, status }) => <StatusTag tone={STATE_TABLE[state.kind].tone}>{words(status)}</StatusTag>,
    },
  ]
  return <DataTable caption={t('caption')} columns={columns} rows={submissions} rowKey={({ reference }) => reference} />
}
