import { useTranslations } from 'next-intl'
import { NavLink } from '#components/layout/nav-link.tsx'

/** The company's own pages, beside each other. */
export function CompanyNav() {
  const t = useTranslations('certificates.nav')
  return (
    <nav aria-label={t('label')} className="border-b border-line">
      <ul className="flex flex-wrap gap-x-6">
        <Entry href="/foretaget/certifikat" text={t('list')} />
        <Entry href="/foretaget/bestall" text={t('order')} />
        <Entry href="/foretaget/ombud" text={t('agents')} />
        <Entry href="/foretaget/aviseringar" text={t('notices')} />
      </ul>
    </nav>
  )
}

function Entry({ href, text }: { href: string; text: string }) {
  return (
    <li>
      <NavLink href={href}>{text}</NavLink>
    </li>
  )
}
