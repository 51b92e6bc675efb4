import { useTranslations } from 'next-intl'
import { TextLink } from '#components/ui/text-link.tsx'
import { FK_PARTNER_PHONE } from '#lib/text/fk-contact.ts'

export function SiteFooter() {
  const t = useTranslations('common.footer')
  return (
    <footer className="mt-auto border-t border-line bg-surface">
      <div className="mx-auto grid max-w-wide gap-x-12 gap-y-6 px-4 py-8 text-small print:py-3 sm:px-6 md:grid-cols-2 lg:px-8">
        <div className="grid max-w-text content-start gap-2">
          <p className="font-semibold">{t('notFk')}</p>
          <p className="text-muted">{t('partner', { phone: FK_PARTNER_PHONE })}</p>
        </div>
        <nav aria-label={t('label')} className="print:hidden">
          <ul className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
            <Entry href="/kontakt" text={t('contact')} />
            <Entry href="/postbeskrivningar" text={t('docs')} />
            <Entry href="/prova" text={t('try')} />
            <Entry href="/automatisera" text={t('automate')} />
            <Entry href="/driftinformation" text={t('status')} />
            <Entry href="/tillganglighet" text={t('accessibility')} />
            <Entry href="/personuppgifter" text={t('privacy')} />
          </ul>
        </nav>
      </div>
    </footer>
  )
}

function Entry({ href, text }: { href: string; text: string }) {
  return (
    <li>
      <TextLink href={href} className="inline-block py-0.5">
        {text}
      </TextLink>
    </li>
  )
}
