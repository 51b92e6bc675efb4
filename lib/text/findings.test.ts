import { describe, expect, test } from 'vitest'
import type { Finding } from '#lib/checking/report.ts'
import { services } from '#lib/services/catalogue.ts'
import { fieldsIn, type Service } from '#lib/services/description.ts'
import { RULES, type RuleCode } from '#lib/services/rules.ts'
import { sjukanmalan } from '#lib/services/sjukanmalan.ts'
import { docsTexts } from './docs.ts'
import { fieldTexts } from './fields.ts'
import { findingText, findingTexts, findingTitle } from './findings.ts'
import { ruleText } from './rules.ts'
import { sendTexts } from './send.ts'
import { serviceText, serviceTexts } from './services.ts'
import { tryTexts } from './try.ts'

const LOCALES = ['sv', 'en'] as const

/** Every branch of the sentence's `case` and `of`, filled in with everything that any branch asks for. */
function branchesOf(sentence: string): Record<string, string | number>[] {
  const names = [...sentence.matchAll(/\{(\w+)\s*[,}]/g)].map(([, name]) => name as string)
  const values = Object.fromEntries(names.map((name) => [name, /days|max|stated|actual|min|length/.test(name) ? 7 : `‹${name}›`]))
  const kinds = [...sentence.matchAll(/(?:^|[\s}])([a-z][\w-]*) \{/g)].map(([, kind]) => kind as string)
  const all = kinds.length > 0 ? kinds : ['']
  return all.map((kind) => ({ ...values, case: kind, of: kind, other: 'franvarouppgift' }))
}

/** The description with a number for every rule's sentence, whether or not it has the rule. */
const described = (service: Service): Service => ({
  ...service,
  root: {
    ...service.root,
    attributes: [
      ...service.root.attributes,
      { name: 'dag', type: { kind: 'date', earliest: { day: '2020-01-01', code: 'D04' } }, min: 0, max: 1 },
      { name: 'siffror', type: { kind: 'digits', min: 8, max: 8, code: 'I08' }, min: 0, max: 1 },
    ],
  },
  caseRules: [...service.caseRules, { rule: 'same-person', person: 'person', day: 'dag', nearDays: 9 }],
})

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}

/** What sjukanmälan says where sentences have words for sickness: the same as when they had no others. */
const SAID = {
  sv: [
    'Filen är i fasta positioner men hör till en annan e-tjänst. Den här e-tjänstens filer börjar med 00SJUKAN.',
    'Ingen rad i början av tabellen har rubriker som känns igen. Skriv rubrikerna på första raden, till exempel Personnummer och Första sjukdag.',
    'Tabellen har inga sjukfall under rubrikraden. Fyll på den.',
    'Rubriken ”T.o.m.” kan betyda flera saker. Skriv den i stället som ”Tidigare period till och med” eller ”Anställningen upphörde”, efter vad som står i kolumnen. Är det något annat: ta bort kolumnen. Vi gissar inte, för fel uppgift kan ge någon fel dagar.',
    'Första sjukdagen (sjuklonFrom) är 1991-12-31, före 1992-01-01 då sjuklönelagen började gälla. Rätta datumet.',
    'P med första sjukdag 2026-11-05 finns redan i filen, som sjukfall 1 på rad 2. Ta bort det ena.',
    'P har ett annat sjukfall 3 dagar ifrån, sjukfall 1 på rad 2. Hör de ihop ska det första anges som tidigare period i det andra.',
    'Referensen används redan i post 1, rad 2. Ge varje sjukfall en egen referens, så att det går att hitta.',
    'Första sjukdag före sjuklönelagen',
    'Två sjukfall nära varandra',
    'Första sjukdagen får inte ligga före den 1 januari 1992, då lagen om sjuklön började gälla.',
    'Två sjukfall för samma person med mindre än 19 dagar mellan första dagarna hör ofta ihop.',
  ],
  en: [
    'The file has fixed positions but belongs to another e-service. Files for this one begin with 00SJUKAN.',
    'No row at the beginning of the table has headings that are known. Write the headings in the first row, for example Personal identity number and First sick day.',
    'The table has no cases under its headings. Add them.',
    'The heading “T.o.m.” may mean more than one thing. Write “Earlier period to” or “Employment ended” instead, by what the column holds. If it is something else: remove the column. We do not guess, for a wrong guess may give somebody the wrong days.',
    'The first sick day (sjuklonFrom) is 1991-12-31, before 1992-01-01 when the Sick Pay Act came into force. Mend the date.',
    'P with first sick day 2026-11-05 stands already in the file, as case 1 on line 2. Remove one of them.',
    'P has another case 3 days away, case 1 on line 2. If they belong together, the first should be given as an earlier period in the second.',
    'The reference is already used in record 1, line 2. Give each case a reference of its own, so that it can be found.',
    'First sick day before the Sick Pay Act',
    'Two cases close to each other',
    'The first sick day must not be before 1 January 1992, when the Sick Pay Act came into force.',
    'Two cases of one person whose first days are less than 19 days apart often belong together.',
  ],
} as const

