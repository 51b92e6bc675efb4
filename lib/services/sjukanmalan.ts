// Postbeskrivning Sjukanmälan 1.0: the portal's own description of what lagen (1991:1047) om sjuklön, 12 §, asks for.
// It is not Försäkringskassan's, and is replaced by theirs when it has been obtained.
import type { Field, Part, Service } from './description.ts'
import { sjukanmalanAmbiguous, sjukanmalanColumns } from './sjukanmalan-columns.ts'

const text = (name: string, max: number, min: 0 | 1, example: string): Field => ({
  name,
  type: { kind: 'text', max },
  min,
  max: 1,
  example,
})

const organisationsnummer: Field = {
  name: 'organisationsnummer',
  type: { kind: 'identity', of: 'any', also: ['I06', 'I07'] },
  min: 1,
  max: 1,
}

const avsandare: Part = {
  name: 'avsandare',
  role: 'sender',
  min: 1,
  max: 1,
  attributes: [],
  order: 'sequence',
  content: [
    organisationsnummer,
    text('namn', 100, 1, 'Exempelbolaget AB'),
    text('system', 60, 0, 'Lönesystemet 4.2'),
    text('kontakt', 100, 0, 'Löneenheten'),
    text('telefon', 30, 0, '08-465 004 00'),
    { name: 'epost', type: { kind: 'email', min: 3, max: 254 }, min: 0, max: 1, example: 'lon@exempelbolaget.example' },
  ],
}

const tidigarePeriod: Part = {
  name: 'tidigarePeriod',
  role: 'period',
  min: 0,
  max: 5,
  attributes: [
    { name: 'from', type: { kind: 'date' }, min: 1, max: 1 },
    { name: 'tom', type: { kind: 'date' }, min: 1, max: 1 },
  ],
  order: 'sequence',
  content: [],
}

const sjukfall: Part = {
  name: 'sjukfall',
  role: 'case',
  min: 1,
  max: Number.POSITIVE_INFINITY,
  attributes: [],
  order: 'sequence',
  content: [
    { name: 'personnummer', type: { kind: 'identity', of: 'person', also: ['I06', 'I07'] }, min: 1, max: 1 },
    {
      name: 'sjuklonFrom',
      // Lagen om sjuklön has been in force since 1992-01-01.
      type: { kind: 'date', future: 'D03', earliest: { day: '1992-01-01', code: 'D04', law: 'sickPayAct' } },
      min: 1,
      max: 1,
    },
    tidigarePeriod,
    { name: 'anstallningUpphord', type: { kind: 'date' }, min: 0, max: 1 },
    { ...text('referens', 36, 0, 'A'), use: 'case-reference' },
  ],
}

const arbetsgivare: Part = {
  name: 'arbetsgivare',
  role: 'employer',
  min: 1,
  max: Number.POSITIVE_INFINITY,
  attributes: [],
  order: 'sequence',
  content: [
    { name: 'identitet', type: { kind: 'identity', of: 'any', also: ['I06', 'I07'] }, min: 1, max: 1, use: 'employer' },
    { ...text('namn', 100, 0, 'Exempelbolaget AB'), use: 'employer-name' },
    { name: 'cfar', type: { kind: 'digits', min: 8, max: 8, code: 'I08' }, min: 0, max: 1, example: '12345678' },
    sjukfall,
  ],
}

const kontroll: Part = {
  name: 'kontroll',
  role: 'control',
  min: 1,
  max: 1,
  attributes: [
    { name: 'antalArbetsgivare', type: { kind: 'count', of: 'arbetsgivare', code: 'F08' }, min: 1, max: 1 },
    { name: 'antalSjukfall', type: { kind: 'count', of: 'sjukfall', code: 'F08' }, min: 1, max: 1 },
  ],
  order: 'sequence',
  content: [],
}

const root: Part = {
  name: 'sjukanmalan',
  role: 'file',
  min: 1,
  max: 1,
  attributes: [
    { name: 'version', type: { kind: 'choice', values: ['1.0'] }, min: 1, max: 1 },
    { name: 'skapad', type: { kind: 'clock', code: 'F14', graceMinutes: 5 }, min: 1, max: 1, absent: 'F14' },
    {
      name: 'test',
      type: { kind: 'choice', values: ['ja', 'nej'], stopInProduction: { value: 'ja', code: 'F09' } },
      min: 0,
      max: 1,
      fallback: 'nej',
    },
  ],
  order: 'sequence',
  content: [avsandare, arbetsgivare, kontroll],
}

