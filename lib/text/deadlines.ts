import { createTranslator } from 'use-intl/core'
import type { Report } from '#lib/checking/report.ts'
import { LIMITS } from '#lib/limits.ts'
import { dayDistance } from './day-distance.ts'
import { weekdayDate } from './format-time.ts'
import type { Locale } from './locale.ts'
import { spelledAmount } from './spelling.ts'

const messages = {
  sv: {
    next: '{count, plural, one {# anmälan} other {# anmälningar}} ska vara inne senast {when}.',
    nextToo: '{count, number} ska vara inne senast {when}.',
    more: `Ytterligare {count, number} inom ${spelledAmount(LIMITS.soonDays, 'day', 'sv')}.`,
    late: '{count, plural, one {# anmälan är försenad sedan {date}} other {# anmälningar är försenade, den äldsta sedan {date}}}.',
    was: 'Sista dag för {count, plural, one {# anmälan} other {# anmälningar}} var {date}, {ago}.',
    today: 'i dag, {date}',
    tomorrow: 'i morgon, {date}',
    thisWeek: 'på {date}',
    later: '{date}',
  },
  en: {
    next: '{count, plural, one {# notice} other {# notices}} must be in by {when}.',
    nextToo: '{count, number} must be in by {when}.',
    more: `{count, number} more within ${spelledAmount(LIMITS.soonDays, 'day', 'en')}.`,
    late: '{count, plural, one {# notice is late since {date}} other {# notices are late, the oldest since {date}}}.',
    was: 'The last day for {count, plural, one {# notice} other {# notices}} was {date}, {ago}.',
    today: 'today, {date}',
    tomorrow: 'tomorrow, {date}',
    thisWeek: '{date}',
    later: '{date}',
  },
} as const

/** By when the cases of a file must be in, in whole sentences: what is late first. None where no case has a last day. */
export function deadlineSentences({ deadlines, due }: Pick<Report, 'deadlines' | 'due'>, locale: Locale, now: Date): string[] {
  const say = createTranslator({ locale, messages: messages[locale] })
  const { earliest, late, soon } = deadlines
  if (earliest === null || !due) return []
  const sentences: string[] = []
  if (late > 0) sentences.push(say('late', { count: late, date: weekdayDate(earliest, locale, now) }))
  if (due.next === null) return sentences
  const { days, text: ago } = dayDistance(due.next, locale, now)
  // A report is read on other days than the one it was made.
  if (days < 0) return [...sentences, say('was', { count: due.onNext, date: weekdayDate(due.next, locale, now), ago })]
  const when = say(nearness(days), { date: weekdayDate(due.next, locale, now) })
  sentences.push(say(late > 0 ? 'nextToo' : 'next', { count: due.onNext, when }))
  if (soon > due.onNext) sentences.push(say('more', { count: soon - due.onNext }))
  return sentences
}

function nearness(days: number): 'today' | 'tomorrow' | 'thisWeek' | 'later' {
  if (days === 0) return 'today'
  if (days === 1) return 'tomorrow'
  return days < 7 ? 'thisWeek' : 'later'
}
