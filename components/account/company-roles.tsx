import { useLocale, useTranslations } from 'next-intl'
import { LinkButton } from '#components/ui/link-button.tsx'
import type { Membership } from '#lib/access/employers-of.ts'
import { formatOrgnr } from '#lib/identifiers.ts'
import { longDate } from '#lib/text/format-time.ts'

/** For whom the person acts, and as what. */
export function CompanyRoles({ companies }: { companies: Membership[] }) {
  const t = useTranslations('myAccount.companies')
  const roles = useTranslations('accounts.role')
  const locale = useLocale()
  if (companies.length === 0) return <p>{t('none')}</p>
  return (
    <div className="grid justify-items-start gap-4">
      <ul className="grid w-full gap-3">
        {companies.map(({ employerId, name, orgnr, role, validUntil, via }) => (
          <li key={employerId} className="grid gap-0.5 border-b border-line pb-3">
            <span className="font-semibold wrap-anywhere">{name}</span>
            <span className="text-muted tabular-nums">{formatOrgnr(orgnr)}</span>
            <span>
              {[
                roles(role),
                ...(via ? [t('via', { bureau: via })] : []),
                ...(validUntil ? [t('until', { date: longDate(validUntil, locale) })] : []),
              ].join(', ')}
            </span>
          </li>
        ))}
      </ul>
      {companies.length > 1 && (
        <LinkButton kind="secondary" href="/foretag">
          {t('choose')}
        </LinkButton>
      )}
    </div>
  )
}
