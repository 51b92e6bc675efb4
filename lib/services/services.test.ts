import { describe, expect, test } from 'vitest'
import { layoutsOf } from '#lib/checking/read/fixed/layout.ts'
import { serviceById, services } from './catalogue.ts'
import { type FixedEncoding, fixedStart, isField, type Part } from './description.ts'
import { dtdOf } from './dtd.ts'
import { RULES } from './rules.ts'
import { loadTestPersons, parseTestPersons, unpackTestPersons } from './test-persons.ts'
import { TEST_PERSONS } from './test-persons-list.ts'

function partsOf(part: Part): Part[] {
  return [part, ...part.content.flatMap((item) => (isField(item) ? [] : partsOf(item)))]
}

describe.each(services.map((service) => [service.id, service] as const))('%s', (id, service) => {
  test('is found by its id', () => {
    expect(serviceById(id)).toBe(service)
  })

  test('names only rules that exist', () => {
    expect(service.codes.filter((code) => !(code in RULES))).toEqual([])
  })

  test('has records in fixed positions that cover each position once', () => {
    const { fixed } = service
    if (!fixed) return
    for (const { type, slots, blanks } of layoutsOf(service, fixed).values()) {
      const fields = fixed.records.find((record) => record.type === type)?.fields ?? []
      const literals = fields.filter(({ literal }) => literal !== undefined)
      const covered = [[1, 2], ...[...slots, ...literals].map(({ from, to }) => [from, to]), ...blanks]
      const positions = covered.flatMap(([from = 0, to = 0]) => Array.from({ length: to - from + 1 }, (_, i) => from + i))
      expect(positions.toSorted((a, b) => a - b)).toEqual(Array.from({ length: fixed.length }, (_, i) => i + 1))
    }
  })

  test('has a mark of its own first in files of fixed positions', () => {
    const { fixed } = service
    if (!fixed) return
    const [start] = fixed.records
    expect(start?.fields[0], `records[0] of lib/services/${id}.ts: a literal from position 3`).toMatchObject({
      from: 3,
      to: fixedStart(fixed).length,
      literal: expect.any(String),
    })
    expect(fixedStart(fixed)).toMatch(/^00[A-Z]/)
    const others = services.filter((other) => other !== service && other.fixed).map((other) => other.fixed as FixedEncoding)
    expect(others.filter((other) => fixedStart(other).startsWith(fixedStart(fixed)))).toEqual([])
  })

  test('has no heading of its table that is of two fields, and none that it calls ambiguous', () => {
    const { columns = [], ambiguous = [] } = service.table ?? {}
    const plain = (text: string) =>
      text
        .normalize('NFD')
        .toLowerCase()
        .replace(/[^a-z0-9]/g, '')
    const titles = columns.flatMap(({ titles: { sv, en } }) => [...new Set([...sv, ...en].map(plain))])
    const several = ambiguous.flatMap(({ headings }) => headings.map(plain))
    const all = [...titles, ...several]
    expect(all.filter((title, i) => all.indexOf(title) !== i)).toEqual([])
    const fields = columns.map(({ field }) => field)
    expect(ambiguous.flatMap(({ couldBe }) => couldBe).filter((field) => !fields.includes(field))).toEqual([])
    const withParts = fields.map((field) => plain(field.replace('/', '')))
    expect(several.filter((heading) => withParts.includes(heading))).toEqual([])
  })

  test('has fields named in its rules', () => {
    const fields = new Set(partsOf(service.root).flatMap((part) => [...part.attributes, ...part.content].map(({ name }) => name)))
    const named = service.caseRules.flatMap((rule) => {
      if (rule.rule === 'once') return [...rule.key, rule.at, ...(rule.unless ? [rule.unless] : [])]
      if (rule.rule === 'same-person') return [rule.person, rule.day]
      if (rule.rule === 'within-month') return [rule.day, rule.month]
      if (rule.rule === 'exactly-one') return [rule.by, ...Object.values(rule.choices).flat()]
      return [rule.firstDay, rule.ended, rule.earlier.part, rule.earlier.from, rule.earlier.to]
    })
    expect(named.filter((name) => !fields.has(name))).toEqual([])
  })
})

test('the DTD of sjukanmälan says what the description says', () => {
  const dtd = dtdOf(services[0] as (typeof services)[number])
  expect(dtd).toContain('<!ELEMENT sjukanmalan (avsandare, arbetsgivare+, kontroll)>')
  expect(dtd).toContain('<!ELEMENT avsandare (organisationsnummer, namn, system?, kontakt?, telefon?, epost?)>')
  expect(dtd).toContain('<!ELEMENT arbetsgivare (identitet, namn?, cfar?, sjukfall+)>')
  expect(dtd).toContain('<!ELEMENT sjukfall (personnummer, sjuklonFrom, tidigarePeriod*, anstallningUpphord?, referens?)>')
  expect(dtd).toContain('version (1.0) #REQUIRED')
  expect(dtd).toContain('test (ja | nej) "nej"')
  expect(dtd?.match(/<!ELEMENT namn /g)).toHaveLength(1)
})

describe('test persons', () => {
  test('the packed list holds every published number, in order', () => {
    const numbers = unpackTestPersons(TEST_PERSONS)
    expect(numbers).toHaveLength(43_391)
    expect(numbers).toEqual(numbers.toSorted())
    expect(numbers[0]).toBe('189001019802')
    expect(numbers).toContain('191401682396')
  })

  test('are fetched in production alone', async () => {
    expect(await loadTestPersons('test')).toBeUndefined()
    expect((await loadTestPersons('produktion'))?.has('189001019802')).toBe(true)
  })

  test('a newer list is twelve digits a line, or refused', () => {
    expect(parseTestPersons('189001019802\r\n189001029819\n').has('189001029819')).toBe(true)
    expect(() => parseTestPersons('1890-01-01')).toThrow()
    expect(() => parseTestPersons('')).toThrow()
  })
})
