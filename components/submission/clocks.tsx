import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Heading } from '#components/ui/heading.tsx'
import { StatusTag, type StatusTone } from '#components/ui/status-tag.tsx'
import { Time } from '#components/ui/time.tsx'
import type { SubmissionState } from '#lib/submissions/state.ts'
import { clockAndDay } from '#lib/text/format-time.ts'
import { STATE_TABLE } from './state-table.ts'
import { transportClock, verdictClock } from './two-clocks.ts'

/** Two clocks, never one: that the file has arrived says nothing about its content. */
export function Clocks({ state }: { state: SubmissionState }) {
  const t = useTranslations('submissions')
  const locale = useLocale()
  const transport = transportClock(state)
  const verdict = verdictClock(state)
  const again = nextAttempt(state)
  const mayCome = STATE_TABLE[state.kind].withoutId === 'fkNone'
  const noVerdict = state.kind === 'settled' ? t('page.noVerdictById') : mayCome && t('page.noVerdict')
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Clock
        title={t('page.clockTransport')}
        question={t('page.clockTransportIs')}
        tone={transport.tone}
        word={t(`transport.${transport.word}`)}
        at={transport.at}
      >
        {again && t('page.nextAttempt', { time: clockAndDay(again, locale, new Date()) })}
      </Clock>
      <Clock
        title={t('page.clockVerdict')}
        question={t('page.clockVerdictIs')}
        tone={verdict.tone}
        word={t(`verdict.${verdict.word}`)}
        at={verdict.at}
      >
        {verdict.word === 'none' && noVerdict}
      </Clock>
    </div>
  )
}

/** When it is sent again after an attempt that failed. */
function nextAttempt(state: SubmissionState): Date | null {
  if (state.kind === 'unknown') return state.next
  return state.kind === 'queued' && state.attempts > 0 ? state.next : null
}

type Props = { title: string; question: string; tone: StatusTone; word: string; at: Date | null; children: ReactNode }

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
