import { useTranslations } from 'next-intl'
import { TextLink } from '#components/ui/text-link.tsx'

/** Where to go from a page that could not be shown. */
export function LeadOn() {
  const nav = useTranslations('common.nav')
  const footer = useTranslations('common.footer')
  return (
    <nav aria-label={useTranslations('common')('leadOn')}>
      <ul className="grid justify-items-start gap-2">
        <Entry href="/hem" text={nav('home')} />
        <Entry href="/lamna" text={nav('hand')} />
        <Entry href="/inlamningar" text={nav('submissions')} />
        <Entry href="/driftinformation" text={nav('status')} />
        <Entry href="/kontakt" text={footer('contact')} />
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
