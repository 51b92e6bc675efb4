// What is typed, what it says, and what is missing: without a database.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PEPPER } from '#e2e/fixtures/accounts.ts'
import { filled, NUMBERS } from '#e2e/fixtures/joining.ts'
import { personKey } from '#lib/access/person.ts'
import { joiningTexts } from '#lib/text/joining.ts'
import { type Applicant, readContent } from './content.ts'
import { rowField, STEPS } from './fields.ts'
import { findFaults } from './find-faults.ts'
import { digestOf, makeDocument, parseDocument, shownText, translatedText } from './signed-text.ts'
import { parseStoredFields, readTyped, type StoredFields, sealNumber, unsealNumber } from './stored-fields.ts'
import { AGREEMENTS, currentTerms, TERMS } from './terms.ts'

const at = { pepper: PEPPER, now: new Date('2026-11-30T12:00:00Z') }
const applicant: Applicant = { name: 'Hanna Provsson', key: personKey(PEPPER, NUMBERS.hanna), masked: '19761231-****' }
const KINDS = new Map(STEPS.flatMap(({ fields }) => fields.map(({ name, kind }) => [name, kind] as const)))

function fieldsOf(more: Record<string, string> = {}): StoredFields {
  const typed = { ...Object.assign({}, ...Object.values(filled('hanna'))), ...more } as Record<string, string | string[]>
  return Object.fromEntries(
    Object.entries(typed).map(([name, value]) => {
      const kind = KINDS.get(name) ?? KINDS.get(name.replace(/\d+$/, '')) ?? 'text'
      const read = readTyped(kind, [value].flat().join(','), at.now)
      return [name, typeof read === 'string' ? read : sealNumber(read, at.pepper)]
    }),
  )
}
const contentOf = (fields: StoredFields, kind: 'join' | 'administrators' = 'join') =>
  readContent({ kind, fields, applicant, basis: ['a'.repeat(64)], ...currentTerms() })
const documentOf = (fields: StoredFields) => makeDocument('K7MQ-2XWH-9', contentOf(fields))
const faultsOf = (more: Record<string, string> = {}, known: { basis?: number; hasJoined?: boolean } = {}) =>
  findFaults({
    kind: 'join',
    fields: fieldsOf(more),
    applicant,
    verifiedMail: 'hanna@exempel.test',
    basis: 1,
    hasJoined: false,
    ...known,
  }).map(({ field, fault }) => `${field} ${fault}`)

describe('an employer’s number', () => {
  test.each([
    ['5590000021', '559000-0021', 'company'],
    ['559000-0021', '559000-0021', 'company'],
    ['16559000-0021', '559000-0021', 'company'],
    ['165590000021', '559000-0021', 'company'],
    [' 55 90 00 - 00 21 ', '559000-0021', 'company'],
    ['212000-0142', '212000-0142', 'public'],
    ['802002-4280', '802002-4280', 'association'],
    [NUMBERS.hanna, '19761231-****', 'sole'],
    [`${NUMBERS.hanna.slice(2, 8)}-${NUMBERS.hanna.slice(8)}`, '19761231-****', 'sole'],
  ])('%s is %s, %s', (typed, number, legalForm) => {
    const { employer } = contentOf(fieldsOf({ employerNumber: typed }))
    expect(employer).toMatchObject({ number, legalForm })
    expect(employer.key).toBe(legalForm === 'sole' ? applicant.key : null)
  })

  test.each(['5590000022', '559000', '16559000-00213', 'abc', '197612312393', '55900000 21 1'])('%s is none', (typed) => {
    expect(faultsOf({ employerNumber: typed })).toContain('employerNumber employer')
    // It may be a personnummer with a slip: it does not stand in the clear.
    expect(JSON.stringify(fieldsOf({ employerNumber: typed }).employerNumber)).not.toContain(typed)
  })

  test('of a person is the owner’s own: no file, nobody else signs', () => {
    expect(faultsOf({ employerNumber: NUMBERS.hanna }, { basis: 0 })).toEqual([])
    const other = { signatoryMe1: 'no', signatoryName1: 'O', signatoryNumber1: NUMBERS.omar, signatoryMail1: 'o@exempel.test' }
    expect(faultsOf({ employerNumber: NUMBERS.hanna, ...other }, { basis: 0 })).toEqual(['signatoryNumber1 owner'])
    expect(faultsOf({ employerNumber: NUMBERS.omar, ...other }, { basis: 0 })).toEqual([])
  })
})

describe('what is missing', () => {
  test('nothing in an application of one person for all parts, with the boxes as they stand at first', () => {
    expect(faultsOf()).toEqual([])
    expect(faultsOf({}, { basis: 0 })).toEqual(['underlag basis'])
    expect(faultsOf({}, { hasJoined: true })).toEqual(['employerNumber joined'])
  })

  test.each<[Record<string, string>, string]>([
    [{ mail: 'hanna@' }, 'mail mail'],
    [{ mail: 'other@exempel.test' }, 'mail unverified'],
    [{ phone: 'ring mig' }, 'phone phone'],
    [{ phone: '' }, 'phone missing'],
    [{ postcode: '8523' }, 'postcode postcode'],
    [{ manner: 'boss' }, 'manner choice'],
    [{ town: 'x'.repeat(101) }, 'town long'],
    [{ contactMe: 'no', contactMail: 'k@exempel.test', contactPhone: '060123456' }, 'contactName missing'],
    [{ noticeAddress1: 'a b' }, 'noticeAddress1 mail'],
    [{ manner: 'two' }, 'manner fewer'],
    [{ manner: 'other', needed: '2' }, 'needed amount'],
    [{ services: '' }, 'services missing'],
    [{ services: 'franvarouppgift' }, 'services choice'],
    [{ ways: 'shs-service' }, 'supplierName missing'],
    [{ ways: 'curl', technicalMe: 'no', technicalMail: 't@exempel.test', technicalPhone: '060123456' }, 'technicalName missing'],
    [{ terms: '2020-01-01' }, 'terms accept'],
    [{ agreement: '' }, 'agreement accept'],
  ])('%o: %s', (more, fault) => {
    expect(faultsOf(more)).toEqual([fault])
  })

  test('a person who stands twice, and one without a number, who can sign on paper alone', () => {
    const second = {
      administratorCount: '2',
      administratorMe2: 'no',
      administratorName2: 'O',
      administratorMail2: 'o@exempel.test',
    }
    expect(faultsOf({ ...second, administratorNumber2: NUMBERS.hanna })).toEqual(['administratorNumber2 twice'])
    expect(faultsOf({ ...second, administratorNumber2: NUMBERS.omar })).toEqual([])
    expect(faultsOf(second)).toEqual(['administratorNumber2 number'])
    expect(faultsOf({ ...second, administratorNumber2: '19761231-2393' })).toEqual(['administratorNumber2 person'])
  })
})

