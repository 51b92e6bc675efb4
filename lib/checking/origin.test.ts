import { describe, expect, test } from 'vitest'
import { ORIGIN_BYTES, type Origin, originHeader, parseOriginHeader, readOrigin, withinRoom } from './origin.ts'

const NOW = new Date('2026-12-01T10:00:00Z')
const SHA = 'a'.repeat(64)
const origin: Origin = {
  ...{ sha256: SHA, bytes: 1200, name: 'sjuklön åäö.csv' },
  steps: [
    { kind: 'column', count: 1, from: 'Frånvaro fr.o.m.', to: 'sjukfall/sjuklonFrom' },
    { kind: 'date-form', count: 12 },
  ],
  conversion: { id: '0197a000-0000-7000-8000-000000000001', version: 3 },
}

test('an origin comes out of its header as it went in', () => {
  expect(parseOriginHeader(originHeader(origin), NOW)).toEqual(origin)
})

test('a personnummer in a name is hidden', () => {
  const from = 'Sjuk 19121212-1212'
  const read = readOrigin({ ...origin, name: `${from}.csv`, steps: [{ kind: 'column', count: 1, from, to: from }] }, NOW)
  expect(JSON.stringify(read)).not.toContain('1212-1212')
  expect(read?.steps).toHaveLength(1)
})

test('what is known besides is left out', () => {
  expect(readOrigin({ ...origin, more: 1, steps: [{ kind: 'bom', count: 1, value: 'x' }] }, NOW)?.steps).toEqual([
    { kind: 'bom', count: 1 },
  ])
})

describe('refused', () => {
  const many = Array.from({ length: 60 }, () => ({ kind: 'column', count: 1, from: 'x'.repeat(100) }))
  test.each<[string, unknown]>([
    ['no object', []],
    ['no hash', { ...origin, sha256: 'A'.repeat(64) }],
    ['a size below nothing', { ...origin, bytes: -1 }],
    ['a size in words', { ...origin, bytes: '1' }],
    ['no steps', { ...origin, steps: undefined }],
    ['a step of another word', { ...origin, steps: [{ kind: 'signed', count: 1 }] }],
    ['a step of no times', { ...origin, steps: [{ kind: 'bom', count: 0 }] }],
    ['a name that is too long', { ...origin, steps: [{ kind: 'sheet', count: 1, from: 'x'.repeat(101) }] }],
    ['a sign that turns the text', { ...origin, name: 'a\u202e.csv' }],
    ['another company’s word for a conversion', { ...origin, conversion: { id: 'x', version: 1 } }],
    ['too large', { ...origin, steps: many }],
  ])('%s', (_what, value) => {
    expect(readOrigin(value, NOW)).toBeUndefined()
  })
  test.each(['', '%%%', 'e30', 'a'.repeat(3 * ORIGIN_BYTES), '_'])('a header %j', (text) => {
    expect(parseOriginHeader(text, NOW)).toBeUndefined()
  })
})

test('with more names than there is room for, the kinds and their counts stay', () => {
  const steps = Array.from({ length: 60 }, () => ({ kind: 'column' as const, count: 1, from: 'x'.repeat(100) }))
  expect(withinRoom({ ...origin, steps }).steps).toEqual([{ kind: 'column', count: 60 }])
  expect(parseOriginHeader(originHeader({ ...origin, steps }), NOW)?.steps).toEqual([{ kind: 'column', count: 60 }])
})
