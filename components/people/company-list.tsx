import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Heading } from '#components/ui/heading.tsx'
import { VisuallyHidden } from '#components/ui/visually-hidden.tsx'
import type { Membership } from '#lib/access/employers-of.ts'
import { formatOrgnr } from '#lib/identifiers.ts'
import { longDate } from '#lib/text/format-time.ts'

type Props = { companies: Membership[]; current: string | null; next: string | undefined }

/** One form; each company is a button that names it: with the chosen one one goes on. The first is the one used last. */
export function CompanyList({ companies, current, next }: Props) {
  const t = useTranslations('chooseCompany')
  const hidden = (chunks: ReactNode) => <VisuallyHidden>{chunks}</VisuallyHidden>
  return (
    <form method="post" action="/api/foretag">
      {next && <input type="hidden" name="next" value={next} />}
      <ul aria-label={t('list')} className="grid gap-4">
        {companies.map((company, index) => {
          const isCurrent = company.employerId === current
          const isFirst = isCurrent || (current === null && index === 0)
          return (
            <li
              key={company.employerId}
              className="grid items-center gap-4 rounded-card border border-line p-5 sm:grid-cols-[1fr_auto] sm:p-6"
            >
              <Described company={company} isCurrent={isCurrent} />
              <Button name="employerId" value={company.employerId} kind={isFirst ? 'primary' : 'secondary'}>
                {t.rich(isCurrent ? 'goOn' : 'choose', { name: company.name, hidden })}
              </Button>
            </li>
          )
        })}
      </ul>
    </form>
  )
}

function Described({ company: { name, orgnr, role, validUntil, via }, isCurrent }: { company: Membership; isCurrent: boolean }) {
  const t = useTranslations('chooseCompany')
  const roles = useTranslations('accounts.role')
  const clients = useTranslations('clients')
  const locale = useLocale()
  return (
    <div className="grid gap-1">
      <Heading level={2} look={3}>
        {name}
      </Heading>
      <p className="text-muted tabular-nums">{formatOrgnr(orgnr)}</p>
      <p>
        {roles(role)}
        {via && ` ${clients('via', { bureau: via })}`}
        {validUntil && ` ${t('until', { date: longDate(validUntil, locale) })}`}
        {isCurrent && <span className="font-semibold"> · {t('current')}</span>}
      </p>
    </div>
  )
}
