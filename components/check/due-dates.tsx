import { useLocale, useTranslations } from 'next-intl'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { StatusTag } from '#components/ui/status-tag.tsx'
import { formatDay, stockholmDay } from '#lib/calendar.ts'
import type { DueCase, Report } from '#lib/checking/report.ts'
import { deadlineSentences } from '#lib/text/deadlines.ts'

type Props = { report: Pick<Report, 'deadlines' | 'due'>; now: Date }

/** When the cases of the file are due, and which are late or due soon. Nothing where the e-service has no due dates. */
export function DueDates({ report, now }: Props) {
  const t = useTranslations('send.deadlines')
  const locale = useLocale()
  const sentences = deadlineSentences(report, locale, now)
  if (sentences.length === 0) return null
  const cases = report.due?.cases ?? []
  const isLate = report.deadlines.late > 0
  return (
    <div className="grid gap-2">
      <p className={`flex items-start gap-2 ${isLate ? 'font-semibold text-warning' : ''}`}>
        <Icon name="waiting" className="mt-0.5 size-5" />
        <span>
          {t('title')}: {sentences.join(' ')}
        </span>
      </p>
      {cases.length > 0 && (
        <Disclosure summary={t('cases')}>
          <DueCases cases={cases} today={formatDay(stockholmDay(now))} />
        </Disclosure>
      )}
    </div>
  )
}

function DueCases({ cases, today }: { cases: DueCase[]; today: string }) {
  const t = useTranslations('send.deadlines')
  const columns: DataColumn<DueCase>[] = [
    { key: 'date', label: t('title'), heads: true, cell: ({ date }) => <span className="whitespace-nowrap">{date}</span> },
    {
      key: 'state',
      label: t('state'),
      cell: ({ date }) => (
        <StatusTag tone={date < today ? 'danger' : 'warning'}>
          {t(date < today ? 'isLate' : date === today ? 'isToday' : 'isSoon')}
        </StatusTag>
      ),
    },
    { key: 'line', label: t('place'), cell: ({ line }) => t('line', { line }) },
  ]
  if (cases.some(({ referens }) => referens))
    columns.push({
      key: 'referens',
      label: t('reference'),
      cell: ({ referens }) => <span className="wrap-anywhere">{referens ?? '–'}</span>,
    })
  return <DataTable caption={t('cases')} columns={columns} rows={cases} rowKey={({ record }) => String(record)} />
}
