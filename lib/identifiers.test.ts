import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { unpackTestPersons } from '#lib/services/test-persons.ts'
import { TEST_PERSONS } from '#lib/services/test-persons-list.ts'
import { dayOf } from './calendar.ts'
import {
  formatOrgnr,
  hasCheckDigit,
  isPersonNumber,
  maskIdentity,
  maskPersonnummer,
  newReference,
  parseIdentity,
  parseOrgnr,
  parsePerson,
  parseReference,
  toEdgeOrgnr,
} from './identifiers.ts'

const TODAY = dayOf(2026, 11, 21)
const canonical = (text: string) => {
  const parsed = parseIdentity(text, TODAY)
  return 'fault' in parsed ? parsed.fault : parsed.canonical
}
const person = (text: string, today = TODAY) => {
  const parsed = parsePerson(text, today)
  return 'fault' in parsed ? parsed.fault : parsed.canonical
}

describe('an identity', () => {
  test.each(['5563372191', '5560000167', '5560360793', '2120000142', '2021005521', '7010632391', '9001019802', '1401682396'])(
    '%s has its check digit, and no other last digit will do',
    (ten) => {
      expect(hasCheckDigit(ten)).toBe(true)
      for (let digit = 0; digit < 10; digit++) {
        if (String(digit) !== ten[9]) expect(hasCheckDigit(ten.slice(0, 9) + digit)).toBe(false)
      }
    },
  )

  test('an organisationsnummer is read in each of its forms', () => {
    for (const text of ['5563372191', '556337-2191', '165563372191', '16556337-2191'])
      expect(canonical(text)).toBe('165563372191')
  })

  test('an employer may be a person', () => {
    expect(canonical('189001019802')).toBe('189001019802')
    expect(canonical('900101+9802')).toBe('189001019802')
    expect(canonical('701063-2391')).toBe('197010632391')
  })

  test.each([
    ['', 'missing'],
    ['   ', 'missing'],
    ['\r\n\t', 'missing'],
    ['556337219', 'form'],
    ['55633721911', 'form'],
    ['1655633721911', 'form'],
    ['5563-372191', 'form'],
    ['556337--2191', 'form'],
    ['556337+2191', 'form'],
    ['-', 'form'],
    ['000101-T220', 'form'],
    ['５５６３３７２１９１', 'form'],
    ['556337\t2191', 'form'],
    ['169001019802', 'third-digit'],
    ['5563372190', 'check-digit'],
    ['9002309802', 'date'],
    ['189001019803', 'check-digit'],
  ])('%j is refused: %s', (text, fault) => {
    expect(canonical(text)).toBe(fault)
  })
})

describe('a personnummer', () => {
  test('is read with and without century, hyphen, plus and spaces', () => {
    for (const text of ['199001012385', '19900101-2385', '900101-2385', '9001012385', ' 19900101 2385 ', '19 90 01 01-2385']) {
      expect(person(text)).toBe('199001012385')
    }
  })

  test('without a century it is the latest that has been, and + means a hundred years more', () => {
    const today = dayOf(2026, 11, 21)
    const tomorrow = dayOf(2026, 11, 22)
    const born = (date: string) => {
      const nine = `${date}238`
      for (let digit = 0; digit < 10; digit++) if (hasCheckDigit(nine + digit)) return nine + digit
      return ''
    }
    expect(person(born('261121'), today)).toMatch(/^20261121/)
    expect(person(born('261122'), today)).toMatch(/^19261122/)
    expect(person(born('261122'), tomorrow)).toMatch(/^20261122/)
    expect(person(born('261121').replace(/(.{4})$/, '+$1'), today)).toMatch(/^19261121/)
    expect(person(born('261122').replace(/(.{4})$/, '+$1'), today)).toBe('date')
    expect(person(born('270101').replace(/(.{4})$/, '+$1'), today)).toBe('date')
  })

  test('is from 1840-05-06 at the earliest and today at the latest', () => {
    expect(person('184005062381')).toBe('check-digit')
    expect(person('184005052383')).toBe('date')
    expect(person('202611212388')).not.toBe('date')
    expect(person('202611222387')).toBe('date')
  })

  test('29 February is a day in leap years alone', () => {
    expect(person('200002292382')).not.toBe('date')
    expect(person('190002292383')).toBe('date')
  })

  test('a samordningsnummer has sixty days more, and 60 for a day that nobody knows', () => {
    expect(parsePerson('197010632391', TODAY)).toMatchObject({ kind: 'samordningsnummer', unknownDay: false })
    expect(parsePerson('191711602399', TODAY)).toMatchObject({ kind: 'samordningsnummer', unknownDay: true })
    expect(person('197010592391')).toBe('date')
    expect(person('197010922391')).toBe('date')
  })

  test('a samordningsnummer may have an unknown month, written 00, with a day or without', () => {
    expect(parsePerson('191500722390', TODAY)).toMatchObject({ kind: 'samordningsnummer', unknownDay: true })
    const withDigit = (nine: string) => nine + [...'0123456789'].find((digit) => hasCheckDigit((nine + digit).slice(-10)))
    const kindOf = (nine: string) => person(withDigit(nine))
    expect(parsePerson(withDigit('19150060239'), TODAY)).toMatchObject({ kind: 'samordningsnummer', unknownDay: true })
    expect(parsePerson(withDigit('300091239'), TODAY)).toMatchObject({ canonical: withDigit('19300091239') })
    // A personnummer has no such month, no month has 32 days, and the year counts as before.
    expect([kindOf('19150012239'), kindOf('19150092239'), kindOf('18390072239'), kindOf('20270072239')]).toEqual(
      Array(4).fill('date'),
    )
    expect(kindOf('18400072239')).not.toBe('date')
  })

  test('every published personnummer for tests is one', () => {
    const parsed = unpackTestPersons(TEST_PERSONS).map((number) => [number, parsePerson(number, TODAY)] as const)
    const isSamordning = ([number]: (typeof parsed)[number]) => Number(number.slice(6, 8)) > 31
    const plain = parsed.filter((each) => !isSamordning(each))
    expect(plain).toHaveLength(41_127)
    expect(plain.filter(([number, found]) => 'fault' in found || found.canonical !== number)).toEqual([])
    // Some of the published samordningsnummer hold a date that is no date (30 February): rule I03.
    const faults = parsed.filter(isSamordning).flatMap(([, found]) => ('fault' in found ? [found.fault] : []))
    expect(new Set(faults)).toEqual(new Set(['date']))
  })

  test('whatever is written, the answer is a fault or twelve digits that mean the same', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789-+ ') })), (text) => {
        const parsed = parseIdentity(text, TODAY)
        if ('fault' in parsed) return
        expect(parsed.canonical).toMatch(/^\d{12}$/)
        expect(parseIdentity(parsed.canonical, TODAY)).toEqual(parsed)
        expect(parseIdentity(toEdgeOrgnr(parsed.canonical), TODAY)).toEqual(parsed)
      }),
      { numRuns: 5000 },
    )
  })
})

