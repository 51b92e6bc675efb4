import { expect, test } from 'vitest'
import { swedishTimestamp } from './calendar.ts'

test.each([
  ['2026-11-21T13:05:09Z', '2026-11-21T14:05:09+01:00'],
  ['2026-07-01T22:30:00Z', '2026-07-02T00:30:00+02:00'],
  ['2026-10-25T00:59:59Z', '2026-10-25T02:59:59+02:00'],
  ['2026-10-25T01:00:00Z', '2026-10-25T02:00:00+01:00'],
  ['2026-12-31T23:00:00Z', '2027-01-01T00:00:00+01:00'],
])('%s is %s in Sweden', (utc, swedish) => {
  expect(swedishTimestamp(new Date(utc))).toBe(swedish)
})
