// Frånvarouppgifter (föräldraledighet, VAB) in the AGI file: Skatteverket receives it and hands it to Försäkringskassan.
import type { Field, FieldType, Part, Service } from './description.ts'

const one = (name: string, type: FieldType, min: 0 | 1 = 1): Field => ({ name, type, min, max: 1 })
const identity: FieldType = { kind: 'identity', of: 'any', onlyTwelveDigits: true, also: [] }
const percent: FieldType = { kind: 'number', min: 0, max: 100, decimals: 2, code: 'T04' }
const hours: FieldType = { kind: 'number', min: 0, max: 24, decimals: 2, code: 'T04' }

const uppgift: Part = {
  name: 'Franvarouppgift',
  role: 'case',
  min: 0,
  max: Number.POSITIVE_INFINITY,
  attributes: [],
  otherAttributes: 'passed-over',
  order: 'any',
  content: [
    { ...one('AgRegistreradId', identity), use: 'employer' },
    one('RedovisningsPeriod', { kind: 'month', future: 'D03' }),
    one('FranvaroDatum', { kind: 'date' }),
    { ...one('BetalningsmottagarId', identity), example: '199001012385' },
    { ...one('FranvaroSpecifikationsnummer', { kind: 'digits', min: 1, max: 10, code: 'T04' }), use: 'case-reference' },
    one('FranvaroTyp', { kind: 'choice', values: ['TILLFALLIG_FORALDRAPENNING', 'FORALDRAPENNING'] }),
    one('FranvaroProcentTFP', percent, 0),
    one('FranvaroTimmarTFP', hours, 0),
    one('FranvaroProcentFP', percent, 0),
    one('FranvaroTimmarFP', hours, 0),
    one('FranvaroBorttag', { kind: 'choice', values: ['1'] }, 0),
  ],
}

export const franvarouppgift: Service = {
  id: 'franvarouppgift',
  version: '1.1',
  receiver: 'skatteverket',
  checkOnly: true,
  maxBytes: 500_000_000,
  maxCases: 2_000_000,
  root: {
    name: 'Skatteverket',
    role: 'passed-over',
    min: 1,
    max: 1,
    attributes: [one('omrade', { kind: 'choice', values: ['Arbetsgivardeklaration'] })],
    otherAttributes: 'passed-over',
    order: 'any',
    content: [uppgift],
  },
  xml: {
    encodings: ['UTF-8'],
    doctype: null,
    namespace: 'http://xmls.skatteverket.se/se/skatteverket/da/instans/schema/1.1',
  },
  fixed: null,
  table: null,
  caseRules: [
    {
      rule: 'exactly-one',
      by: 'FranvaroTyp',
      choices: {
        TILLFALLIG_FORALDRAPENNING: ['FranvaroProcentTFP', 'FranvaroTimmarTFP'],
        FORALDRAPENNING: ['FranvaroProcentFP', 'FranvaroTimmarFP'],
      },
      code: 'F06',
    },
    { rule: 'within-month', day: 'FranvaroDatum', month: 'RedovisningsPeriod', code: 'D03' },
    {
      rule: 'once',
      key: ['BetalningsmottagarId', 'FranvaroDatum', 'FranvaroSpecifikationsnummer'],
      unless: 'FranvaroBorttag',
      at: 'FranvaroSpecifikationsnummer',
      code: 'C01',
    },
  ],
  // biome-ignore format: a row for each letter, as in rules.ts
  codes: [
    'F01', 'F02', 'F03', 'F04', 'F05', 'F06', 'F07', 'F10', 'F12', 'F15',
    'T04',
    'I01', 'I02', 'I03', 'I04', 'I05',
    'D01', 'D02', 'D03',
    'C01',
  ],
}