test('ten digits at every edge for an organisation, twelve for a person; a person is shown masked', () => {
  expect(parseOrgnr('556337-2191')).toBe('165563372191')
  expect(parseOrgnr('900101-2385')).toBeUndefined()
  expect(toEdgeOrgnr('165563372191')).toBe('5563372191')
  expect(toEdgeOrgnr('199001012385')).toBe('199001012385')
  expect(formatOrgnr('165563372191')).toBe('556337-2191')
  expect(maskPersonnummer('191212121212')).toBe('19121212-****')
  expect(maskIdentity('165563372191')).toBe('556337-2191')
  expect(maskIdentity('199001012385')).toBe('19900101-****')
})

describe('a reference', () => {
  const SIGNS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
  const aReference = fc.uint8Array({ minLength: 8, maxLength: 8 }).map((random) => newReference(random))

  test('has no sign that can be mistaken for another', () => {
    fc.assert(
      fc.property(aReference, (reference) => {
        expect(reference).toMatch(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]$/)
      }),
    )
  })

  test('is understood in small letters, with spaces, without hyphens', () => {
    fc.assert(
      fc.property(aReference, (reference) => {
        expect(parseReference(reference)).toBe(reference)
        expect(parseReference(` ${reference.toLowerCase().replaceAll('-', ' ')} `)).toBe(reference)
        expect(parseReference(reference.replaceAll('-', ''))).toBe(reference)
      }),
    )
  })

  test('one wrong sign is always noticed', () => {
    fc.assert(
      fc.property(aReference, (reference) => {
        const signs = reference.replaceAll('-', '')
        for (let at = 0; at < 9; at++) {
          for (const sign of SIGNS) {
            if (sign !== signs[at]) expect(parseReference(signs.slice(0, at) + sign + signs.slice(at + 1))).toBeUndefined()
          }
        }
      }),
    )
  })

  test('two signs that have changed places are always noticed, neighbours or not', () => {
    // The check is linear over GF(32): what holds for each pair of signs at each pair of places holds for every reference.
    const body = [...'22222222']
    for (let a = 0; a < 8; a++) {
      for (let b = a + 1; b < 8; b++) {
        for (const one of SIGNS) {
          for (const other of SIGNS) {
            if (one === other) continue
            const signs = body.with(a, one).with(b, other).join('')
            const check = [...SIGNS].find((sign) => parseReference(signs + sign)) as string
            const swapped = body.with(a, other).with(b, one).join('') + check
            if (parseReference(swapped)) throw new Error(`${signs}${check} and ${swapped}`)
          }
        }
      }
    }
    fc.assert(
      fc.property(aReference, (reference) => {
        const signs = [...reference.replaceAll('-', '')]
        for (let at = 0; at < 8; at++) {
          const [one, other] = [signs[at] as string, signs[at + 1] as string]
          if (one !== other)
            expect(
              parseReference(
                signs
                  .with(at, other)
                  .with(at + 1, one)
                  .join(''),
              ),
            ).toBeUndefined()
        }
      }),
    )
  })

  test('what cannot be a reference is none', () => {
    for (const text of ['', 'K7MQ-2XWH', '0000-0000-0', 'Åke', 'K7MQ2XWH99', ' '.repeat(1e6)])
      expect(parseReference(text)).toBeUndefined()
  })
})

describe('what must not stand in an address', () => {
  const now = new Date('2026-11-22T00:00:00Z')
  test.each(['189001019802', '18900101-9802', ' 18900101 9802 ', '900101-9802', '900101+9802', '9001019802', '197010632391'])(
    '%s is a person’s number',
    (text) => expect(isPersonNumber(text, now)).toBe(true),
  )
  test.each([
    ['a wrong check digit', '189001019803'],
    ['no such date', '2026133100'],
    ['a kvittensID', '202611210000'],
    ['an organisationsnummer', '5599001236'],
    ['a reference', 'K7MQ-2XWH-9'],
    ['a file name', '189001019802.xml'],
    ['nothing', ''],
  ])('%s is not', (_, text) => expect(isPersonNumber(text, now)).toBe(false))
})
