import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { utf8 } from '#e2e/fixtures/checking/build.ts'
import { SeenDays } from './seen-days.ts'
import { SeenKeys } from './seen-keys.ts'

describe('what a check remembers between cases', () => {
  test('the same person and day, and the nearest other day within reach', () => {
    const cases = fc.array(fc.tuple(fc.constantFrom(1, 2, 2_999_999_999), fc.integer({ min: 8035, max: 8200 })), {
      maxLength: 300,
    })
    fc.assert(
      fc.property(cases, (list) => {
        const seen = new SeenDays(18)
        const kept: [number, number][] = []
        list.forEach(([person, day], i) => {
          const found = seen.put(person, day, i + 1)
          const apart = kept.filter(([other]) => other === person).map(([, other]) => Math.abs(other - day))
          const nearest = Math.min(...apart, 19)
          expect(found?.daysApart ?? 19).toBe(nearest)
          if (nearest > 0) kept.push([person, day])
        })
      }),
    )
  })

  test('a hundred thousand persons are told apart', () => {
    const seen = new SeenDays(18)
    for (let i = 1; i <= 100_000; i++) expect(seen.put(i, 8035 + (i % 9000), i)).toBeUndefined()
    for (let i = 1; i <= 100_000; i += 997) {
      expect(seen.put(i, 8035 + (i % 9000), 0)).toEqual({ record: i, daysApart: 0 })
    }
  })

  test('a million keys are told apart', () => {
    const seen = new SeenKeys()
    const earlierOf = (key: string, record: number) => {
      const bytes = utf8(key)
      seen.note({ bytes, from: 0, to: bytes.length }, record)
      return seen.earlierOf(record)
    }
    let clashes = 0
    for (let i = 1; i <= 1_000_000; i++) if (earlierOf(`R${i}`, i) !== 0) clashes++
    expect(clashes).toBe(0)
    for (let i = 1; i <= 100_000; i += 997) expect(earlierOf(`R${i}`, 1_000_001)).toBe(i)
  })
})
