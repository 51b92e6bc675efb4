import { useLocale, useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Heading } from '#components/ui/heading.tsx'
import type { Role } from '#lib/access/employers-of.ts'
import { longDate } from '#lib/text/format-time.ts'

export type CompanyChoice = {
  employerId: string
  name: string
  orgnr: string
  role: Role
  /** The last day an ombud may act, ISO. */
  validUntil: string | null
  isCurrent: boolean
}

/** One form; each company is a button that names it. The first is the one used last. */
export function CompanyList({ companies, next }: { companies: CompanyChoice[]; next: string | undefined }) {
  const t = useTranslations('chooseCompany')
  return (
    <form method="post" action="/api/foretag">
      {next && <input type="hidden" name="next" value={next} />}
      <ul aria-label={t('list')} className="grid gap-4">
        {companies.map((company, index) => (
          <li
            key={company.employerId}
            className="grid items-center gap-4 rounded-card border border-line p-5 sm:grid-cols-[1fr_auto] sm:p-6"
          >
            <Described company={company} />
            <Button name="employerId" value={company.employerId} kind={index === 0 ? 'primary' : 'secondary'}>
              {t('choose')}
              <span className="sr-only"> {company.name}</span>
            </Button>
          </li>
        ))}
      </ul>
    </form>
  )
}

function Described({ company: { name, orgnr, role, validUntil, isCurrent } }: { company: CompanyChoice }) {
  const t = useTranslations('chooseCompany')
  const roles = useTranslations('accounts.role')
  const locale = useLocale()
  return (
    <div className="grid gap-1">
      <Heading level={2} look={3}>
        {name}
      </Heading>
      <p className="text-muted tabular-nums">{orgnr}</p>
      <p>
        {roles(role)}
        {validUntil && ` ${t('until', { date: longDate(new Date(validUntil), locale) })}`}
        {isCurrent && <span className="font-semibold"> · {t('current')}</span>}
      </p>
    </div>
  )
}
