import { expect, test } from 'vitest'
import { formatSize, formatSizesApart } from './format-size.ts'
import { clockAndDay, momentPhrase, weekdayDate } from './format-time.ts'
import { spellReference } from './spelling.ts'

test('a reference is said with the words people say on the phone', () => {
  expect(spellReference('K7MQ-2XWH-9', 'sv')).toBe('Kalle 7 Martin Qvintus – 2 Xerxes Wilhelm Helge – 9')
  expect(spellReference('K7MQ-2XWH-9', 'en')).toBe('Kilo 7 Mike Quebec – 2 X-ray Whiskey Hotel – 9')
})

test('every letter of a reference has a word of its own', () => {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  for (const locale of ['sv', 'en']) expect(letters.map((letter) => spellReference(letter, locale)[0])).toEqual(letters)
})

test('sizes are written as people here write them', () => {
  expect(formatSize(999, 'sv')).toBe('999 byte')
  expect(formatSize(12_400, 'sv')).toBe('12\u00a0kB')
  expect(formatSize(1_240_000, 'sv')).toBe('1,2\u00a0MB')
  expect(formatSize(500_000_000, 'en')).toBe('500\u00a0MB')
  expect(formatSizesApart([3_000_001, 3_000_000], 'sv')).toEqual(['3\u00a0000\u00a0001 byte', '3\u00a0000\u00a0000 byte'])
  expect(formatSizesApart([3_200_000, 3_000_000], 'sv')).toEqual(['3,2\u00a0MB', '3\u00a0MB'])
})

test('a last day is said with its weekday, and its year only when it is another', () => {
  const now = new Date('2026-11-21T12:00:00Z')
  expect(weekdayDate('2026-11-27', 'sv', now)).toBe('fredag 27 november')
  expect(weekdayDate('2027-01-04', 'sv', now)).toBe('måndag 4 januari 2027')
  expect(weekdayDate('2026-11-27', 'en', now)).toBe('Friday 27 November')
})

test('a time of another day is said with its day', () => {
  const at = new Date('2026-11-21T13:05:00Z')
  expect(clockAndDay(at, 'sv', new Date('2026-11-21T20:00:00Z'))).toBe('14.05')
  expect(clockAndDay(at, 'sv', new Date('2026-11-22T20:00:00Z'))).toBe('14.05 den 21 november 2026')
  expect(clockAndDay(at, 'en', new Date('2026-11-22T20:00:00Z'))).toBe('14:05 on 21 November 2026')
  expect(momentPhrase(at, 'sv', new Date('2026-11-21T20:00:00Z'))).toBe('kl.\u00a014.05')
  expect(momentPhrase(at, 'sv', new Date('2026-11-22T20:00:00Z'))).toBe('21 november kl.\u00a014.05')
  expect(momentPhrase(at, 'en', new Date('2026-11-22T20:00:00Z'))).toBe('on 21 November at\u00a014:05')
  expect(momentPhrase(at, 'sv', new Date('2027-01-02T20:00:00Z'))).toBe('21 november 2026 kl.\u00a014.05')
})
