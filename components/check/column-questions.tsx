'use client'
import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import { serviceById } from '#lib/services/catalogue.ts'
import type { TableQuestion } from '#lib/tables/convert/questions.ts'
import type { ConvertedTable } from './check-messages.ts'
import { fieldHeading, fieldWords } from './field-words.ts'
import type { AnswerTable } from './table-reading-part.tsx'

type Props = {
  questions: readonly TableQuestion[]
  columns: ConvertedTable['columns']
  serviceId: string
  add: AnswerTable
}
type ColumnQuestion = Extract<TableQuestion, { kind: 'column' }>

/** Questions asked at a time: the next come when these are answered. */
const SHOWN = 20
/** In a select: the column is left out. */
const LEAVE_OUT = '-'

/** A select for each column that may be a field, and for each field of which nobody knows the column; one button for all. */
export function ColumnQuestions({ questions, columns, serviceId, add }: Props) {
  const t = useTranslations('tableReading')
  const locale = useLocale()
  const asked = questions.filter((each) => each.kind === 'column' || each.kind === 'missing').slice(0, SHOWN)
  if (asked.length === 0) return null
  const unread = columns.filter(({ key }) => key === undefined)
  return (
    <form
      className="grid justify-items-start gap-6 *:max-w-full"
      onSubmit={(event) => {
        event.preventDefault()
        const answers = answersOf(new FormData(event.currentTarget))
        if (Object.keys(answers).length > 0) add({ columns: answers })
      }}
    >
      {asked.map((question) =>
        question.kind === 'column' ? (
          <OneColumn key={question.column} {...{ question, serviceId, add }} />
        ) : (
          <SelectField
            key={question.field}
            name={`field ${question.field}`}
            id={`falt-${question.field.replace(/\W/g, '-')}`}
            label={t('byHand', { field: fieldWords(question.field, locale) })}
            options={[
              { value: '', label: t('choose') },
              ...unread.map(({ column, heading }) => ({ value: String(column), label: heading })),
            ]}
          />
        ),
      )}
      <Button kind="secondary">{t('use')}</Button>
    </form>
  )
}

const bold = (text: ReactNode) => <strong className="wrap-anywhere">{text}</strong>

function OneColumn({ question, serviceId, add }: { question: ColumnQuestion; serviceId: string; add: AnswerTable }) {
  const t = useTranslations('tableReading')
  const locale = useLocale()
  const { column, heading, mayBe, missing } = question
  const [likeliest] = mayBe
  const field = likeliest === undefined ? '' : fieldWords(likeliest, locale)
  const says = missing ? 'missing' : mayBe.length > 1 ? 'several' : likeliest ? 'like' : 'repeated'
  const isOne = missing !== undefined || mayBe.length === 1
  return (
    <div className="grid justify-items-start gap-3 *:max-w-full">
      <p>{t.rich(says, { b: bold, heading, field })}</p>
      {isOne && likeliest && (
        <Button type="button" kind="secondary" onClick={() => add({ columns: { [column]: likeliest } })}>
          <span className="wrap-anywhere">{t('useColumn', { heading })}</span>
        </Button>
      )}
      <ColumnSelect column={column} label={t(isOne ? 'otherwise' : 'whatIs', { heading })} first={mayBe} serviceId={serviceId} />
    </div>
  )
}

type SelectProps = { column: number; label: string; first: readonly string[]; serviceId: string; chosen?: string | undefined }

/** Every field that a column may be, the likeliest first, or that it is left out. */
export function ColumnSelect({ column, label, first, serviceId, chosen = '' }: SelectProps) {
  const t = useTranslations('tableReading')
  const locale = useLocale()
  const fields = (serviceById(serviceId)?.table?.columns ?? []).map(({ field }) => `${field}#1`)
  const keys = new Set([...first, ...(chosen === '' || chosen === LEAVE_OUT ? [] : [chosen]), ...fields])
  return (
    <SelectField
      name={`column ${column}`}
      id={`kolumn-${column}${chosen && '-andra'}`}
      label={<span className="wrap-anywhere">{label}</span>}
      defaultValue={chosen}
      options={[
        ...(chosen === '' ? [{ value: '', label: t('choose') }] : []),
        ...[...keys].map((key) => ({ value: key, label: fieldHeading(key, serviceId, locale) })),
        { value: LEAVE_OUT, label: t('leaveOut') },
      ]}
    />
  )
}

/** What was chosen in the selects of a form: by column, or by field. */
export function answersOf(form: FormData): Record<number, string | null> {
  const answers: Record<number, string | null> = {}
  for (const [name, value] of form) {
    const [kind, of = ''] = name.split(' ')
    if (typeof value !== 'string' || value === '') continue
    if (kind === 'column') answers[Number(of)] = value === LEAVE_OUT ? null : value
    if (kind === 'field') answers[Number(value)] = of
  }
  return answers
}
