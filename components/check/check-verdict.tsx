'use client'
import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Icon } from '#components/ui/icon.tsx'
import type { Report } from '#lib/checking/report.ts'
import { maskIdentity } from '#lib/identifiers.ts'
import { FIXED } from '#lib/services/description.ts'
import { brokenOff } from '#lib/text/broken-off.ts'
import { isLocale } from '#lib/text/locale.ts'
import { serviceText } from '#lib/text/services.ts'
import { DueDates } from './due-dates.tsx'
import { OtherName } from './other-name.tsx'
import { otherService } from './other-service.ts'
import { useFocusOnShow } from './use-focus-on-show.ts'

type Company = { identity: string; name: string }
type Props = {
  report: Report
  checkOnly: boolean
  receiver: string
  now: Date
  company?: Company | undefined
  children?: ReactNode
}

const LOOKS = {
  stopped: { box: 'border-danger bg-danger-tint', icon: 'danger', colour: 'text-danger' },
  warnings: { box: 'border-warning-line bg-warning-tint', icon: 'warning', colour: 'text-warning' },
  clean: { box: 'border-success bg-success-tint', icon: 'success', colour: 'text-success' },
} as const

/** The result in one sentence. Takes the focus, so that screen readers announce it once. */
export function CheckVerdict({ report, checkOnly, receiver, now, company, children }: Props) {
  const t = useTranslations('send.verdict')
  const locale = useLocale()
  const services = useTranslations('services')
  const heading = useFocusOnShow<HTMLHeadingElement>()
  const sentence = useSentence(report, checkOnly, company)
  const unread = brokenOff(report, isLocale(locale) ? locale : 'sv')
  const kind = report.stop > 0 ? 'stopped' : report.varning > 0 ? 'warnings' : 'clean'
  const { box, icon, colour } = LOOKS[kind]
  const isElsewhere = otherService(report) !== undefined
  const isTable = report.format === 'csv' || report.format === 'xlsx'
  const next =
    kind === 'clean' && checkOnly
      ? t('next.checkOnlyClean', { receiver })
      : t(kind === 'stopped' && isTable ? 'next.stoppedTable' : `next.${kind}`)
  const format = report.format === 'xml' || report.format === FIXED ? services(`format.${report.format}`) : undefined
  return (
    <section
      aria-labelledby="besked"
      className={`grid max-w-doing grid-cols-[auto_1fr] gap-x-3 rounded-card border border-l-4 p-5 ${box}`}
    >
      <Icon name={icon} className={`size-8 ${colour}`} />
      <div className="grid gap-3">
        <h2 id="besked" ref={heading} tabIndex={-1} className="text-h3 font-bold wrap-anywhere">
          {sentence}
        </h2>
        <p className="text-small text-muted">
          {[
            kind !== 'clean' && report.poster > 0 && services(`cases.${serviceText(report.tjanst)}`, { count: report.poster }),
            format,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {company && <OtherName report={report} company={company} />}
        <SentBefore report={report} />
        <DueDates report={report} now={now} />
        {unread !== undefined && <p className="font-semibold">{unread}</p>}
        {!isElsewhere && <p>{next}</p>}
        {children}
      </div>
    </section>
  )
}

/** How many of the cases were handed in before, and in which submission where it is one. */
function SentBefore({ report: { findings, counts, poster, tjanst } }: { report: Report }) {
  const t = useTranslations('send.verdict')
  const services = useTranslations('services.cases')
  const sent = findings.filter(({ code }) => code === 'F13')
  if (sent.length === 0) return null
  const references = new Set(sent.map(({ params }) => params.reference))
  const cases = services(serviceText(tjanst), { count: poster })
  const reference = references.size === 1 ? `${[...references][0]}` : ''
  return (
    <p className="font-semibold">
      {t('sentBefore', { sent: counts.F13 ?? sent.length, cases, of: reference === '' ? 'several' : 'one', reference })}
    </p>
  )
}

/** `company`: the visitor's, which is named as the register has it, whatever the file calls it. */
function useSentence(
  { tjanst, poster, stop, varning, employers }: Report,
  checkOnly: boolean,
  company: Company | undefined,
): string {
  const t = useTranslations('send.verdict')
  const services = useTranslations('services.cases')
  if (stop > 0) {
    const faults = t(checkOnly ? 'stoppedCheckOnly' : 'stopped', { count: stop })
    return varning > 0 ? `${faults} ${t('also', { count: varning })}` : faults
  }
  if (varning > 0) return t(checkOnly ? 'warningsCheckOnly' : 'warnings', { count: varning })
  const cases = services(serviceText(tjanst), { count: poster })
  const [first, second] = employers
  if (!first) return t(checkOnly ? 'cleanCheckOnly' : 'clean', { cases })
  const known = first.identity === company?.identity ? company.name : first.name
  return t(checkOnly ? 'cleanForCheckOnly' : 'cleanFor', {
    cases,
    employer: second ? t('severalEmployers', { count: employers.length }) : (known ?? maskIdentity(first.identity)),
  })
}
