import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import type { FieldGroup, RowButtons } from './field-view.ts'
import { CONDITIONS, StepField } from './joining-field.tsx'

/** The groups of a step's fields; those of a row stand in a frame of their own. */
export function StepFields({ groups, rows }: { groups: FieldGroup[]; rows: RowButtons[] }) {
  const t = useTranslations('joiningPages.rows')
  return (
    <>
      {groups.map(({ id, row, condition, fields }) => (
        <fieldset
          key={id}
          className={`group/row grid gap-5 ${row ? 'rounded-card border border-line p-4 sm:p-6' : ''} ${condition ? CONDITIONS[condition] : ''}`}
        >
          {row && <legend className="px-1 font-semibold">{t(row.word, { number: row.number })}</legend>}
          {fields.map((field) => (
            <StepField key={field.name} field={field} />
          ))}
        </fieldset>
      ))}
      {rows.map(({ count, canAdd, canRemove }) => (
        <div key={count} id={count} className="flex flex-wrap gap-3">
          {canAdd && (
            <Button kind="secondary" name="gor" value={`fler:${count}`}>
              {t(`add.${count}`)}
            </Button>
          )}
          {canRemove && (
            <Button kind="secondary" name="gor" value={`farre:${count}`}>
              {t('remove')}
            </Button>
          )}
        </div>
      ))}
    </>
  )
}
