import { describe, expect, test } from 'vitest'
import { NOW, OTHER_PERSON, PERSON } from '#e2e/fixtures/checking/build.ts'
import { stockholmDay } from '#lib/calendar.ts'
import { unpackTestPersons } from '#lib/services/test-persons.ts'
import { TEST_PERSONS } from '#lib/services/test-persons-list.ts'
import { InventedPersons, TooManyPersons } from './invented-persons.ts'

const published = new Set(unpackTestPersons(TEST_PERSONS))

describe('invented persons', () => {
  const today = stockholmDay(NOW)

  test('a published test number becomes another one', () => {
    const invented = new InventedPersons([PERSON, OTHER_PERSON], { today, zeros: 'any' })
    const person = (canonical: string) => invented.inventedFor({ kind: 'personnummer', canonical, unknownDay: false })
    expect([person(PERSON), person(OTHER_PERSON)]).toEqual([OTHER_PERSON, PERSON])
  })

  test('nobody shares a number, and nobody gets a made-up one', () => {
    const invented = new InventedPersons(['199001012385', '199001022384'], { today, zeros: 'kept' })
    const person = (canonical: string) => invented.inventedFor({ kind: 'personnummer', canonical, unknownDay: false })
    const [first, second, third] = [...published].filter((number) => number.startsWith('198001')) as [string, string, string]
    const given = [person(first), person(second)]
    expect(new Set(given).size).toBe(2)
    expect(person(first)).toBe(given[0])
    expect(() => person(third)).toThrow(TooManyPersons)
  })
})
