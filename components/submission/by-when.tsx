import { useLocale, useTranslations } from 'next-intl'
import { Deadline } from '#components/ui/deadline.tsx'
import type { FoundSubmission } from '#lib/submissions/find-submission.ts'
import type { SubmissionState } from '#lib/submissions/state.ts'
import { dayDistance } from '#lib/text/day-distance.ts'
import { momentPhrase } from '#lib/text/format-time.ts'
import { situationOf } from './situation.ts'
import { STATE_TABLE } from './state-table.ts'

/** The last day where it matters, when it is tried again, and whether the state can change. */
export function ByWhen({ submission, now }: { submission: FoundSubmission; now: Date }) {
  const t = useTranslations('status')
  const page = useTranslations('submissions.page')
  const locale = useLocale()
  const { state, isEnd, report, replacement, dealtWithAt } = submission
  const asksForNothing = replacement !== null || dealtWithAt !== null
  const { lastDay } = STATE_TABLE[state.kind]
  const { earliest } = report.deadlines
  const isPast = earliest != null && dayDistance(earliest, locale, now).days < 0
  const isShown = !asksForNothing && (lastDay === 'always' || (lastDay === 'ahead' && !isPast))
  // "Before the last day" is no advice when that day has passed.
  const when = isPast && needsSomebody(state) ? page('soon') : t(`${situationOf(state)}.when`)
  const again = nextAttempt(state)
  const says = [isShown && earliest, !asksForNothing && when, again, !isEnd]
  if (!says.some(Boolean)) return null
  return (
    <div className="grid max-w-text gap-2">
      {isShown && earliest && (
        <p className="font-semibold">
          {page.rich(isPast ? 'deadlinePast' : 'deadline', { day: () => <Deadline day={earliest} now={now} /> })}
        </p>
      )}
      {!asksForNothing && when && <p>{when}</p>}
      {again && <p>{page('nextAttempt', { time: momentPhrase(again, locale, now) })}</p>}
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
