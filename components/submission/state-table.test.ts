import { expect, test } from 'vitest'
import { pollInterval } from './state-table.ts'

test('nothing is asked when no more can come', () => {
  for (const kind of ['approved', 'disapproved', 'refused', 'withdrawn'] as const) expect(pollInterval(kind, 0)).toBe(false)
})

test('a page that has stood for hours asks seldom', () => {
  expect(pollInterval('queued', 0)).toBe(1_000)
  expect(pollInterval('queued', 2 * 60_000)).toBe(5_000)
  expect(pollInterval('queued', 3_600_000)).toBe(30_000)
})

test('what takes days is not asked every second', () => {
  expect(pollInterval('accepted', 0)).toBe(5_000)
  expect(pollInterval('held', 0)).toBe(60_000)
})
