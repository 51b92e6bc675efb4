import { useFormatter, useTranslations } from 'next-intl'
import { CompanyForm, CompanyLink } from '#components/people/company-link.tsx'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { ListTime } from '#components/ui/time.tsx'
import type { ListedSubmission } from '#lib/submissions/read-listed.ts'
import { serviceText } from '#lib/text/services.ts'
import { StateWord } from './state-word.tsx'

/** In a list over several companies: their names, by id. */
export type CompanyNames = ReadonlyMap<string, string>

type Props = {
  rows: ListedSubmission[]
  /** The company that is acted for. */
  current: string
  companies: CompanyNames | undefined
  /** `one`: the e-service is the same in every row, and left out. */
  services: 'one' | 'several'
}

/** Submissions, newest first: a line each, on a narrow screen two. */
export function SubmissionTable({ rows, current, companies, services }: Props) {
  const t = useTranslations('submissions.list')
  const serviceName = useTranslations('services.name')
  const format = useFormatter()
  const company: DataColumn<ListedSubmission> = {
    key: 'company',
    label: t('company'),
    cell: ({ employerId }) => companies?.get(employerId),
  }
  const service: DataColumn<ListedSubmission> = {
    key: 'service',
    label: t('service'),
    onlyWide: true,
    cell: (row) => serviceName(serviceText(row.service)),
  }
  const columns: DataColumn<ListedSubmission>[] = [
    {
      key: 'file',
      label: t('file'),
      heads: true,
      cell: ({ employerId, reference, fileName }) => (
        <CompanyLink employerId={employerId} current={current} href={`/inlamningar/${reference}`}>
          {fileName}
        </CompanyLink>
      ),
    },
    ...(companies ? [company] : []),
    { key: 'state', label: t('state'), cell: (row) => <StateWord row={row} /> },
    { key: 'submitted', label: t('submitted'), whole: true, cell: ({ submittedAt }) => <ListTime at={submittedAt} /> },
    {
      key: 'sender',
      label: t('sender'),
      onlyWide: true,
      cell: ({ sender, personId }) => sender ?? t(personId ? 'gone' : 'program'),
    },
    ...(services === 'several' ? [service] : []),
    { key: 'records', label: t('records'), align: 'right', onlyWide: true, cell: ({ records }) => format.number(records) },
    { key: 'reference', label: t('reference'), onlyWide: true, cell: ({ reference }) => reference },
  ]
  const table = (
    <DataTable caption={t('caption')} columns={columns} rows={rows} rowKey={({ reference }) => reference} narrow="lines" />
  )
  return companies ? <CompanyForm>{table}</CompanyForm> : table
}

/** The list as a file, as the search has it, and where a year's receipts are saved. `address`: the search. */
export function SaveList({ address }: { address: string }) {
  const t = useTranslations('submissions.list')
  const path = `/api/inlamningar/lista${address}`
  return (
    <p className="flex flex-wrap gap-x-5 gap-y-2 text-small print:hidden">
      <span>{t('save')}:</span>
      <TextLink href={`${path}${address ? '&' : '?'}form=xlsx`}>{t('saveXlsx')}</TextLink>
      <TextLink href={path}>{t('saveCsv')}</TextLink>
      <TextLink href="/foretaget/gallring#arkiv">{t('saveYear')}</TextLink>
    </p>
  )
}
