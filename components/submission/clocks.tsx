import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Heading } from '#components/ui/heading.tsx'
import { StatusTag, type StatusTone } from '#components/ui/status-tag.tsx'
import { Time } from '#components/ui/time.tsx'
import { clockAndDay } from '#lib/text/clock-and-day.ts'
import { type ClockTimes, transportClock, verdictClock } from './two-clocks.ts'

/** Two clocks, never one: that the file has arrived says nothing about its content. */
export function Clocks({
  submission,
}: {
  submission: ClockTimes & { nextAttemptAt: string | null; attempts: readonly unknown[] }
}) {
  const t = useTranslations('submissions')
  const locale = useLocale()
  const transport = transportClock(submission)
  const verdict = verdictClock(submission)
  const { nextAttemptAt, attempts } = submission
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Clock
        title={t('page.clockTransport')}
        question={t('page.clockTransportIs')}
        tone={transport.tone}
        word={t(`transport.${transport.word}`)}
        at={transport.at}
      >
        {nextAttemptAt &&
          attempts.length > 0 &&
          t('page.nextAttempt', { time: clockAndDay(new Date(nextAttemptAt), locale, new Date()) })}
      </Clock>
      <Clock
        title={t('page.clockVerdict')}
        question={t('page.clockVerdictIs')}
        tone={verdict.tone}
        word={t(`verdict.${verdict.word}`)}
        at={verdict.at}
      >
        {verdict.word === 'none' && !submission.withdrawnAt && !submission.refusedAt && t('page.noVerdict')}
      </Clock>
    </div>
  )
}

type Props = { title: string; question: string; tone: StatusTone; word: string; at: string | null; children: ReactNode }

function Clock({ title, question, tone, word, at, children }: Props) {
  return (
    <div className="grid content-start justify-items-start gap-2 rounded-card border border-line p-5">
      <Heading level={3} look={4}>
        {title}
      </Heading>
      <p className="text-small text-muted">{question}</p>
      <StatusTag tone={tone}>{word}</StatusTag>
      {at && <Time at={at} />}
      {children && <p className="text-small text-muted">{children}</p>}
    </div>
  )
}
