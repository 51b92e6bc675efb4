import { expect, test } from 'vitest'
import { readKey } from './order.ts'

const NOW = new Date('2026-11-30T12:00:00Z')

test.each(['sjuk-19900602-2397', '900602-2397', '9006022397', 'x/19900602+2397'])(
  'a key with a personnummer is refused: %s',
  (key) => {
    expect(() => readKey(key, NOW)).toThrow(expect.objectContaining({ code: 'invalid', detail: 'key_person' }))
  },
)

test('a key of a day and a time is taken at each minute, right check digit or not', () => {
  const minutes = Array.from(
    { length: 24 * 60 },
    (_, minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}${String(minute % 60).padStart(2, '0')}`,
  )
  const stamps = minutes.flatMap((time) => [`20261129-${time}`, `sjuk-20261129${time}`, `261129${time}`])
  expect(stamps.filter((key) => readKey(key, NOW) !== key)).toEqual([])
})

test('digits of a UUID or a hash are no personnummer', () => {
  for (const key of ['3f2504e0-4f89-11d3-9a0c-199006022397', 'a9006022397b']) expect(readKey(key, NOW)).toBe(key)
})
