import { useLocale, useTranslations } from 'next-intl'
import { type FormRefusal, RefusalSentence } from '#components/send/refusal-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import type { Membership } from '#lib/access/employers-of.ts'
import { formatOrgnr } from '#lib/identifiers.ts'
import { longDate } from '#lib/text/format-time.ts'

type Props = {
  companies: Membership[]
  /** Id of the company whose form was sent without its tick. */
  unsure: string | undefined
}

const tickOf = (employerId: string): string => `sakert-${employerId}`

/** The id of the tick that a form to leave lacked; undefined where the refusal is another form's. */
export const leaveFieldOf = (refused: FormRefusal | undefined, employerId: string | undefined): string | undefined =>
  refused?.reason === 'leave_sure' && employerId ? tickOf(employerId) : undefined

/** For whom the person acts, and as what; and the way out of each. */
export function CompanyRoles({ companies, unsure }: Props) {
  const t = useTranslations('myAccount.companies')
  if (companies.length === 0) return <p>{t('none')}</p>
  return (
    <div className="grid justify-items-start gap-4">
      <ul className="grid w-full gap-6">
        {companies.map((company) => (
          <li key={company.employerId} className="grid gap-3 border-b border-line pb-4">
            <Described company={company} />
            {/* One of a bureau's people leaves the bureau. */}
            {company.via === null && <LeaveForm company={company} isUnsure={company.employerId === unsure} />}
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

function Described({ company: { name, orgnr, role, via, validUntil } }: { company: Membership }) {
  const t = useTranslations('myAccount.companies')
  const roles = useTranslations('accounts.role')
  const locale = useLocale()
  const words = [
    roles(role),
    ...(via ? [t('via', { bureau: via })] : []),
    ...(validUntil ? [t('until', { date: longDate(validUntil, locale) })] : []),
  ]
  return (
    <div className="grid gap-0.5">
      <span className="font-semibold wrap-anywhere">{name}</span>
      <span className="text-muted tabular-nums">{formatOrgnr(orgnr)}</span>
      <span>{words.join(', ')}</span>
    </div>
  )
}

function LeaveForm({ company: { employerId, name }, isUnsure }: { company: Membership; isUnsure: boolean }) {
  const t = useTranslations('myAccount.companies')
  const id = tickOf(employerId)
  return (
    <Disclosure summary={<span className="wrap-anywhere">{t('leave', { company: name })}</span>} open={isUnsure}>
      <form method="post" action="/api/konto/lamna" className="grid justify-items-start gap-4">
        <input type="hidden" name="foretaget" value={employerId} />
        <p>{t('leaveText')}</p>
        {isUnsure && (
          <p id={`${id}-error`} className="font-semibold text-danger">
            <RefusalSentence refused={{ code: 'invalid', reason: 'leave_sure', id: undefined }} />
          </p>
        )}
        <Checkbox
          id={id}
          name="sakert"
          value="ja"
          label={<span className="wrap-anywhere">{t('leaveSure', { company: name })}</span>}
          required
          {...(isUnsure && { 'aria-invalid': true, 'aria-describedby': `${id}-error` })}
        />
        <Button kind="danger">{t('leaveButton')}</Button>
      </form>
    </Disclosure>
  )
}
