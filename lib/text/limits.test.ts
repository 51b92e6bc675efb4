// A number that a sentence states is the number that code decides by: each is changed here, and a sentence must change.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { startCheck } from '#lib/checking/check.ts'
import { makeSample, samplesOf } from '#lib/samples/samples.ts'
import { services } from '#lib/services/catalogue.ts'
import { fieldsIn, type Service } from '#lib/services/description.ts'
import { sjukanmalan } from '#lib/services/sjukanmalan.ts'
import { findingText } from './findings.ts'
import { LOCALES, type Locale } from './locale.ts'
import { ruleText } from './rules.ts'

const FILES = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
const NOW = new Date('2026-11-29T12:00:00Z')

/** Numbers of a description that its rules' sentences leave to the tables of the page, which are made from it. */
const IN_TABLES = [/^maxBytes$/, /^root\.(.*\.)?(min|max|decimals|graceMinutes)$/, /^fixed\./, /^table\./]

type Tree = { [key: string]: unknown }

function numbersIn(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return [path]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) => numbersIn(each, path === '' ? key : `${path}.${key}`))
}

function withOneMore(service: Service, path: string): Service {
  const changed = structuredClone(service)
  const keys = path.split('.')
  const last = keys.pop() ?? ''
  let at = changed as unknown as Tree
  for (const key of keys) at = at[key] as Tree
  at[last] = (at[last] as number) + 1
  return changed
}

const rulesOf = (service: Service, locale: Locale) => service.codes.map((code) => ruleText(code, service, locale))

function findingsOf(service: Service, locale: Locale): string[] {
  return samplesOf(sjukanmalan).flatMap((sample) => {
    const check = startCheck({ service, now: NOW, environment: 'test' })
    check.push(makeSample(sjukanmalan, sample, NOW))
    return check.finish().findings.map((finding) => findingText(finding, locale, service.id))
  })
}

describe.each(LOCALES)('limits in sentences, in %s', (locale) => {
  test.each(services.map((service) => [service.id, service] as const))(
    '%s: each number changes a rule’s sentence',
    (_, service) => {
      const before = rulesOf(service, locale)
      const unsaid = numbersIn(service).filter((path) => `${rulesOf(withOneMore(service, path), locale)}` === `${before}`)
      expect(unsaid.filter((path) => !IN_TABLES.some((pattern) => pattern.test(path)))).toEqual([])
    },
  )

  test('the earliest day and the digits of a code are the description’s', () => {
    const changed = structuredClone(sjukanmalan)
    for (const { type } of fieldsIn(changed.root)) {
      if (type.kind === 'date' && type.earliest) type.earliest.day = '1993-02-03'
      if (type.kind === 'digits') type.max = 9
    }
    expect(ruleText('D04', changed, locale)).toContain('1993')
    expect(ruleText('I08', changed, locale)).toContain('9')
  })

  test('each number of the sick-pay rule changes what a report says', () => {
    const before = `${findingsOf(sjukanmalan, locale)}`
    const index = sjukanmalan.caseRules.findIndex(({ rule }) => rule === 'sick-pay')
    const paths = numbersIn(sjukanmalan.caseRules[index], `caseRules.${index}`)
    expect(paths).toHaveLength(4)
    expect(paths.filter((path) => `${findingsOf(withOneMore(sjukanmalan, path), locale)}` === before)).toEqual([])
  })
})

describe('limits that the code shares with its sentences', () => {
  /** Every limit is another number than any that stands in a sentence, and each another. */
  const changed = new Map<string, number[]>()
  const said: Record<Locale, string[]> = { sv: [], en: [] }

  beforeAll(async () => {
    vi.resetModules()
    const limits = await import('#lib/limits.ts')
    for (const [i, name] of Object.keys(limits.LIMITS).entries()) changed.set(name, [70_001 + i])
    changed.set('CERTIFICATE_WARN_DAYS', [80_005, 80_004, 80_003, 80_002, 80_001])
    Object.assign(limits.LIMITS, Object.fromEntries([...changed].map(([name, [value]]) => [name, value])))
    Object.assign(limits.CERTIFICATE_WARN_DAYS, changed.get('CERTIFICATE_WARN_DAYS'))
    for (const file of FILES)
      for (const exported of Object.values((await import(join(import.meta.dirname, file))) as Tree))
        if (typeof exported === 'object' && exported !== null && 'sv' in exported && 'en' in exported)
          for (const locale of LOCALES) said[locale].push(...stringsIn((exported as Record<Locale, unknown>)[locale]))
  })
  afterAll(() => {
    vi.resetModules()
  })

  test.each(LOCALES)('each of them stands in a sentence, in %s', (locale) => {
    const digits = said[locale].map((sentence) => sentence.replace(/(?<=\d)[\s,](?=\d{3})/g, ''))
    const silent = [...changed].filter(([, values]) => values.some((value) => !digits.some((text) => text.includes(`${value}`))))
    expect(silent.map(([name]) => name)).toEqual([])
  })
})

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}
