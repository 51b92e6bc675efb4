import { useTranslations } from 'next-intl'
import { STATE_TABLE } from '#components/submission/state-table.ts'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { StatusTag } from '#components/ui/status-tag.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { Time } from '#components/ui/time.tsx'
import type { StateKind } from '#lib/submissions/state.ts'
import { serviceText } from '#lib/text/services.ts'
import type { StatusWord } from '#lib/text/status.ts'

export type LastSubmission = {
  reference: string
  fileName: string
  serviceId: string
  kind: StateKind
  status: StatusWord
  submittedAt: string
}

export function LastSubmissions({ submissions }: { submissions: LastSubmission[] }) {
  const t = useTranslations('home.last')
  const services = useTranslations('services.name')
  const words = useTranslations('status.word')
  const columns: DataColumn<LastSubmission>[] = [
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
    { key: 'service', label: t('service'), cell: ({ serviceId }) => services(serviceText(serviceId)) },
    { key: 'handedIn', label: t('handedIn'), cell: ({ submittedAt }) => <Time at={submittedAt} form="table" /> },
    {
      key: 'state',
      label: t('state'),
      cell: ({ kind, status }) => <StatusTag tone={STATE_TABLE[kind].tone}>{words(status)}</StatusTag>,
    },
  ]
  return <DataTable caption={t('caption')} columns={columns} rows={submissions} rowKey={({ reference }) => reference} />
}
