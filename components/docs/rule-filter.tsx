import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import { TextField } from '#components/ui/text-field.tsx'

type Props = { search: string; severity: 'stop' | 'varning' | undefined; shown: number; total: number }

/** A plain form that shows some of the rules: by words in them, by whether they stop a file. */
export function RuleFilter({ search, severity, shown, total }: Props) {
  const t = useTranslations('docs.rules')
  const words = useTranslations('send.findings')
  return (
    <form method="get" className="grid gap-4 print:hidden">
      <div className="flex flex-wrap items-end gap-4 *:min-w-0">
        <div className="basis-72">
          <TextField name="sok" type="search" label={t('search')} maxLength={80} defaultValue={search} />
        </div>
        <SelectField
          name="art"
          label={t('severity')}
          defaultValue={severity ?? ''}
          options={[
            { value: '', label: t('both') },
            { value: 'stop', label: words('stop') },
            { value: 'varning', label: words('varning') },
          ]}
        />
        <Button kind="secondary">{t('show')}</Button>
      </div>
      <p className="text-muted">{t('shown', { shown, total })}</p>
    </form>
  )
}
