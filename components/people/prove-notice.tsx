import { useTranslations } from 'next-intl'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'

/** Says before one types that what is changed here asks for a fresh login. `href`: the login, which comes back here. */
export function ProveNotice({ href }: { href: string }) {
  const t = useTranslations('login.prove')
  const action = (
    <LinkButton kind="secondary" href={href}>
      {t('again')}
    </LinkButton>
  )
  return (
    <Notice tone="info" title={t('first')} action={action}>
      <p>{t('firstText')}</p>
    </Notice>
  )
}
