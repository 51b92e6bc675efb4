import { expect, test } from 'vitest'
import { openingWords } from './line.ts'

test.each([
  [[{ days: [1, 2, 3, 4, 5], from: '06:00', to: '22:00' }], 'måndag–fredag 6.00–22.00', 'Monday–Friday 06:00–22:00'],
  [[{ days: [7, 1, 2, 3, 4, 5, 6], from: '00:00', to: '24:00' }], 'alla dagar 0.00–24.00', 'every day 00:00–24:00'],
  [
    [
      { days: [1, 2, 3, 4, 5], from: '06:00', to: '24:00' },
      { days: [6, 7], from: '10:30', to: '16:00' },
    ],
    'måndag–fredag 6.00–24.00 och lördag och söndag 10.30–16.00',
    'Monday–Friday 06:00–24:00 and Saturday and Sunday 10:30–16:00',
  ],
  [
    [{ days: [1, 3, 4, 5], from: '08:00', to: '12:00' }],
    'måndag och onsdag–fredag 8.00–12.00',
    'Monday and Wednesday–Friday 08:00–12:00',
  ],
])('opening hours are said in words: %j', (hours, sv, en) => {
  expect([openingWords(hours, 'sv'), openingWords(hours, 'en')]).toEqual([sv, en])
})
