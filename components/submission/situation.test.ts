import { expect, test } from 'vitest'
import type { StateKind, SubmissionState } from '#lib/submissions/state.ts'
import { statusTexts } from '#lib/text/status.ts'
import { secondsToUndo, situationOf } from './situation.ts'
import { stateInList } from './state-in-list.ts'

const AT = new Date('2026-11-21T14:05:00.000Z')
const STATES: { [Kind in StateKind]: SubmissionState & { kind: Kind } } = {
  received: { kind: 'received', attempts: 0 },
  queued: { kind: 'queued', next: AT, attempts: 0, isClaimed: false },
  sending: { kind: 'sending', since: AT, attempt: 1 },
  disputed: { kind: 'disputed', at: AT, kvittensId: 'FK-1' },
  accepted: { kind: 'accepted', at: AT, isPolled: true },
  settled: { kind: 'settled', at: AT, toldAt: AT, how: 'phone', name: 'Anna Ek', isPolled: false },
  approved: { kind: 'approved', at: AT, deliveredAt: AT },
  disapproved: { kind: 'disapproved', at: AT, deliveredAt: AT },
  refused: { kind: 'refused', at: AT },
  unknown: { kind: 'unknown', since: AT, isSending: false, isLost: false, next: AT },
  held: { kind: 'held', at: AT, reason: 'unknown', mayHaveArrived: true, mayRepeat: false, attempts: 1 },
  withdrawn: { kind: 'withdrawn', at: AT },
}

test('every status has words for what to do now', () => {
  for (const state of Object.values(STATES)) expect(statusTexts.sv[situationOf(state)].now).not.toBe('')
})

test('a file that could not be sent says so, not that it stands in a queue', () => {
  expect(situationOf(STATES.queued)).toBe('queued')
  expect(situationOf({ ...STATES.queued, attempts: 1 })).toBe('retrying')
})

test('a file that a restore may have forgotten is told from one that was sent', () => {
  expect(situationOf(STATES.held)).toBe('unknownHeld')
  expect(situationOf({ ...STATES.held, attempts: 0 })).toBe('forgotten')
})

test('a file refused at the door is told from one that was disapproved later', () => {
  expect(situationOf(STATES.refused)).toBe('refused')
  expect(situationOf(STATES.disapproved)).toBe('disapproved')
})

test('whoever waits for an answer nobody has is told not to send again', () => {
  expect(statusTexts.sv[situationOf(STATES.unknown)].headline).toContain('Skicka den inte på nytt')
  expect(statusTexts.sv[situationOf(STATES.held)].headline).toContain('Skicka den inte på nytt')
})

test('what waits to be sent for the first time can be undone, to the second', () => {
  const now = new Date(AT.getTime() - 29_500)
  expect(secondsToUndo(STATES.queued, now)).toBe(30)
  expect(secondsToUndo(STATES.queued, AT)).toBe(0)
  expect(secondsToUndo({ ...STATES.queued, isClaimed: true }, now)).toBe(0)
  expect(secondsToUndo({ ...STATES.queued, attempts: 1 }, now)).toBe(0)
  expect(secondsToUndo(STATES.held, now)).toBe(0)
})

test('in a list colour is for trouble alone, and not for what a person has dealt with', () => {
  const at = new Date()
  const row = { state: { kind: 'refused', at }, contradictedAt: null, dealtWithAt: null, replacement: null } as const
  expect(stateInList(row)).toEqual({ tone: 'danger', word: 'refused', ended: null })
  expect(stateInList({ ...row, replacement: { reference: 'R' } })).toEqual({
    tone: 'neutral',
    word: 'refused',
    ended: 'replaced',
  })
  expect(stateInList({ ...row, dealtWithAt: at })).toEqual({ tone: 'neutral', word: 'refused', ended: 'dealtWith' })
  const contradicted = { ...row, state: { kind: 'approved', at, deliveredAt: at }, contradictedAt: at } as const
  expect(stateInList(contradicted)).toEqual({ tone: 'warning', word: 'contradicted', ended: null })
  expect(stateInList({ ...contradicted, dealtWithAt: at })).toEqual({ tone: 'success', word: 'approved', ended: 'dealtWith' })
})
