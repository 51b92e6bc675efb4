import { beforeEach, expect, test } from 'vitest'
import { type CircuitBreaker, createCircuitBreaker } from './circuit-breaker.ts'

const pause = { afterFailures: 3, firstMs: 1_000, maxMs: 3_000 }
const limits = { connections: 8 }
const at = (ms: number) => new Date(1_000_000 + ms)
const reset = { kind: 'unknown', code: 'reset' } as const
const accepted = { kind: 'accepted', code: 'status-202' } as const
const forbidden = { kind: 'unsent', code: 'status-403', fault: 'line' } as const

let line: CircuitBreaker
beforeEach(() => {
  line = createCircuitBreaker()
})

test('single failures between successes leave the line open', () => {
  for (const outcome of [reset, reset, accepted, reset, reset]) line.note(outcome, pause, at(0))
  expect(line.room(limits, at(0))).toBe(8)
})

test('failures in a row rest the line, and then one file tries it', () => {
  for (const outcome of [reset, reset, reset]) line.note(outcome, pause, at(0))
  expect([line.room(limits, at(999)), line.room(limits, at(1_000))]).toEqual([0, 1])
  expect(line.state()).toMatchObject({ kind: 'resting', code: 'reset' })
})

test('a fault of the line rests it at once', () => {
  line.note(forbidden, pause, at(0))
  expect(line.room(limits, at(0))).toBe(0)
})

test('rests grow to their limit, and a success ends them', () => {
  line.note(forbidden, pause, at(0))
  line.note(forbidden, pause, at(1_000))
  expect([line.room(limits, at(2_999)), line.room(limits, at(3_000))]).toEqual([0, 1])
  line.note(forbidden, pause, at(3_000))
  expect([line.room(limits, at(5_999)), line.room(limits, at(6_000))]).toEqual([0, 1])
  line.note(accepted, pause, at(6_000))
  expect(line.room(limits, at(6_000))).toBe(8)
})

test('files that were under way when the rest began do not lengthen it', () => {
  for (let i = 0; i < 8; i++) line.note(forbidden, pause, at(0))
  expect(line.room(limits, at(1_000))).toBe(1)
})

test('a damaged file of ours says nothing about the line', () => {
  for (let i = 0; i < 9; i++) line.note({ kind: 'unsent', code: 'payload-damaged', fault: 'payload' }, pause, at(0))
  expect(line.room(limits, at(0))).toBe(8)
})
