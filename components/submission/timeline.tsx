import { useTranslations } from 'next-intl'
import { Time, TimeSpan } from '#components/ui/time.tsx'
import type { FoundSubmission } from '#lib/submissions/find-submission.ts'
import { eventsOf, type SubmissionEvent } from './events.ts'

/** What has happened, in order, each with its time. */
export function Timeline({ submission }: { submission: FoundSubmission }) {
  const t = useTranslations('submissions')
  const words = (event: SubmissionEvent): string => {
    if (event.kind === 'attempt') {
      const { first, last, count } = event.run
      const outcome = t(`outcome.${event.outcome}`)
      return count > 1 ? t('event.attempts', { first, last, outcome }) : t('event.attempt', { number: first, outcome })
    }
    if (event.kind === 'attemptOpen') return t('event.attemptOpen', { number: event.number })
    return t(`event.${event.kind}`)
  }
  return (
    <ol className="grid">
      {eventsOf(submission).map((event) => (
        <li
          key={`${event.kind}${event.at.toISOString()}`}
          className="relative grid gap-x-6 border-l-2 border-line pb-4 pl-6 last:border-transparent last:pb-0 sm:grid-cols-[10rem_1fr]"
        >
          <span aria-hidden="true" className="absolute top-1.5 -left-[7px] size-3 rounded-full border-2 border-action bg-page" />
          <span className="text-small text-muted tabular-nums sm:pt-0.5">
            {'since' in event ? <TimeSpan from={event.since} until={event.at} /> : <Time at={event.at} form="table" />}
          </span>
          <span>{words(event)}</span>
        </li>
      ))}
    </ol>
  )
}
