'use client'
import { useLocale, useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import type { TableReading } from '#lib/tables/convert/conversion.ts'
import type { ConvertedTable } from './check-messages.ts'
import { answersOf, ColumnSelect } from './column-questions.tsx'
import { fieldHeading } from './field-words.ts'
import { HeaderRowChoice } from './header-row-choice.tsx'
import type { AnswerTable } from './table-reading-part.tsx'

/** Columns that stand open, and that can be changed here. */
const OPEN = 30
const CHANGED = 100

type Heading = ConvertedTable['columns'][number]
type Props = {
  reading: TableReading
  columns: Heading[]
  serviceId: string
  /** `add`: besides what was answered; `onAnswer`: instead of it. */
  add: AnswerTable
  onAnswer: AnswerTable
}

/** What each column is read as, and by hand: any column as any field, another row as headings. */
export function ReadColumns({ reading, columns, serviceId, add, onAnswer }: Props) {
  const t = useTranslations('tableReading')
  if (columns.length === 0) return null
  const folded = columns.slice(OPEN)
  return (
    <div className="grid gap-4">
      <Columns {...{ reading, serviceId }} columns={columns.slice(0, OPEN)} />
      {folded.length > 0 && (
        <Disclosure summary={t('moreColumns', { count: folded.length })}>
          <Columns {...{ reading, serviceId }} columns={folded} />
        </Disclosure>
      )}
      <Disclosure summary={t('change')}>
        <form
          className="grid max-w-doing justify-items-start gap-4 *:max-w-full"
          onSubmit={(event) => {
            event.preventDefault()
            const chosen = answersOf(new FormData(event.currentTarget))
            const changed = columns.filter(({ column, key }) => column in chosen && chosen[column] !== (key ?? null))
            if (changed.length > 0)
              add({ columns: Object.fromEntries(changed.map(({ column }) => [column, chosen[column] ?? null])) })
          }}
        >
          {columns.slice(0, CHANGED).map(({ column, heading, key }) => (
            <ColumnSelect
              key={column}
              column={column}
              label={t('whatIs', { heading })}
              first={[]}
              chosen={key ?? '-'}
              serviceId={serviceId}
            />
          ))}
          <Button kind="secondary">{t('use')}</Button>
        </form>
        <p className="font-semibold">{t('otherHeaderRow')}</p>
        <HeaderRowChoice reading={reading} onAnswer={onAnswer} />
      </Disclosure>
    </div>
  )
}

function Columns({ reading, columns, serviceId }: { reading: TableReading; columns: Heading[]; serviceId: string }) {
  const t = useTranslations('tableReading')
  const locale = useLocale()
  const becomes = ({ column, key }: Heading) => {
    if (!key) return t('passedOver')
    const field = fieldHeading(key, serviceId, locale)
    return reading.answers.columns && column in reading.answers.columns ? t('chosen', { field }) : field
  }
  const shown: DataColumn<Heading>[] = [
    { key: 'heading', label: t('heading'), heads: true, cell: ({ heading }) => <span className="wrap-anywhere">{heading}</span> },
    { key: 'becomes', label: t('becomes'), cell: becomes },
  ]
  return <DataTable caption={t('columns')} columns={shown} rows={columns} rowKey={({ column }) => String(column)} />
}
