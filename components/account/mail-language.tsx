import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { RadioGroup } from '#components/ui/radio-group.tsx'
import { LOCALES, type Locale } from '#lib/text/locale.ts'

/** In which language a person's own mails are. */
export function MailLanguage({ language }: { language: Locale }) {
  const t = useTranslations('myAccount')
  const choices = LOCALES.map((value) => ({ value, label: t(`languages.${value}`) }))
  return (
    <form method="post" action="/api/konto/sprak" className="grid justify-items-start gap-4">
      <RadioGroup name="sprak" label={t('language')} choices={choices} chosen={language} />
      <Button kind="secondary">{t('saveLanguage')}</Button>
    </form>
  )
}
