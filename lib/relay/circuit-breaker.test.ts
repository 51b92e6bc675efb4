import { beforeEach, expect, test } from 'vitest'
import { type CircuitBreaker, createCircuitBreaker } from './circuit-breaker.ts'

const pause = { afterFailures: 3, firstMs: 1_000, maxMs: 3_000 }
const limits = { connections: 8 }
const at = (ms: number) => 1_000_000 + ms
const reset = { kind: 'unknown', code: 'reset' } as const
const accepted = { kind: 'accepted', code: 'status-202' } as const
const forbidden = { kind: 'unsent', code: 'status-403', fault: 'line' } as const

let breaker: CircuitBreaker
beforeEach(() => {
  breaker = createCircuitBreaker()
})

test('single failures between successes leave the line open', () => {
  for (const outcome of [reset, reset, accepted, reset, reset]) breaker.record(outcome, pause, at(0))
  expect(breaker.limit(limits, at(0))).toBe(8)
})

test('failures in a row rest the line, and then one file tries it', () => {
  for (const outcome of [reset, reset, reset]) breaker.record(outcome, pause, at(0))
  expect([breaker.limit(limits, at(999)), breaker.limit(limits, at(1_000))]).toEqual([0, 1])
  expect(breaker.state()).toMatchObject({ kind: 'open', code: 'reset' })
})

test('a fault of the line rests it at once', () => {
  breaker.record(forbidden, pause, at(0))
  expect(breaker.limit(limits, at(0))).toBe(0)
})

test('rests grow to their limit, and a success ends them', () => {
  breaker.record(forbidden, pause, at(0))
  breaker.record(forbidden, pause, at(1_000))
  expect([breaker.limit(limits, at(2_999)), breaker.limit(limits, at(3_000))]).toEqual([0, 1])
  breaker.record(forbidden, pause, at(3_000))
  expect([breaker.limit(limits, at(5_999)), breaker.limit(limits, at(6_000))]).toEqual([0, 1])
  breaker.record(accepted, pause, at(6_000))
  expect(breaker.limit(limits, at(6_000))).toBe(8)
})

test('files that were under way when the rest began do not lengthen it', () => {
  for (let i = 0; i < 8; i++) breaker.record(forbidden, pause, at(0))
  expect(breaker.limit(limits, at(1_000))).toBe(1)
})

test('a damaged file of ours says nothing about the line', () => {
  for (let i = 0; i < 9; i++) breaker.record({ kind: 'unsent', code: 'payload-damaged', fault: 'payload' }, pause, at(0))
  expect(breaker.limit(limits, at(0))).toBe(8)
})
