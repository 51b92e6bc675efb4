import { expect, test } from 'vitest'
import { type ClockTimes, transportClock, verdictClock } from './two-clocks.ts'

const T1 = '2026-11-21T14:05:00.000Z'
const T2 = '2026-11-21T15:00:00.000Z'
const fresh: ClockTimes = {
  submittedAt: T1,
  withdrawnAt: null,
  sendingAt: null,
  unknownAt: null,
  heldAt: null,
  heldReason: null,
  deliveredAt: null,
  refusedAt: null,
  approvedAt: null,
  disapprovedAt: null,
}

test('a file that has not been sent shows no time on either clock', () => {
  expect(transportClock(fresh)).toEqual({ word: 'waiting', tone: 'waiting', at: null })
  expect(verdictClock(fresh)).toEqual({ word: 'none', tone: 'neutral', at: null })
})

test('a delivered file waits for its verdict on the second clock only', () => {
  const delivered = { ...fresh, deliveredAt: T1 }
  expect(transportClock(delivered)).toEqual({ word: 'delivered', tone: 'success', at: T1 })
  expect(verdictClock(delivered)).toEqual({ word: 'pending', tone: 'waiting', at: null })
})

test('a disapproved file stays delivered on the first clock', () => {
  const disapproved = { ...fresh, deliveredAt: T1, disapprovedAt: T2 }
  expect(transportClock(disapproved).word).toBe('delivered')
  expect(verdictClock(disapproved)).toEqual({ word: 'disapproved', tone: 'danger', at: T2 })
})

test('what is held because nobody knows says so, not that it failed', () => {
  expect(transportClock({ ...fresh, unknownAt: T1, heldAt: T2, heldReason: 'unknown' }).word).toBe('unknown')
  expect(transportClock({ ...fresh, unknownAt: T1 }).word).toBe('unknown')
})

test('what is held for another reason waits for a person', () => {
  expect(transportClock({ ...fresh, heldAt: T2, heldReason: 'gave-up' })).toEqual({ word: 'held', tone: 'warning', at: T2 })
})

test('a withdrawn file is withdrawn, whatever else is known of it', () => {
  expect(transportClock({ ...fresh, withdrawnAt: T1, heldAt: T2 }).word).toBe('withdrawn')
})
