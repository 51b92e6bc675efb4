import { useLocale, useTranslations } from 'next-intl'
import { useWaitSentence } from '#components/operate/wait-notice.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { FoundSubmission } from '#lib/submissions/find-submission.ts'
import type { WaitCause } from '#lib/submissions/receiver-line.ts'
import type { StateKind } from '#lib/submissions/state.ts'
import { clockAndDay, weekdayDate } from '#lib/text/format-time.ts'
import { ReplacedBy } from './correction.tsx'
import { headlineValues, situationOf } from './situation.ts'
import { NOTICE_TONE, STATE_TABLE } from './state-table.ts'

/** Why a file that goes by itself waits; `inTime`: no last day of it had passed when it was handed in. */
export type FileWait = { cause: WaitCause; inTime: boolean }

/** What has happened, what to do now, by when, and whether it is over: the answer the page is opened for. */
export function Headline({ submission, wait }: { submission: FoundSubmission; wait: FileWait | undefined }) {
  const t = useTranslations('status')
  const page = useTranslations('submissions.page')
  const locale = useLocale()
  const { state, submittedAt, isEnd, report, receipts, replacement, dealtWithAt } = submission
  const asksForNothing = replacement !== null || dealtWithAt !== null
  const { tone, showsDeadline, quotesReason } = STATE_TABLE[state.kind]
  const situation = situationOf(state)
  const values = headlineValues({ state, submittedAt }, locale, new Date())
  const { earliest } = report.deadlines
  const day = earliest && showsDeadline && !asksForNothing ? weekdayDate(earliest, locale, new Date()) : null
  const reason = quotesReason ? receipts.findLast((receipt) => receipt.reason)?.reason : null
  const when = t(`${situation}.when`)
  // Nobody took it back: it ended with the new one.
  const title = replacement && state.kind === 'withdrawn' ? page('replacedTitle') : t(`${situation}.headline`, values)
  return (
    <Notice tone={NOTICE_TONE[tone]} title={<span className="text-h3">{title}</span>}>
      {reason && <p>{page.rich('writes', { reason, quote: (words) => <span lang="sv">{words}</span> })}</p>}
      {replacement && <ReplacedBy reference={replacement.reference} />}
      {!replacement && dealtWithAt && <p>{page('dealtWithAt', { time: clockAndDay(dealtWithAt, locale, new Date()) })}</p>}
      {wait && <Waiting kind={state.kind} wait={wait} />}
      {!asksForNothing && <p>{t(`${situation}.now`)}</p>}
      {!asksForNothing && when && <p>{when}</p>}
      {day && <p>{page('deadline', { day })}</p>}
      <p className="text-small text-muted print:hidden">
        {t(isEnd ? 'end.yes' : 'end.no')}
        {!isEnd && <span className="noscript:hidden"> {t('end.live')}</span>}
      </p>
    </Notice>
  )
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
