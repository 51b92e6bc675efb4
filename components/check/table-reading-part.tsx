'use client'
import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import type { TableReading } from '#lib/tables/convert/conversion.ts'
import type { TableAnswers } from '#lib/tables/convert/table-answers.ts'
import type { ConvertedTable } from './check-messages.ts'
import { ColumnQuestions } from './column-questions.tsx'
import { HeaderRowChoice } from './header-row-choice.tsx'
import { ReadColumns } from './read-columns.tsx'

export type AnswerTable = (answers: TableAnswers) => void
type Props = { reading: TableReading; columns: ConvertedTable['columns']; serviceId: string; onAnswer: AnswerTable }

/** How the table was read and what is to be answered, open: nothing of it is decided where nobody sees it. */
export function TableReadingPart({ reading, columns, serviceId, onAnswer }: Props) {
  const t = useTranslations('tableReading')
  const { questions, answers } = reading
  const add = (more: TableAnswers) => onAnswer({ ...answers, ...more, columns: { ...answers.columns, ...more.columns } })
  return (
    <Section id="lasning" title={t('title')}>
      <div className="grid max-w-doing gap-6">
        {questions.length > 0 && <p>{t('lead')}</p>}
        <Remembered reading={reading} />
        <Sheets reading={reading} onAnswer={onAnswer} />
        {questions.some(({ kind }) => kind === 'header-row') && <HeaderRowChoice reading={reading} onAnswer={onAnswer} />}
        <ColumnQuestions key={questions.length} {...{ questions, columns, serviceId, add }} />
        <Rows reading={reading} add={add} />
      </div>
      <ReadColumns {...{ reading, columns, serviceId, add, onAnswer }} />
    </Section>
  )
}

/** Whether it was read as last time, and why not. */
function Remembered({ reading: { layout } }: { reading: TableReading }) {
  const t = useTranslations('tableReading')
  if (layout === undefined) return null
  if (layout === 'used') return <p>{t('remembered')}</p>
  const { added = [], gone = [] } = layout.why === 'headings' ? layout : {}
  return (
    <Notice tone="info" level={3} title={t('misfit.title')}>
      <p>{t(`misfit.${layout.why}`)}</p>
      {added.length > 0 && <p className="wrap-anywhere">{t('misfit.added', { names: added.join(', ') })}</p>}
      {gone.length > 0 && <p className="wrap-anywhere">{t('misfit.gone', { names: gone.join(', ') })}</p>}
    </Notice>
  )
}

const bold = (text: ReactNode) => <strong className="wrap-anywhere">{text}</strong>

/** Which sheet was read, and the others. Another sheet begins anew with row and columns. */
function Sheets({ reading: { sheet, headerRow, answers }, onAnswer }: { reading: TableReading; onAnswer: AnswerTable }) {
  const t = useTranslations('tableReading')
  if (!sheet || sheet.of < 2) return null
  const { headerRow: _, columns: _columns, ...rest } = answers
  return (
    <div className="grid justify-items-start gap-3">
      <p>
        {t.rich(headerRow === undefined ? 'noHeadings' : 'sheet', {
          b: bold,
          name: sheet.name,
          nth: String(sheet.nth),
          of: String(sheet.of),
        })}
      </p>
      {sheet.others.map((name) => (
        <Button key={name} type="button" kind="secondary" size="small" onClick={() => onAnswer({ ...rest, sheet: name })}>
          <span className="wrap-anywhere">{t('readSheet', { name })}</span>
        </Button>
      ))}
    </div>
  )
}

/** Sums, and dates that may be several days. */
function Rows({ reading, add }: { reading: TableReading; add: AnswerTable }) {
  const t = useTranslations('tableReading')
  const locale = useLocale()
  const { questions, answers, sumRows } = reading
  return (
    <>
      {questions.map((question) => {
        if (question.kind === 'sum-rows')
          return (
            <div key="sums" className="grid justify-items-start gap-3">
              <p className="wrap-anywhere">
                {t('sums', { row: String(question.row), found: question.found, count: question.count })}
              </p>
              <Button type="button" kind="secondary" onClick={() => add({ leaveOutSumRows: true })}>
                {t('skipSums', { count: question.count })}
              </Button>
            </div>
          )
        if (question.kind !== 'date-form') return null
        return (
          <div key="dates" className="grid justify-items-start gap-3">
            <p>{t('dates', { example: question.example })}</p>
            {question.forms.map((form) => (
              <Button key={form} type="button" kind="secondary" onClick={() => add({ dateForm: form })}>
                {t(`dateForm.${form}`)}
              </Button>
            ))}
          </div>
        )
      })}
      {sumRows > 0 && <p>{t('skipped', { count: sumRows })}</p>}
      {answers.dateForm && <p>{t('dateFormChosen', { form: t(`dateForm.${answers.dateForm}`).toLocaleLowerCase(locale) })}</p>}
    </>
  )
}
