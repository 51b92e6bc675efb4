import { useTranslations } from 'next-intl'
import { TextLink } from '#components/ui/text-link.tsx'

/** By which ways the person can log in; /konto/inloggning changes them. */
export function LoginWays({ username }: { username: string | null }) {
  const t = useTranslations('myAccount.ways')
  return (
    <ul className="grid list-disc gap-1 pl-5">
      <li>{t('eleg')}</li>
      {username !== null && (
        <li className="wrap-anywhere">
          {t('password', { username })} <TextLink href="/konto/inloggning">{t('change')}</TextLink>
        </li>
      )}
    </ul>
  )
}
