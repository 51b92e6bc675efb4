import { useTranslations } from 'next-intl'
import { LinkButton } from '#components/ui/link-button.tsx'
import { TextLink } from '#components/ui/text-link.tsx'

/** Where to go from a page that could not be shown; the start page leads on whoever is logged in. */
export function LeadOn() {
  const t = useTranslations('common')
  return (
    <nav aria-label={t('leadOn.label')} className="grid justify-items-start gap-4">
      <LinkButton kind="secondary" href="/">
        {t('leadOn.home')}
      </LinkButton>
      <ul className="grid justify-items-start">
        <Entry href="/inlamningar" text={t('nav.submissions')} />
        <Entry href="/driftinformation" text={t('nav.status')} />
        <Entry href="/kontakt" text={t('footer.contact')} />
      </ul>
    </nav>
  )
}

function Entry({ href, text }: { href: string; text: string }) {
  return (
    <li>
      <TextLink href={href} className="inline-flex min-h-11 items-center">
        {text}
      </TextLink>
    </li>
  )
}
