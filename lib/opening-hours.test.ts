import { expect, test } from 'vitest'
import { isOpen, opensAt } from './opening-hours.ts'

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
  expect(opensAt([], new Date(0))).toEqual(new Date(0))
})

test.each([
  ['2026-11-23T10:00:00Z', '2026-11-23T10:00:00Z', 'now, while it is open'],
  ['2026-11-27T23:00:00Z', '2026-11-30T05:00:00Z', 'over a weekend'],
  ['2026-11-23T04:00:00Z', '2026-11-23T05:00:00Z', 'the same morning'],
  ['2026-03-27T23:30:00Z', '2026-03-30T04:00:00Z', 'over the night to summer time'],
  ['2026-10-23T22:30:00Z', '2026-10-26T05:00:00Z', 'over the night to winter time'],
])('closed at %s, it opens %s: %s', (at, opens) => {
  expect(opensAt(weekdays, new Date(at))?.toISOString()).toBe(new Date(opens).toISOString())
})

const sundays = (from: string, to: string) => [{ days: [7], from, to }]

test('what opens in the hour that is left out opens when the clocks have changed', () => {
  expect(opensAt(sundays('02:30', '05:00'), new Date('2026-03-29T00:00:00Z'))?.toISOString()).toBe('2026-03-29T01:00:00.000Z')
  expect(opensAt(sundays('02:15', '02:45'), new Date('2026-03-29T00:00:00Z'))?.toISOString()).toBe('2026-04-05T00:15:00.000Z')
})

test('what opens in the hour that comes twice opens twice', () => {
  const hours = sundays('02:10', '02:20')
  expect(opensAt(hours, new Date('2026-10-25T00:00:00Z'))?.toISOString()).toBe('2026-10-25T00:10:00.000Z')
  expect(opensAt(hours, new Date('2026-10-25T00:30:00Z'))?.toISOString()).toBe('2026-10-25T01:10:00.000Z')
})

test('it agrees with the clock on every quarter of a year', () => {
  const hours = [...weekdays, { days: [6], from: '08:30', to: '12:15' }]
  const step = 15 * 60_000
  let next: Date | null = null
  for (let at = Date.parse('2027-01-01T00:00:00Z'); at >= Date.parse('2026-01-01T00:00:00Z'); at -= step) {
    const now = new Date(at)
    if (isOpen(hours, now)) next = now
    else if (next && at % (step * 11) === 0) expect(opensAt(hours, now)).toEqual(next)
  }
})

test('hours that no day has never open', () => {
  expect(opensAt([{ days: [], from: '06:00', to: '07:00' }], new Date())).toBeNull()
})
