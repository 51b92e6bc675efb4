'use client'
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import type { TableReading } from '#lib/tables/convert/conversion.ts'
import type { TableAnswers } from '#lib/tables/convert/table-answers.ts'

type Props = { reading: TableReading; onAnswer: (answers: TableAnswers) => void }

/** The row of the headings, among the first rows. Another row begins anew with the columns. */
export function HeaderRowChoice({ reading: { firstRows, headerRow, answers }, onAnswer }: Props) {
  const t = useTranslations('tableReading')
  if (firstRows.length === 0) return null
  const { columns: _, ...rest } = answers
  return (
    <form
      className="grid justify-items-start gap-3 *:max-w-full"
      onSubmit={(event) => {
        event.preventDefault()
        const row = Number(new FormData(event.currentTarget).get('rubrikrad'))
        if (row > 0) onAnswer({ ...rest, headerRow: row })
      }}
    >
      <SelectField
        name="rubrikrad"
        label={t('headerRow')}
        defaultValue={String(headerRow ?? firstRows[0]?.row)}
        options={firstRows.map(({ row, text }) => ({ value: String(row), label: t('rowOption', { row: String(row), text }) }))}
      />
      <Button kind="secondary">{t('useRow')}</Button>
    </form>
  )
}
