import { expect, test } from 'vitest'
import { clock, clockPhrase, longDate, tableDate } from './format-time.ts'

/** A minute past midnight in Stockholm, still the day before in London. */
const NIGHT = new Date('2026-07-31T22:01:00Z')

test('in text a date is written out, in a table it is digits', () => {
  expect(longDate(NIGHT, 'sv')).toBe('1 augusti 2026')
  expect(longDate(NIGHT, 'en')).toBe('1 August 2026')
  expect(tableDate(NIGHT)).toBe('2026-08-01')
})

test('a clock has a full stop in Swedish, midnight is 00, and the word before it does not part from it', () => {
  expect(clock(NIGHT, 'sv')).toBe('00.01')
  expect(clock(NIGHT, 'en')).toBe('00:01')
  expect(clockPhrase(new Date('2026-11-21T13:05:00Z'), 'sv')).toBe('kl.\u00a014.05')
})
