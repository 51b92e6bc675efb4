import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { TextLink } from '#components/ui/text-link.tsx'

const KEPT = ['who', 'logins', 'mail', 'acts', 'files', 'applications', 'mails'] as const

/** What is kept about the person, why and for how long; all of it as a file; the way to the end of the account. */
export function KeptRecord() {
  const t = useTranslations('myAccount.kept')
  return (
    <div className="grid gap-6">
      <DefinitionList rows={KEPT.map((key) => ({ key, term: t(`${key}.what`), text: t(`${key}.why`) }))} />
      <p>
        <TextLink href="/personuppgifter">{t('more')}</TextLink>
      </p>
      <form method="post" action="/api/konto/export" className="grid justify-items-start gap-2">
        <p id="export-om">{t('exportAbout')}</p>
        <Button kind="secondary" aria-describedby="export-om">
          {t('export')}
        </Button>
      </form>
      <p>
        <TextLink href="/konto/radera">{t('erase')}</TextLink>
      </p>
    </div>
  )
}
