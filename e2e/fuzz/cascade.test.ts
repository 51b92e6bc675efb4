import { beforeAll, describe, expect, test } from 'vitest'
import { sjukanmalan } from '#lib/services/sjukanmalan.ts'
import { findingText } from '#lib/text/findings.ts'
import { NOW, utf8, xml } from '../fixtures/checking/build.ts'
import { cascadeOf, cleanReport, FIVE, KINDS } from './measure-cascade.ts'
import { readBoth } from './same-report.ts'
import { openLibxml2 } from './well-formed.ts'

let isXml: (bytes: Uint8Array) => boolean

beforeAll(async () => {
  isXml = await openLibxml2()
})

test('the file in which faults are planted has none', () => {
  expect(cleanReport().findings).toEqual([])
})

describe('one fault of syntax gives one finding', () => {
  test.each(KINDS)('%s', (kind) => {
    const { files, faults, findings, tooMany } = cascadeOf(kind, { first: 1, files: 12, isXml })
    expect(files).toBe(12)
    expect(tooMany.map(({ text, report }) => [text, report.findings])).toEqual([])
    expect(findings).toBe(faults)
  })
})

test('five faults of different kinds give hardly more than five findings, and none fewer than four fifths of them', () => {
  const { faults, findings } = cascadeOf(FIVE, { first: 1, files: 60, isXml })
  expect(findings / faults).toBeLessThanOrEqual(1.1)
  expect(findings / faults).toBeGreaterThanOrEqual(0.8)
})

test('a file that is cut off anywhere has one fault, with a place and a cure, however it is read', () => {
  const whole = utf8(xml())
  for (let length = 1; length < whole.length - 1; length++) {
    const { quick, general } = readBoth(whole.subarray(0, length), { service: sjukanmalan, now: NOW, environment: 'test' }, 150)
    expect(quick, `${length}`).toEqual(general)
    const [finding, ...more] = quick.report.findings
    expect(more, `${length}`).toEqual([])
    if (!finding) throw new Error(`${length}: nothing was found`)
    expect(finding.at.byte).toBeLessThanOrEqual(length)
    expect(findingText(finding, 'sv', 'sjukanmalan')).not.toBe('')
  }
})

test.each(['&', '<', '>', '"', '/', '\u0000', '</', '<!--', ']]>', '<sjukfall>', '</sjukfall>'])(
  '%j at any place is no crash',
  (put) => {
    const whole = xml()
    for (let at = 0; at <= whole.length; at += 3) {
      const bytes = utf8(whole.slice(0, at) + put + whole.slice(at))
      const { report } = readBoth(bytes, { service: sjukanmalan, now: NOW, environment: 'test' }).quick
      if (!isXml(bytes)) expect(report.stop, `${at}`).toBeGreaterThan(0)
      for (const { at: place, ...finding } of report.findings) {
        expect(place.byte).toBeLessThanOrEqual(bytes.length)
        expect(findingText({ ...finding, at: place }, 'en', 'sjukanmalan')).not.toBe('')
      }
    }
  },
)
