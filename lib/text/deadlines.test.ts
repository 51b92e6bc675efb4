import { expect, test } from 'vitest'
import { deadlineSentences } from './deadlines.ts'

/** Saturday evening in Sweden; in UTC too. */
const now = new Date('2026-11-21T18:00:00+01:00')
const space = (sentences: string[]) => sentences.join(' ')

type Case = { late?: number; earliest?: string; next?: string | null; onNext?: number; soon?: number }

function said({ late = 0, soon = 0, onNext = 0, next = null, earliest }: Case, locale: 'sv' | 'en' = 'sv', at = now): string {
  const deadlines = { earliest: earliest ?? next, late, soon }
  return space(deadlineSentences({ deadlines, due: { next, onNext, cases: [] } }, locale, at))
}

test.each<[string, Case, string]>([
  ['this week', { next: '2026-11-27', onNext: 3 }, '3 anmälningar ska vara inne senast på fredag 27 november.'],
  ['one', { next: '2026-11-27', onNext: 1 }, '1 anmälan ska vara inne senast på fredag 27 november.'],
  ['today', { next: '2026-11-21', onNext: 2, soon: 2 }, '2 anmälningar ska vara inne senast i dag, lördag 21 november.'],
  ['tomorrow', { next: '2026-11-22', onNext: 1, soon: 1 }, '1 anmälan ska vara inne senast i morgon, söndag 22 november.'],
  ['in a week', { next: '2026-11-28', onNext: 1 }, '1 anmälan ska vara inne senast lördag 28 november.'],
  ['next year', { next: '2027-01-04', onNext: 1 }, '1 anmälan ska vara inne senast måndag 4 januari 2027.'],
  [
    'several days soon',
    { next: '2026-11-22', onNext: 1, soon: 3 },
    '1 anmälan ska vara inne senast i morgon, söndag 22 november. Ytterligare 2 inom två dagar.',
  ],
  [
    'late and next',
    { late: 1, earliest: '2026-11-19', next: '2026-11-27', onNext: 3 },
    '1 anmälan är försenad sedan torsdag 19 november. 3 ska vara inne senast på fredag 27 november.',
  ],
  ['late alone', { late: 12, earliest: '2025-11-19' }, '12 anmälningar är försenade, den äldsta sedan onsdag 19 november 2025.'],
  [
    'passed since the check',
    { next: '2026-10-12', onNext: 2 },
    'Sista dag för 2 anmälningar var måndag 12 oktober, för 40 dagar sedan.',
  ],
  ['none', {}, ''],
])('the last day is said right: %s', (_, dates, sentence) => {
  expect(said(dates)).toBe(sentence)
})

test('in English', () => {
  expect(said({ late: 2, earliest: '2026-11-19', next: '2026-11-22', onNext: 1, soon: 2 }, 'en')).toBe(
    '2 notices are late, the oldest since Thursday 19 November. 1 must be in by tomorrow, Sunday 22 November. 1 more within two days.',
  )
})

test('today is the day in Sweden, also when it is still yesterday in UTC', () => {
  const night = new Date('2026-11-21T23:30:00Z')
  expect(said({ next: '2026-11-22', onNext: 1, soon: 1 }, 'sv', night)).toContain('senast i dag, söndag 22 november')
})
