import { expect, test } from 'vitest'
import { eventsOf } from './events.ts'

const UNDER_WAY = {
  settledAt: null,
  settledAs: null,
  contradictedAt: null,
  replacement: null,
  dealtWithAt: null,
  state: { kind: 'sending', since: new Date('2026-11-21T13:05:01.000Z'), attempt: 1 },
  purgedAt: null,
} as const
const attempt = (number: number, closedAt: Date | null, outcome: 'accepted' | 'unsent' | 'unknown' | null) => ({
  first: number,
  last: number,
  count: 1,
  openedAt: new Date('2026-11-21T13:05:01.000Z'),
  lastOpenedAt: new Date('2026-11-21T13:05:01.000Z'),
  closedAt,
  outcome,
})
const submittedAt = new Date('2026-11-21T13:05:00.000Z')
const kinds = (times: Partial<Parameters<typeof eventsOf>[0]>) =>
  eventsOf({ submittedAt, attempts: [], ...UNDER_WAY, ...times }).map(({ kind }) => kind)

test('an attempt that delivered is told once, as the delivery', () => {
  const at = new Date('2026-11-21T13:05:02.000Z')
  expect(kinds({ attempts: [attempt(1, at, 'accepted')], state: { kind: 'accepted', at, isPolled: true } })).toEqual([
    'submitted',
    'delivered',
  ])
})

test('what an attempt led to comes after the attempt, also when clocks differ by milliseconds', () => {
  const attempts = [attempt(1, new Date('2026-11-21T13:05:02.900Z'), 'unknown')]
  const at = new Date('2026-11-21T13:05:02.100Z')
  const state = { kind: 'held', at, reason: 'unknown', mayHaveArrived: true, mayRepeat: false, attempts: 1 } as const
  expect(kinds({ attempts, state })).toEqual(['submitted', 'attempt', 'held'])
})

test('an attempt that goes on is told as such', () => {
  expect(kinds({ attempts: [attempt(1, null, null)] })).toEqual(['submitted', 'attemptOpen'])
})

test('an attempt whose relay died is told as one without a certain answer', () => {
  expect(kinds({ attempts: [attempt(1, null, 'unknown')] })).toEqual(['submitted', 'attempt'])
})

test('what a person was told is told once, whatever the state became', () => {
  const [settledAt, contradictedAt] = [new Date('2026-11-21T13:10:00Z'), new Date('2026-11-21T13:20:00Z')]
  const told = { settledAt, attempts: [attempt(1, submittedAt, 'unknown')] }
  const settled = { kind: 'settled', at: settledAt, toldAt: settledAt, how: 'phone', name: 'Anna', isPolled: false } as const
  expect(kinds({ ...told, settledAs: 'has', state: settled })).toEqual(['submitted', 'attempt', 'settled'])
  const queued = { kind: 'queued', next: settledAt, attempts: 1, isClaimed: false } as const
  const again = { ...told, settledAs: 'has-not', contradictedAt, state: queued } as const
  expect(kinds(again)).toEqual(['submitted', 'attempt', 'settledNot', 'contradicted'])
})

test('attempts in a row that ended alike are one event, with its first and last time; what goes on is another', () => {
  const opened = (second: number) => new Date(submittedAt.getTime() + second * 1000)
  const times = { openedAt: opened(30), lastOpenedAt: opened(3600) }
  const run = { first: 2, last: 121, count: 120, ...times, closedAt: opened(3601), outcome: 'unsent' } as const
  const events = eventsOf({
    submittedAt,
    ...UNDER_WAY,
    attempts: [run, { ...attempt(122, null, null), lastOpenedAt: opened(3630) }],
  })
  expect(events.slice(1)).toEqual([
    { kind: 'attempt', run, outcome: 'unsent', since: opened(30), at: opened(3601) },
    { kind: 'attemptOpen', number: 122, at: opened(3630) },
  ])
})
