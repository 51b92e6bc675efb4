import { expect, test } from 'vitest'
import { transportClock, verdictClock } from './two-clocks.ts'

const T1 = new Date('2026-11-21T14:05:00.000Z')
const T2 = new Date('2026-11-21T15:00:00.000Z')

test('a file that has not been sent shows no time on either clock', () => {
  const fresh = { kind: 'queued', next: T1, attempts: 0, isClaimed: false } as const
  expect(transportClock(fresh)).toEqual({ word: 'waiting', tone: 'waiting', at: null })
  expect(verdictClock(fresh)).toEqual({ word: 'none', tone: 'neutral', at: null })
})

test('a delivered file waits for its verdict on the second clock only', () => {
  const accepted = { kind: 'accepted', at: T1, isPolled: true } as const
  expect(transportClock(accepted)).toEqual({ word: 'delivered', tone: 'success', at: T1 })
  expect(verdictClock(accepted)).toEqual({ word: 'pending', tone: 'waiting', at: null })
})

test('a disapproved file stays delivered on the first clock', () => {
  const disapproved = { kind: 'disapproved', at: T2, deliveredAt: T1 } as const
  expect(transportClock(disapproved)).toEqual({ word: 'delivered', tone: 'success', at: T1 })
  expect(verdictClock(disapproved)).toEqual({ word: 'disapproved', tone: 'danger', at: T2 })
})

test('what is held because nobody knows says so, not that it failed', () => {
  const held = { kind: 'held', at: T2, reason: 'unknown', mayHaveArrived: true, mayRepeat: false, attempts: 1 } as const
  expect(transportClock(held).word).toBe('unknown')
  expect(transportClock({ kind: 'unknown', since: T1, isSending: false, isLost: false, next: null }).word).toBe('unknown')
})

test('what is held for another reason waits for a person', () => {
  const held = { kind: 'held', at: T2, reason: 'gave-up', mayHaveArrived: false, mayRepeat: false, attempts: 1 } as const
  expect(transportClock(held)).toEqual({ word: 'held', tone: 'warning', at: T2 })
})

test('a withdrawn file is withdrawn, whatever else is known of it', () => {
  expect(transportClock({ kind: 'withdrawn', at: T1 }).word).toBe('withdrawn')
})
