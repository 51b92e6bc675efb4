import { expect, test } from 'vitest'
import { isOpen } from './opening-hours.ts'

const weekdays = [{ days: [1, 2, 3, 4, 5], from: '06:00', to: '24:00' }]

test.each([
  ['2026-11-23T05:00:00Z', true, 'six on a Monday in winter'],
  ['2026-11-23T04:59:59Z', false, 'just before'],
  ['2026-06-22T04:00:00Z', true, 'six on a Monday in summer'],
  ['2026-11-27T22:59:59Z', true, 'the last second of Friday'],
  ['2026-11-27T23:00:00Z', false, 'the first of Saturday'],
  ['2026-11-29T12:00:00Z', false, 'Sunday noon'],
])('%s → %s: %s', (at, open) => {
  expect(isOpen(weekdays, new Date(at))).toBe(open)
})

test('a receiver without hours is always open', () => {
  expect(isOpen([], new Date())).toBe(true)
})
