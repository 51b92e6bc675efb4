import { expect, test } from 'vitest'
import { NOW, PERSON } from '#e2e/fixtures/checking/build.ts'
import { FIXED } from '#lib/services/description.ts'
import { sjukanmalan } from '#lib/services/sjukanmalan.ts'
import { faultOfValue } from './fault-of-value.ts'

const options = { service: sjukanmalan, now: NOW, environment: 'test' } as const
const codeOf = (format: 'xml' | 'csv' | typeof FIXED, field: string, text: string) =>
  faultOfValue({ format, at: { line: 1, column: 1, byte: 0, field }, text }, options)?.code

test.each([
  ['xml', 'sjuklonFrom', '2026-11-05', undefined],
  // Typed after what stood there.
  ['xml', 'sjuklonFrom', '2026-02-302026-11-05', 'D02'],
  ['xml', 'sjuklonFrom', '2026-02-30', 'D02'],
  ['xml', 'sjuklonFrom', '20261105', 'D02'],
  ['xml', 'sjuklonFrom', '', 'D01'],
  [FIXED, 'sjuklonFrom', '20261105', undefined],
  [FIXED, 'sjuklonFrom', '2026-11-05', 'D02'],
  ['xml', 'personnummer', PERSON, undefined],
  ['xml', 'personnummer', PERSON + PERSON, 'I02'],
  ['xml', 'personnummer', PERSON.replace(/5$/, '6'), 'I04'],
  // A table takes dates in many forms, and text has none.
  ['csv', 'sjuklonFrom', 'den 5 november', undefined],
  ['xml', 'referens', 'x'.repeat(500), undefined],
  ['xml', 'finns-inte', 'x', undefined],
] as const)('%s, %s, row %$', (format, field, text, code) => {
  expect(codeOf(format, field, text)).toBe(code)
})
