import { describe, expect, test } from 'vitest'
import { services } from '#lib/services/catalogue.ts'
import { fieldsIn } from '#lib/services/description.ts'
import { RULES } from '#lib/services/rules.ts'
import { fieldTexts } from './fields.ts'
import { findingText, findingTexts, findingTitle } from './findings.ts'

const LOCALES = ['sv', 'en'] as const

/** Every branch of the sentence's `case` and `of`, filled in with everything that any branch asks for. */
function branchesOf(sentence: string): Record<string, string | number>[] {
  const names = [...sentence.matchAll(/\{(\w+)\s*[,}]/g)].map(([, name]) => name as string)
  const values = Object.fromEntries(names.map((name) => [name, /days|max|stated|actual|min|length/.test(name) ? 7 : `‹${name}›`]))
  const kinds = [...sentence.matchAll(/(?:^|[\s}])([a-z][\w-]*) \{/g)].map(([, kind]) => kind as string)
  const all = kinds.length > 0 ? kinds : ['']
  return all.map((kind) => ({ ...values, case: kind, of: kind, other: 'franvarouppgift' }))
}

describe.each(LOCALES)('sentences about findings, in %s', (locale) => {
  test('every rule has a title and a sentence', () => {
    expect(Object.keys(findingTexts[locale].titles)).toEqual(Object.keys(RULES))
    expect(Object.keys(findingTexts[locale].texts)).toEqual(Object.keys(RULES))
  })

  test.each(Object.keys(RULES))('%s can be said in each of its cases', (code) => {
    const sentence = findingTexts[locale].texts[code as keyof typeof RULES]
    for (const params of branchesOf(sentence)) {
      const said = findingText({ code, at: { line: 1, column: 1, byte: 0, field: 'namn' }, params }, locale)
      expect(said).toMatch(/\S.*[.>…)]$/)
      expect(said).not.toMatch(/[{}]|, select|undefined/)
    }
    expect(findingTitle(code, locale)).not.toBe('')
  })

  test('every field of every e-service has a name in words', () => {
    const missing = services.flatMap(({ root }) => fieldsIn(root)).filter(({ name }) => !Object.hasOwn(fieldTexts[locale], name))
    expect(missing.map(({ name }) => name)).toEqual([])
  })
})

test.each(Object.keys(RULES))('%s asks for the same names in both languages', (code) => {
  const namesIn = (locale: 'sv' | 'en') =>
    new Set([...findingTexts[locale].texts[code as keyof typeof RULES].matchAll(/\{(\w+)\s*[,}]/g)].map(([, name]) => name))
  expect(namesIn('en')).toEqual(namesIn('sv'))
})

test('a sentence names the field in words and as it stands in the file', () => {
  const at = { line: 6, column: 80, byte: 500, record: 1, field: 'sjuklonFrom' }
  const finding = { code: 'D03', at, params: { case: 'future', date: '2027-01-04' } }
  expect(findingText(finding, 'sv')).toBe('Första sjukdagen (sjuklonFrom) är 2027-01-04, vilket är i framtiden. Rätta datumet.')
  expect(findingText(finding, 'en')).toBe(
    'The first sick day (sjuklonFrom) is 2027-01-04, which is in the future. Mend the date.',
  )
})
