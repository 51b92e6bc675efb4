import { expect, test } from 'vitest'
import { pollInterval } from './poll-interval.ts'

test('nothing is asked when no more can come', () => {
  for (const word of ['godkand', 'underkand', 'aterkallad'] as const) expect(pollInterval(word, 0)).toBe(false)
})

test('a page that has stood for hours asks seldom', () => {
  expect(pollInterval('i-ko', 0)).toBe(1_000)
  expect(pollInterval('i-ko', 2 * 60_000)).toBe(5_000)
  expect(pollInterval('i-ko', 3_600_000)).toBe(30_000)
})

test('what takes days is not asked every second', () => {
  expect(pollInterval('levererad', 0)).toBe(5_000)
  expect(pollInterval('vantar', 0)).toBe(60_000)
})
