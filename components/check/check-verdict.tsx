'use client'
import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Icon } from '#components/ui/icon.tsx'
import type { Report } from '#lib/checking/report.ts'
import { maskIdentity } from '#lib/identifiers.ts'
import { FIXED } from '#lib/services/description.ts'
import { brokenOff } from '#lib/text/broken-off.ts'
import { formatSize } from '#lib/text/format-size.ts'
import { isLocale } from '#lib/text/locale.ts'
import { serviceText } from '#lib/text/services.ts'
import { DueDates } from './due-dates.tsx'
import { otherService } from './other-service.ts'
import { useFocusOnShow } from './use-focus-on-show.ts'

type Props = { report: Report; checkOnly: boolean; receiver: string; now: Date; knownAs?: string; children?: ReactNode }

const LOOKS = {
  stopped: { box: 'border-danger bg-danger-tint', icon: 'danger', colour: 'text-danger' },
  warnings: { box: 'border-warning-line bg-warning-tint', icon: 'warning', colour: 'text-warning' },
  clean: { box: 'border-success bg-success-tint', icon: 'success', colour: 'text-success' },
} as const

/** The result in one sentence. Takes the focus, so that screen readers announce it once. */
export function CheckVerdict({ report, checkOnly, receiver, now, knownAs, children }: Props) {
  const t = useTranslations('send.verdict')
  const locale = useLocale()
  const services = useTranslations('services')
  const heading = useFocusOnShow<HTMLHeadingElement>()
  const sentence = useSentence(report, checkOnly, knownAs)
  const kind = report.stop > 0 ? 'stopped' : report.varning > 0 ? 'warnings' : 'clean'
  const { box, icon, colour } = LOOKS[kind]
  const isElsewhere = otherService(report) !== undefined
  const next = kind === 'clean' && checkOnly ? t('next.checkOnlyClean', { receiver }) : t(`next.${kind}`)
  const format = report.format === 'xml' || report.format === FIXED ? services(`format.${report.format}`) : undefined
  return (
    <section
      aria-labelledby="besked"
      className={`grid max-w-doing grid-cols-[auto_1fr] gap-x-3 rounded-card border border-l-4 p-5 ${box}`}
    >
      <Icon name={icon} className={`size-8 ${colour}`} />
      <div className="grid gap-3">
        <h2 id="besked" ref={heading} tabIndex={-1} className="text-h3 font-bold">
          {sentence}
        </h2>
        <p className="text-small text-muted">
          {[
            report.poster > 0 && services(`cases.${serviceText(report.tjanst)}`, { count: report.poster }),
            formatSize(report.bytes, locale),
            format,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <DueDates report={report} now={now} />
        {report.avbruten && <p className="font-semibold">{brokenOff(report, isLocale(locale) ? locale : 'sv')}</p>}
        {!isElsewhere && <p>{next}</p>}
        {children}
      </div>
    </section>
  )
}

/** `knownAs`: name of the visitor's company, for files that have only its number. */
function useSentence(
  { tjanst, poster, stop, varning, employers }: Report,
  checkOnly: boolean,
  knownAs: string | undefined,
): string {
  const t = useTranslations('send.verdict')
  const services = useTranslations('services.cases')
  if (stop > 0) {
    const faults = t(checkOnly ? 'stoppedCheckOnly' : 'stopped', { count: stop })
    return varning > 0 ? `${faults} ${t('also', { count: varning })}` : faults
  }
  if (varning > 0) return t('warnings', { count: varning })
  const cases = services(serviceText(tjanst), { count: poster })
  const [first, second] = employers
  if (!first) return t('clean', { cases })
  return t('cleanFor', {
    cases,
    employer: second
      ? t('severalEmployers', { count: employers.length })
      : (first.name ?? knownAs ?? maskIdentity(first.identity)),
  })
}
