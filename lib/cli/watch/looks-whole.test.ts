import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeSample, samplesOf } from '#lib/samples/samples.ts'
import { services } from '#lib/services/catalogue.ts'
import { looksWhole } from './looks-whole.ts'

const dir = mkdtempSync(join(tmpdir(), 'kvittens-end-'))
afterAll(() => rmSync(dir, { recursive: true }))

function ends(content: string | Uint8Array, fixed = services[0]?.fixed ?? null): boolean {
  const bytes = Buffer.from(content as string)
  writeFileSync(join(dir, 'a'), bytes)
  return looksWhole(join(dir, 'a'), bytes.length, fixed)
}

test('every sample has its end, and none that is cut before its last record', () => {
  for (const service of services)
    for (const sample of samplesOf(service)) {
      const bytes = Buffer.from(makeSample(service, sample, new Date('2026-11-29T12:00:00Z')))
      const name = `${service.id} ${sample.name}`
      if (bytes[0] !== 0x3c && !(service.fixed && bytes.subarray(0, 2).equals(Buffer.from('00')))) continue
      // The sample of F04 is cut off in its last tag.
      expect([name, ends(bytes, service.fixed)]).toEqual([name, !name.includes('F04')])
      const last = bytes.lastIndexOf(bytes[0] === 0x3c ? '</' : '\n99')
      if (last > 0) expect([name, ends(bytes.subarray(0, last), service.fixed)]).toEqual([name, false])
    }
})

test.each([
  ['<?xml version="1.0"?><!-- <x> --><a:b xmlns:a="u"><c/></a:b >\n', true],
  ['<a/>', true],
  ['<a></a><!-- made by us -->', true],
  ['<a><b></b>', false],
  [Buffer.from('\uFEFF<a></a>', 'utf16le'), true],
  [Buffer.from('\uFEFF<a><b>', 'utf16le'), false],
  ['PK\u0003\u0004 in the middle', false],
  ['PK\u0003\u0004 and PK\u0005\u0006 at the end', true],
  ['Personnummer;Första sjukdag\n1990', true],
  ['', true],
])('%s', (content, expected) => {
  expect(ends(content)).toBe(expected)
})
