import { useTranslations } from 'next-intl'
import { SearchField } from '#components/submission/search-field.tsx'
import { Button } from '#components/ui/button.tsx'

type Props = { query: string; error?: string | undefined }

/** One field. A plain form: neither a kvittensID nor a reference is personal, so both may stand in the address. */
export function SupportSearch({ query, error }: Props) {
  const t = useTranslations('support')
  return (
    <form method="get" action="/support" className="grid justify-items-start gap-4">
      <div className="w-full max-w-text">
        <SearchField
          personal={t('personal')}
          name="fraga"
          label={t('label')}
          hint={t('hint')}
          error={error}
          defaultValue={query}
          maxLength={100}
          autoComplete="off"
          spellCheck={false}
          className="font-mono"
        />
      </div>
      <Button>{t('button')}</Button>
      <p className="text-small text-muted">
        {t('recorded')} {t('noContent')}
      </p>
    </form>
  )
}
