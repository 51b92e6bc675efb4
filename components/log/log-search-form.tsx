import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import { TextField } from '#components/ui/text-field.tsx'

const KINDS = ['files', 'people', 'certificates', 'settings', 'support'] as const

type Search = { vem: string; slag: string; fran: string; till: string }
type Props = { search: Search; people: { id: string; name: string }[]; wrongDates: ('fran' | 'till')[] }

/** A plain GET form: what is chosen stands in the address. A person stands there by an id. */
export function LogSearchForm({ search, people, wrongDates }: Props) {
  const t = useTranslations('log')
  const who = [
    { value: '', label: t('filter.everybody') },
    ...people.map(({ id, name }) => ({ value: id, label: name })),
    { value: 'machines', label: t('filter.machines') },
    { value: 'staff', label: t('filter.staff') },
    { value: 'portal', label: t('filter.portal') },
  ]
  const kinds = [{ value: '', label: t('filter.all') }, ...KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))]
  return (
    <form
      method="get"
      action="/foretaget/logg"
      aria-label={t('filter.label')}
      className="grid items-start gap-4 rounded-card bg-surface p-5 sm:grid-cols-2 lg:grid-cols-4 print:hidden"
    >
      <SelectField name="vem" label={t('filter.who')} options={who} defaultValue={search.vem} />
      <SelectField name="slag" label={t('filter.kind')} options={kinds} defaultValue={search.slag} />
      {(['fran', 'till'] as const).map((name) => (
        <TextField
          key={name}
          name={name}
          label={t(name === 'fran' ? 'filter.from' : 'filter.to')}
          error={wrongDates.includes(name) ? t('filter.dateWrong') : undefined}
          defaultValue={search[name]}
          type="date"
        />
      ))}
      <div className="flex flex-wrap gap-3 sm:col-span-2">
        <Button kind="secondary">{t('filter.show')}</Button>
        <LinkButton kind="quiet" href="/foretaget/logg">
          {t('filter.clear')}
        </LinkButton>
      </div>
    </form>
  )
}