describe.each(LOCALES)('sentences about findings, in %s', (locale) => {
  test('every rule has a title and a sentence', () => {
    expect(Object.keys(findingTexts[locale].titles)).toEqual(Object.keys(RULES))
    expect(Object.keys(findingTexts[locale].texts)).toEqual(Object.keys(RULES))
  })

  test.each(Object.keys(RULES))('%s can be said in each of its cases', (code) => {
    const sentence = findingTexts[locale].texts[code as keyof typeof RULES]
    for (const params of branchesOf(sentence)) {
      const said = findingText({ code, at: { line: 1, column: 1, byte: 0, field: 'namn' }, params }, locale, 'sjukanmalan')
      expect(said).toMatch(/\S.*[.>…)]$/)
      expect(said).not.toMatch(/[{}]|, select|undefined/)
    }
    expect(findingTitle(code, locale, 'sjukanmalan')).not.toBe('')
  })

  test('every field of every e-service has a name in words', () => {
    const missing = services.flatMap(({ root }) => fieldsIn(root)).filter(({ name }) => !Object.hasOwn(fieldTexts[locale], name))
    expect(
      missing.map(({ name }) => name),
      'name them in lib/text/fields.ts, in both languages',
    ).toEqual([])
  })
})

test.each(Object.keys(RULES))('%s asks for the same names in both languages', (code) => {
  const namesIn = (locale: 'sv' | 'en') => {
    const found = [...findingTexts[locale].texts[code as keyof typeof RULES].matchAll(/\{(\w+)\s*[,}]/g)].map(([, name]) => name)
    // English often has the same word for cases of every sort.
    return new Set(found.filter((name) => name !== 'cases'))
  }
  expect(namesIn('en')).toEqual(namesIn('sv'))
})

test('a sentence names the field in words and as it stands in the file', () => {
  const at = { line: 6, column: 80, byte: 500, record: 1, field: 'sjuklonFrom' }
  const finding = { code: 'D03', at, params: { case: 'future', date: '2027-01-04' } }
  expect(findingText(finding, 'sv', 'sjukanmalan')).toBe(
    'Första sjukdagen (sjuklonFrom) är 2027-01-04, vilket är i framtiden. Rätta datumet.',
  )
  expect(findingText(finding, 'en', 'sjukanmalan')).toBe(
    'The first sick day (sjuklonFrom) is 2027-01-04, which is in the future. Mend the date.',
  )
})

describe.each(LOCALES)('words of one sort of e-service, in %s', (locale) => {
  const names = Object.values(serviceTexts[locale].name)
  /** Not the name of an e-service, which a sentence is filled in with. */
  const isOfSickness = (sentence: string) => /sjuk|sick/i.test(names.reduce((text, name) => text.replaceAll(name, ''), sentence))
  /** Given by the rule `sick-pay` alone (lib/checking/rules/sick-pay.ts). */
  const OF_SICK_PAY = ['D05', 'D06', 'D07', 'D08', 'D09', 'D10']
  const isSickPay = ({ caseRules }: Service) => caseRules.some(({ rule }) => rule === 'sick-pay')
  const codes = Object.keys(RULES).filter((code): code is RuleCode => !OF_SICK_PAY.includes(code))
  const at = { line: 1, column: 1, byte: 0, field: 'namn' }

  function sentencesFor(serviceId: string): string[] {
    return codes.flatMap((code) => [
      findingTitle(code, locale, serviceId),
      ...branchesOf(findingTexts[locale].texts[code]).map((params) => findingText({ code, at, params }, locale, serviceId)),
    ])
  }

  test('an e-service without a sick-pay rule speaks of no sickness', () => {
    const others = services.filter((service) => !isSickPay(service))
    const rules = others.flatMap((service) => codes.map((code) => ruleText(code, described(service), locale)))
    const said = [...others.map(({ id }) => id), 'not-described'].flatMap(sentencesFor)
    expect([...said, ...rules].filter(isOfSickness)).toEqual([])
    const { own, ...docs } = docsTexts[locale]
    const ofOthers = others.map(({ id }) => own[serviceText(id)])
    expect([docs, ofOthers, sendTexts[locale], tryTexts[locale]].flatMap(stringsIn).filter(isOfSickness)).toEqual([])
  })

  test('sjukanmälan has its own', () => {
    const say = (code: string, params: Finding['params'], field = 'sjuklonFrom') =>
      findingText({ code, at: { ...at, field }, params }, locale, 'sjukanmalan')
    expect([
      say('F02', { case: 'otherFixed' }),
      say('F02', { case: 'noHeadings' }),
      say('F06', { case: 'noRows' }),
      say('F06', { case: 'ambiguousColumn', found: 'T.o.m.', columns: 'tidigarePeriod/tom sjukfall/anstallningUpphord' }),
      say('D04', { date: '1991-12-31', earliest: '1992-01-01' }),
      say('C01', { case: 'case', person: 'P', date: '2026-11-05', otherRecord: 1, otherLine: 2 }),
      say('C02', { person: 'P', days: 3, otherRecord: 1, otherLine: 2 }),
      say('C03', { otherRecord: 1, otherLine: 2 }),
      findingTitle('D04', locale, 'sjukanmalan'),
      findingTitle('C02', locale, 'sjukanmalan'),
      ruleText('D04', sjukanmalan, locale),
      ruleText('C02', sjukanmalan, locale),
    ]).toEqual(SAID[locale])
  })
})
