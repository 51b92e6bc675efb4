import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { type StatusWord, statusTexts as words } from '#lib/text/status.ts'
import { SearchField } from './search-field.tsx'

export type SubmissionSearch = { sok: string; tjanst: string; lage: string; fran: string; till: string }

const SHOWN = Object.keys(words.sv.word) as StatusWord[]

type Props = {
  search: SubmissionSearch
  services: { id: string; name: string }[]
  wrongDates: ('fran' | 'till')[]
  personal: boolean
}

/** A plain GET form: the search stands in the address, so that it can be bookmarked. */
export function SearchForm({ search, services, wrongDates, personal }: Props) {
  const t = useTranslations('submissions.list')
  const word = useTranslations('status.word')
  const all = { value: '', label: t('all') }
  return (
    <form
      method="get"
      action="/inlamningar"
      aria-label={t('search')}
      className="grid items-end gap-4 rounded-card bg-surface p-5 sm:grid-cols-2 lg:grid-cols-[2fr_1fr_1fr] print:hidden"
    >
      <div className="sm:col-span-2 lg:col-span-1">
        <SearchField
          personal={t('personal')}
          error={personal ? t('personal') : undefined}
          name="sok"
          type="search"
          label={t('search')}
          hint={t('searchHint')}
          defaultValue={search.sok}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
        />
      </div>
      <SelectField
        name="tjanst"
        label={t('service')}
        options={[all, ...services.map(({ id, name }) => ({ value: id, label: name }))]}
        defaultValue={search.tjanst}
      />
      <SelectField
        name="lage"
        label={t('state')}
        options={[all, ...SHOWN.map((value) => ({ value, label: word(value) }))]}
        defaultValue={search.lage}
      />
      <div className="grid gap-4 sm:col-span-2 sm:grid-cols-2 lg:col-span-1">
        <DateField name="fran" label={t('from')} search={search} wrongDates={wrongDates} />
        <DateField name="till" label={t('to')} search={search} wrongDates={wrongDates} />
      </div>
      <div className="flex flex-wrap gap-3 sm:col-span-2">
        <Button kind="secondary">{t('filter')}</Button>
        <LinkButton kind="quiet" href="/inlamningar">
          {t('clear')}
        </LinkButton>
      </div>
    </form>
  )
}

/** Written as it is shown: the browser's own date field follows the browser's language, not the page's. */
function DateField({
  name,
  label,
  search,
  wrongDates,
}: { name: 'fran' | 'till'; label: string } & Pick<Props, 'search' | 'wrongDates'>) {
  const t = useTranslations('submissions.list')
  return (
    <TextField
      name={name}
      label={label}
      hint={t('dateHint')}
      error={wrongDates.includes(name) ? t('dateWrong') : undefined}
      defaultValue={search[name]}
      maxLength={10}
      autoComplete="off"
    />
  )
}
