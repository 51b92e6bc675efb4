import { useLocale, useTranslations } from 'next-intl'
import { useWaitSentence } from '#components/operate/wait-notice.tsx'
import { Deadline } from '#components/ui/deadline.tsx'
import type { FoundSubmission } from '#lib/submissions/find-submission.ts'
import type { WaitCause } from '#lib/submissions/receiver-line.ts'
import type { StateKind, SubmissionState } from '#lib/submissions/state.ts'
import { dayDistance } from '#lib/text/day-distance.ts'
import { clockAndDay } from '#lib/text/format-time.ts'
import { ReplacedBy } from './correction.tsx'
import { situationOf } from './situation.ts'
import { STATE_TABLE } from './state-table.ts'

/** Why a file that goes by itself waits; `inTime`: no last day of it had passed when it was handed in. */
export type FileWait = { cause: WaitCause; inTime: boolean }

const EDGES = { warning: 'border-l-4 border-warning-line pl-4', danger: 'border-l-4 border-danger pl-4' } as const

/** What to do now, by when, and whether the state can change. */
export function Now({ submission, wait, now }: { submission: FoundSubmission; wait: FileWait | undefined; now: Date }) {
  const t = useTranslations('status')
  const page = useTranslations('submissions.page')
  const locale = useLocale()
  const { state, isEnd, report, receipts, replacement, dealtWithAt } = submission
  const asksForNothing = replacement !== null || dealtWithAt !== null
  const { tone, showsDeadline, quotesReason } = STATE_TABLE[state.kind]
  const situation = situationOf(state)
  const day = showsDeadline && !asksForNothing ? report.deadlines.earliest : null
  const isPast = day !== null && dayDistance(day, locale, now).days < 0
  const reason = quotesReason ? receipts.findLast((receipt) => receipt.reason)?.reason : null
  // "Before the last day" is no advice when that day has passed.
  const when = isPast && needsSomebody(state) ? page('soon') : t(`${situation}.when`)
  const again = nextAttempt(state)
  const edge = !asksForNothing && (tone === 'warning' || tone === 'danger') ? EDGES[tone] : ''
  return (
    <div className={`grid max-w-text gap-2 ${edge}`}>
      {reason && <p>{page.rich('writes', { reason, quote: (words) => <span lang="sv">{words}</span> })}</p>}
      {replacement && <ReplacedBy reference={replacement.reference} />}
      {!replacement && dealtWithAt && <p>{page('dealtWithAt', { time: clockAndDay(dealtWithAt, locale, now) })}</p>}
      {wait && <Waiting kind={state.kind} wait={wait} />}
      {!asksForNothing && <p className="text-large">{t(`${situation}.now`)}</p>}
      {day && (
        <p className="font-semibold">
          {page.rich(isPast ? 'deadlinePast' : 'deadline', { day: () => <Deadline day={day} now={now} /> })}
        </p>
      )}
      {!asksForNothing && when && <p>{when}</p>}
      {again && <p>{page('nextAttempt', { time: clockAndDay(again, locale, now) })}</p>}
      {!isEnd && (
        <p className="text-small text-muted print:hidden">
          {t('end.no')}
          <span className="noscript:hidden"> {t('end.live')}</span>
        </p>
      )}
    </div>
  )
}

const needsSomebody = ({ kind }: SubmissionState): boolean => kind === 'held' || kind === 'disputed'

/** When it is sent again after an attempt that failed. */
function nextAttempt(state: SubmissionState): Date | null {
  if (state.kind === 'unknown') return state.next
  return state.kind === 'queued' && state.attempts > 0 ? state.next : null
}

function Waiting({ kind, wait: { cause, inTime } }: { kind: StateKind; wait: FileWait }) {
  const t = useTranslations('line')
  const sentence = useWaitSentence()
  return (
    <p>
      {sentence(cause)} {t(kind === 'unknown' ? 'thisUnknown' : 'thisFile', { inTime: inTime ? 'yes' : 'no' })}
    </p>
  )
}