describe('what is signed', () => {
  test('has one digest whatever order the database keeps its keys in, and another for any change', () => {
    const document = documentOf(fieldsOf())
    const shuffled = (value: unknown, seed: number): unknown => {
      if (Array.isArray(value)) return value.map((one) => shuffled(one, seed))
      if (typeof value !== 'object' || value === null) return value
      const entries = Object.entries(value).map(([key, one]) => [key, shuffled(one, seed)] as const)
      return Object.fromEntries(entries.sort(([a], [b]) => ((a.charCodeAt(0) * seed) % 7) - ((b.charCodeAt(0) * seed) % 7)))
    }
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), (seed) => {
        expect(digestOf(parseDocument(shuffled(document, seed)))).toBe(digestOf(document))
      }),
      { numRuns: 30 },
    )
    for (const [name, value] of [
      ['town', 'Timrå'],
      ['phone', '060-1'],
      ['ways', 'manual,curl'],
      ['startInTest', 'yes'],
      ['employerNumber', '5590000039'],
    ] as const)
      expect(digestOf(documentOf(fieldsOf({ [name]: value })))).not.toBe(digestOf(document))
  })

  test('says all that it holds, in Swedish, with the digest last; the translation says the same in English', () => {
    const others = {
      signatoryCount: '2',
      manner: 'two',
      signatoryMe2: 'no',
      signatoryName2: 'Omar',
      signatoryMail2: 'o@exempel.test',
    }
    const more = {
      ...others,
      signatoryNumber2: NUMBERS.omar,
      signatoryRole2: 'ordförande',
      ways: 'manual,shs-service',
      supplierName: 'Lönelaget',
    }
    const document = documentOf(fieldsOf({ ...more, noticeAddress1: 'lon@exempel.test' }))
    const text = shownText(document)
    for (const said of [
      'Hanna Provsson, 19761231-****',
      'Nybolaget AB',
      '559000-0021',
      'Omar, 19780122-****, o@exempel.test, ordförande',
      '2 underskrifter behövs',
      'Lönelaget',
      'lon@exempel.test',
      'Sjukanmälan',
      currentTerms().terms.sha256,
      'a'.repeat(64),
    ])
      expect(text).toContain(said)
    expect(text.endsWith(digestOf(document))).toBe(true)
    expect(translatedText(document, 'en')).toContain('2 signatures are needed')
    for (const number of Object.values(NUMBERS)) expect(JSON.stringify(document)).not.toContain(number.slice(-4))
  })

  test('for new administrators names no e-services, and says whether those there are go', () => {
    expect(contentOf(fieldsOf(), 'administrators')).toMatchObject({ services: [], ways: [], contact: null, replaces: true })
  })
})

test('a number is kept sealed, opens with its key alone, and is read again from the database', () => {
  const stored = fieldsOf({ signatoryNumber1: NUMBERS.omar })
  expect(JSON.stringify(stored)).not.toContain(NUMBERS.omar.slice(-4))
  const number = parseStoredFields(JSON.parse(JSON.stringify(stored))).signatoryNumber1
  if (typeof number !== 'object') throw new Error('not sealed')
  expect(unsealNumber(number.sealed ?? '', PEPPER)).toBe(NUMBERS.omar)
  expect(() => unsealNumber(number.sealed ?? '', 'another pepper of thirty-two characters')).toThrow()
})

test('each field, choice and row has its words', () => {
  for (const { fields } of STEPS)
    for (const { name, kind, choices = [], rows } of fields) {
      expect(joiningTexts.sv.fields, name).toHaveProperty(name)
      if (rows) expect(rowField(name, 1)).toBe(`${name}1`)
      const words = { position: joiningTexts.sv.position, manner: joiningTexts.sv.manner, ways: joiningTexts.sv.way }[name]
      if (kind === 'choice') for (const choice of choices) expect(words).toHaveProperty(choice)
    }
})

/** A version that has been accepted is never changed: a change is a new version at the end of its list. */
test('the versions of the terms are those that people have accepted', () => {
  expect([...TERMS, ...AGREEMENTS].map(({ version, sha256 }) => `${version} ${sha256}`)).toMatchInlineSnapshot(`
    [
      "2026-11-30 81e1f348d2498c39d9072e4fdc9a636bfbdba6227ed3fa57d0c0cb413aa733e5",
      "2026-11-30 ca5f0a529398885f4e70abc1c5c7da31aa8261952ec649aa7c542d26ab3e3315",
    ]
  `)
})
