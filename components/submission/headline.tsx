import { useLocale, useTranslations } from 'next-intl'
import { Notice } from '#components/ui/notice.tsx'
import { clockAndDay } from '#lib/text/clock-and-day.ts'
import type { Situation } from '#lib/text/status.ts'
import { weekdayDate } from '#lib/text/weekday-date.ts'
import { situationOf } from './situation.ts'
import { NOTICE_TONE, STATUS_TONE } from './status-tone.ts'
import type { SubmissionView } from './submission-view.ts'

/** Where the last day no longer matters, or the person chose that it should not. */
const ARRIVED: readonly Situation[] = ['delivered', 'approved', 'withdrawn']

/** What has happened, what to do now, by when, and whether it is over: the answer the page is opened for. */
export function Headline({ submission }: { submission: SubmissionView }) {
  const t = useTranslations('status')
  const page = useTranslations('submissions.page')
  const locale = useLocale()
  const situation = situationOf(submission)
  const time = clockAndDay(new Date(submission.deliveredAt ?? submission.submittedAt), locale, new Date())
  const { firstDeadline } = submission
  const day = firstDeadline && !ARRIVED.includes(situation) ? weekdayDate(firstDeadline, locale, new Date()) : null
  // Why it was refused or disapproved, in the last words that say so.
  const reason = submission.status === 'underkand' ? submission.receipts.findLast((receipt) => receipt.reason)?.reason : null
  const when = t(`${situation}.when`)
  return (
    <Notice
      tone={NOTICE_TONE[STATUS_TONE[submission.status]]}
      title={<span className="text-h3">{t(`${situation}.headline`, { time })}</span>}
    >
      {reason && <p>{page.rich('writes', { reason, quote: (words) => <span lang="sv">{words}</span> })}</p>}
      <p>{t(`${situation}.now`)}</p>
      {when && <p>{when}</p>}
      {day && <p>{page('deadline', { day })}</p>}
      <p className="text-small text-muted print:hidden">
        {t(submission.end ? 'end.yes' : 'end.no')}
        {!submission.end && <span className="noscript:hidden"> {t('end.live')}</span>}
      </p>
    </Notice>
  )
}
