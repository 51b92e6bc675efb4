import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import type { SubmissionSearch } from '#lib/submissions/submission-filter.ts'
import { type StatusWord, statusTexts as words } from '#lib/text/status.ts'
import { FindByFile } from './find-by-file.tsx'
import { SearchField } from './search-field.tsx'

const SHOWN = Object.keys(words.sv.word) as StatusWord[]

type Props = {
  search: SubmissionSearch
  services: { id: string; name: string }[]
  wrongDates: ('fran' | 'till')[]
  personal: boolean
  /** Whether something of it is in use: it is open then. */
  use: 'in-use' | 'unused'
  /** Where it is cleared to. */
  cleared: string
}

/** A plain GET form: the search stands in the address, so that it can be bookmarked. Folded until it is in use. */
export function SearchForm({ search, services, wrongDates, personal, use, cleared }: Props) {
  const t = useTranslations('submissions.list')
  const word = useTranslations('status.word')
  const all = { value: '', label: t('all') }
  return (
    <div className="print:hidden">
      <Disclosure summary={t('narrow')} open={use === 'in-use'}>
        <form
          method="get"
          action="/inlamningar"
          aria-label={t('search')}
          className="grid min-w-0 items-end gap-4 sm:grid-cols-2 lg:grid-cols-4"
        >
          {(['flik', 'foretag'] as const).map(
            (name) => search[name] !== '' && <input key={name} type="hidden" name={name} value={search[name]} />,
          )}
          <div className="sm:col-span-2 lg:col-span-4">
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
            options={[all, ...SHOWN.map((value) => ({ value, label: value === 'underkand' ? t('failed') : word(value) }))]}
            defaultValue={search.lage}
          />
          <DateField name="fran" label={t('from')} search={search} wrongDates={wrongDates} />
          <DateField name="till" label={t('to')} search={search} wrongDates={wrongDates} />
          <div className="flex flex-wrap gap-3 sm:col-span-2 lg:col-span-4">
            <Button kind="secondary">{t('filter')}</Button>
            <LinkButton kind="quiet" href={cleared}>
              {t('clear')}
            </LinkButton>
          </div>
        </form>
        <FindByFile
          address={cleared}
          words={{
            label: t('byFile.label'),
            choose: t('byFile.choose'),
            hint: t('byFile.hint'),
            drop: t('byFile.drop'),
            reading: t('byFile.reading'),
            unreadable: t('byFile.unreadable'),
          }}
        />
      </Disclosure>
    </div>
  )
}

/** The browser's own date field, which sends YYYY-MM-DD however it shows it. What is no date stays as it was typed. */
function DateField({
  name,
  label,
  search,
  wrongDates,
}: { name: 'fran' | 'till'; label: string } & Pick<Props, 'search' | 'wrongDates'>) {
  const t = useTranslations('submissions.list')
  const isWrong = wrongDates.includes(name)
  return (
    <TextField
      type={isWrong ? 'text' : 'date'}
      name={name}
      label={label}
      error={isWrong ? t('dateWrong') : undefined}
      defaultValue={search[name]}
    />
  )
}