export const sjukanmalan: Service = {
  id: 'sjukanmalan',
  version: '1.0',
  receiver: 'fk',
  checkOnly: false,
  maxBytes: 500_000_000,
  maxCases: 2_000_000,
  root,
  xml: {
    encodings: ['UTF-8', 'ISO-8859-1'],
    doctype: { name: 'sjukanmalan', system: 'sjukanmalan-1.0.dtd' },
    namespace: null,
  },
  fixed: {
    encoding: 'ISO-8859-1',
    length: 120,
    last: '99',
    records: [
      {
        type: '00',
        parts: ['sjukanmalan', 'avsandare'],
        after: [''],
        fields: [
          { from: 3, to: 8, literal: 'SJUKAN' },
          { from: 9, to: 12, field: 'sjukanmalan/version', words: { '0100': '1.0' } },
          { from: 13, to: 26, field: 'sjukanmalan/skapad' },
          { from: 27, to: 38, field: 'avsandare/organisationsnummer' },
          { from: 39, to: 88, field: 'avsandare/namn' },
          { from: 89, to: 118, field: 'avsandare/system' },
          { from: 119, to: 119, field: 'sjukanmalan/test', words: { J: 'ja', N: 'nej' } },
        ],
      },
      {
        type: '10',
        parts: ['arbetsgivare'],
        after: ['00', '20', '21'],
        fields: [
          { from: 3, to: 14, field: 'arbetsgivare/identitet' },
          { from: 15, to: 64, field: 'arbetsgivare/namn' },
          { from: 65, to: 72, field: 'arbetsgivare/cfar' },
        ],
      },
      {
        type: '20',
        parts: ['sjukfall'],
        after: ['10', '20', '21'],
        fields: [
          { from: 3, to: 14, field: 'sjukfall/personnummer' },
          { from: 15, to: 22, field: 'sjukfall/sjuklonFrom' },
          { from: 23, to: 30, field: 'sjukfall/anstallningUpphord' },
          { from: 31, to: 66, field: 'sjukfall/referens' },
        ],
      },
      {
        type: '21',
        parts: ['tidigarePeriod'],
        after: ['20', '21'],
        fields: [
          { from: 3, to: 10, field: 'tidigarePeriod/from' },
          { from: 11, to: 18, field: 'tidigarePeriod/tom' },
        ],
      },
      {
        type: '99',
        parts: ['kontroll'],
        after: ['20', '21'],
        fields: [
          { from: 3, to: 8, field: 'kontroll/antalArbetsgivare' },
          { from: 9, to: 16, field: 'kontroll/antalSjukfall' },
        ],
      },
    ],
  },
  table: { columns: sjukanmalanColumns, ambiguous: sjukanmalanAmbiguous },
  caseRules: [
    {
      // Lagen om sjuklön 7 §: fourteen days, and a new period within five days continues the count; 12 §: seven days to report.
      rule: 'sick-pay',
      firstDay: 'sjuklonFrom',
      earlier: { part: 'tidigarePeriod', from: 'from', to: 'tom' },
      ended: 'anstallningUpphord',
      days: 14,
      dueDays: 7,
      gapDays: 5,
      oldMonths: 12,
    },
    { rule: 'same-person', person: 'personnummer', day: 'sjuklonFrom', nearDays: 18 },
    { rule: 'once', key: ['referens'], at: 'referens', code: 'C03' },
  ],
  // biome-ignore format: a row for each letter, as in rules.ts
  codes: [
    'F01', 'F02', 'F03', 'F04', 'F05', 'F06', 'F07', 'F08', 'F09', 'F10', 'F11', 'F12', 'F13', 'F14', 'F15', 'F16',
    'T01', 'T02', 'T03',
    'I01', 'I02', 'I03', 'I04', 'I05', 'I06', 'I07', 'I08',
    'D01', 'D02', 'D03', 'D04', 'D05', 'D06', 'D07', 'D08', 'D09', 'D10',
    'C01', 'C02', 'C03',
  ],
}
