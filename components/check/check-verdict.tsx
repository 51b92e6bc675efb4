'use client'
import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Icon } from '#components/ui/icon.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { Report } from '#lib/checking/report.ts'
import { formatOrgnr, maskIdentity } from '#lib/identifiers.ts'
import { FIXED } from '#lib/services/description.ts'
import { brokenOff } from '#lib/text/broken-off.ts'
import { isLocale } from '#lib/text/locale.ts'
import { serviceText } from '#lib/text/services.ts'
import { DueDates } from './due-dates.tsx'
import { OtherName } from './other-name.tsx'
import { otherService } from './other-service.ts'
import { stoppedSentence } from './stopped-sentence.ts'
import { useFocusOnShow } from './use-focus-on-show.ts'

type Company = { identity: string; name: string }
type Props = {
  report: Report
  checkOnly: boolean
  receiver: string
  now: Date
  company?: Company | undefined
  /** The page's own heading, or one in it. */
  level?: 1 | 2
  /** `plain` once something else is said first: a small line, no colour, no sign, no way on. */
  look?: 'verdict' | 'plain'
  /** `here`: values of the findings can be corrected on the page. */
  mended?: 'here' | 'elsewhere'
  children?: ReactNode
}

const LOOKS = {
  stopped: { box: 'border-danger bg-danger-tint', icon: 'danger', colour: 'text-danger' },
  warnings: { box: 'border-warning-line bg-warning-tint', icon: 'warning', colour: 'text-warning' },
  clean: { box: 'border-success bg-success-tint', icon: 'success', colour: 'text-success' },
} as const

/** As the page's own heading it is larger than those beside it. */
const SIZES = { 1: 'text-h2 font-bold sm:text-h1', 2: 'text-h3 font-bold' } as const
const PLAIN = 'text-small font-normal text-muted'

/** Where faults are corrected: what is said of it, by whether the page can do some of it. */
const STOPPED = {
  here: { file: 'next.stoppedHere', table: 'next.stoppedTableHere' },
  elsewhere: { file: 'next.stopped', table: 'next.stoppedTable' },
} as const

/** The result in one sentence. Takes the focus, so that screen readers announce it once. */
export function CheckVerdict({
  report,
  checkOnly,
  receiver,
  now,
  company,
  level = 2,
  look = 'verdict',
  mended = 'elsewhere',
  children,
}: Props) {
  const t = useTranslations('send.verdict')
  const locale = useLocale()
  const heading = useFocusOnShow<HTMLHeadingElement>()
  const sentence = useSentence(report, checkOnly, company)
  const unread = brokenOff(report, isLocale(locale) ? locale : 'sv')
  const kind = report.stop > 0 ? 'stopped' : report.varning > 0 ? 'warnings' : 'clean'
  const { box, icon, colour } = LOOKS[kind]
  const isPlain = look === 'plain'
  const Heading = `h${level}` as const
  const isElsewhere = otherService(report) !== undefined
  const isTable = report.format === 'csv' || report.format === 'xlsx'
  const next =
    kind === 'clean' && checkOnly
      ? t('next.checkOnlyClean', { receiver })
      : t(kind === 'stopped' ? STOPPED[mended][isTable ? 'table' : 'file'] : `next.${kind}`)
  const facts = useFacts(report, company)
  return (
    <section
      aria-labelledby="besked"
      className={`grid max-w-doing ${isPlain ? '' : `grid-cols-[auto_1fr] gap-x-3 rounded-card border border-l-4 p-4 sm:p-5 ${box}`}`}
    >
      {!isPlain && <Icon name={icon} className={`size-8 ${colour}`} />}
      <div className="grid gap-3">
        <Heading id="besked" ref={heading} tabIndex={-1} className={`wrap-anywhere ${isPlain ? PLAIN : SIZES[level]}`}>
          {sentence}
        </Heading>
        <p className="text-small text-muted wrap-anywhere">{facts.join(' · ')}</p>
        {company && <OtherName report={report} company={company} />}
        <SentBefore report={report} />
        <DueDates report={report} now={now} />
        {unread !== undefined && <p className="font-semibold">{unread}</p>}
        {!isElsewhere && !isPlain && <p>{next}</p>}
        {children}
      </div>
    </section>
  )
}

/** What the sentence leaves out: for which company, how many cases, in which format. */
function useFacts({ tjanst, poster, stop, varning, format, employers }: Report, company: Company | undefined): string[] {
  const services = useTranslations('services')
  const isClean = stop === 0 && varning === 0
  const number = company && formatOrgnr(company.identity)
  const isNamed = isClean && employers.length > 0
  return [
    ...(number ? [isNamed ? number : `${company.name}, ${number}`] : []),
    ...(isClean || poster === 0 ? [] : [services(`cases.${serviceText(tjanst)}`, { count: poster })]),
    ...(format === 'xml' || format === FIXED ? [services(`format.${format}`)] : []),
  ]
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
      {t.rich('sentBefore', {
        sent: counts.F13 ?? sent.length,
        cases,
        of: reference === '' ? 'several' : 'one',
        reference,
        // Beside the page, which would forget the file that was chosen.
        link: (chunks) => (
          <TextLink href={`/inlamningar/${reference}`} target="_blank" rel="noopener">
            {chunks}
          </TextLink>
        ),
      })}
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
  if (stop > 0) return stoppedSentence({ stop, varning }, { checkOnly, t })
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
