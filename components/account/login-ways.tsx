import { useTranslations } from 'next-intl'

/** By which ways the person can log in; the page Inloggning changes them. */
export function LoginWays({ username }: { username: string | null }) {
  const t = useTranslations('myAccount.ways')
  return (
    <ul className="grid list-disc gap-1 pl-5">
      <li>{t('eleg')}</li>
      {username !== null && <li className="wrap-anywhere">{t('password', { username })}</li>}
    </ul>
  )
}
