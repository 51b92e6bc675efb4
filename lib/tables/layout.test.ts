import { expect, test } from 'vitest'
import { PERSON } from '#e2e/fixtures/checking/build.ts'
import { sjukanmalan } from '#lib/services/sjukanmalan.ts'
import { type Layout, MOST_LAYOUT_COLUMNS, readLayout } from './layout.ts'

const COLUMNS = [
  { heading: 'Pnr', field: 'sjukfall/personnummer#1' },
  { heading: 'Frånvaro fr.o.m.', field: 'sjukfall/sjuklonFrom#1' },
  { heading: 'T.o.m.', field: null },
]
const LAYOUT: Layout = { format: 'csv', delimiter: ';', headerRow: 4, columns: COLUMNS, dateForm: 'dmy', leaveOutSumRows: true }
const read = (changes: Record<string, unknown>) => readLayout(sjukanmalan, JSON.parse(JSON.stringify({ ...LAYOUT, ...changes })))

test('a layout is read as it was written, and what it does not know is left out', () => {
  expect(read({})).toEqual(LAYOUT)
  expect(read({ script: 'x' })).toEqual(LAYOUT)
  expect(read({ format: 'xlsx', delimiter: undefined, sheet: 'Sjuk' })).toMatchObject({ format: 'xlsx', sheet: 'Sjuk' })
})

test.each([
  ['a field that does not exist', { columns: [...COLUMNS, { heading: 'A', field: 'sjukfall/lon#1' }] }],
  ['a field that repeats too often', { columns: [...COLUMNS, { heading: 'A', field: 'tidigarePeriod/from#6' }] }],
  ['a field without its number', { columns: [{ heading: 'A', field: 'sjukfall/personnummer' }] }],
  ['a name of objects', { columns: [{ heading: 'A', field: '__proto__' }] }],
  ['two columns on one field', { columns: [...COLUMNS, { heading: 'Nr', field: 'sjukfall/personnummer#1' }] }],
  ['no column that is read', { columns: [{ heading: 'A', field: null }] }],
  ['no columns', { columns: [] }],
  ['too many', { columns: Array.from({ length: MOST_LAYOUT_COLUMNS + 1 }, () => ({ heading: 'A', field: null })) }],
  ['a heading that is too long', { columns: [...COLUMNS, { heading: 'a'.repeat(101), field: null }] }],
  ['a heading that is empty', { columns: [...COLUMNS, { heading: ' ', field: null }] }],
  ['a heading that is a person', { columns: [...COLUMNS, { heading: `Anna ${PERSON}`, field: null }] }],
  ['a person far into a heading', { columns: [...COLUMNS, { heading: `${'a '.repeat(25)}${PERSON}`, field: null }] }],
  ['a field that is an object', { columns: [{ heading: 'A', field: {} }] }],
  ['another delimiter', { delimiter: '"' }],
  ['a delimiter of a workbook', { format: 'xlsx' }],
  ['a sheet of a CSV', { sheet: 'Sjuk' }],
  ['another format', { format: 'xls' }],
  ['a row that is none', { headerRow: 0 }],
  ['a row that is a text', { headerRow: '4' }],
  ['another date form', { dateForm: 'ydm' }],
  ['a word for yes', { leaveOutSumRows: 'ja' }],
])('%s is no layout', (_, changes) => {
  expect(read(changes)).toBeUndefined()
})

test.each([null, [], 'x', 5, undefined])('%j is no layout', (value) => {
  expect(readLayout(sjukanmalan, value)).toBeUndefined()
})
