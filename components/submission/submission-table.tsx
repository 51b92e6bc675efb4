import { useFormatter, useTranslations } from 'next-intl'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { StatusTag } from '#components/ui/status-tag.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { Time } from '#components/ui/time.tsx'
import type { ListedSubmission } from '#lib/submissions/list-submissions.ts'
import { serviceText } from '#lib/text/services.ts'
import { transportClock, verdictClock } from './two-clocks.ts'

/** The employer's submissions with both clocks, newest first. */
export function SubmissionTable({ rows }: { rows: ListedSubmission[] }) {
  const t = useTranslations('submissions')
  const services = useTranslations('services.name')
  const format = useFormatter()
  const columns: DataColumn<ListedSubmission>[] = [
    {
      key: 'reference',
      label: t('list.reference'),
      heads: true,
      cell: ({ reference, replacement }) => (
        <span className="grid justify-items-start">
          <TextLink href={`/inlamningar/${reference}`} className="font-mono font-semibold whitespace-nowrap">
            {reference}
          </TextLink>
          {replacement && <span className="text-small text-muted">{t('list.replacedBy', replacement)}</span>}
        </span>
      ),
    },
    { key: 'submitted', label: t('list.submitted'), cell: ({ submittedAt }) => <Time at={submittedAt} form="table" /> },
    {
      key: 'file',
      label: t('list.file'),
      cell: ({ fileName, service }) => (
        <span className="grid wrap-anywhere">
          <span>{fileName}</span>
          <span className="text-small text-muted">{services(serviceText(service))}</span>
        </span>
      ),
    },
    { key: 'records', label: t('list.records'), align: 'right', cell: ({ records }) => format.number(records) },
    { key: 'transport', label: t('list.transport'), cell: (row) => <Transport row={row} /> },
    { key: 'verdict', label: t('list.verdict'), cell: (row) => <Verdict row={row} /> },
  ]
  return <DataTable caption={t('list.caption')} columns={columns} rows={rows} rowKey={({ reference }) => reference} />
}

function Transport({ row }: { row: ListedSubmission }) {
  const t = useTranslations('submissions')
  const { word, tone, at } = transportClock(row.state)
  return (
    <span className="grid justify-items-start gap-1">
      <StatusTag tone={tone}>{t(`transport.${word}`)}</StatusTag>
      {at && (
        <span className="text-small text-muted">
          <Time at={at} form="table" />
        </span>
      )}
      {row.kvittensId && (
        <span className="text-small text-muted wrap-anywhere">
          {t('list.kvittensId')} <span className="font-mono">{row.kvittensId}</span>
        </span>
      )}
    </span>
  )
}

function Verdict({ row }: { row: ListedSubmission }) {
  const t = useTranslations('submissions.verdict')
  const { word, tone, at } = verdictClock(row.state)
  if (!at) return <span className="text-muted">{t(word)}</span>
  return (
    <span className="grid justify-items-start gap-1">
      <StatusTag tone={tone}>{t(word)}</StatusTag>
      <span className="text-small text-muted">
        <Time at={at} form="table" />
      </span>
    </span>
  )
}
