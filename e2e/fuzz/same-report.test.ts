// Few of each: node e2e/fuzz/main.ts reads as many as it is told.
import { describe, expect, test } from 'vitest'
import { sjukanmalan } from '#lib/services/sjukanmalan.ts'
import { NOW, utf8, xmlCase, xmlWithCases } from '../fixtures/checking/build.ts'
import { mutantOf } from './mutant.ts'
import { readBoth, readBothWays } from './same-report.ts'
import { w3cDocuments } from './w3c-documents.ts'
import { isReadToEnd, openLibxml2, syntaxRefusalOf } from './well-formed.ts'

const FILES = 800

test('reading cases straight from the bytes says the same about every damaged file as the general reader, and what is read is XML to libxml2 as well', async () => {
  const isXml = await openLibxml2()
  let read = 0
  for (let seed = 1; seed <= FILES; seed++) {
    const { bytes, quick, general } = readBothWays(seed, 'xml')
    expect(quick, `seed ${seed}`).toEqual(general)
    if (!isReadToEnd(quick.report.counts)) continue
    read++
    expect(isXml(bytes), `seed ${seed}`).toBe(true)
  }
  expect(read).toBeGreaterThan(0.2 * FILES)
}, 120_000)

test('the same of records in fixed positions', () => {
  let accepted = 0
  for (let seed = 1; seed <= FILES; seed++) {
    const { quick, general } = readBothWays(seed, 'fixed')
    expect(quick, `seed ${seed}`).toEqual(general)
    if (quick.report.stop === 0) accepted++
  }
  expect(accepted).toBeGreaterThan(0.01 * FILES)
}, 120_000)

test.each(['xml', 'fixed', 'csv'] as const)(
  'of mutants in %s many are refused, many accepted, and many read off the quick path',
  (format) => {
    const files = 200
    const count = { refused: 0, accepted: 0, offQuick: 0 }
    for (let seed = 1; seed <= files; seed++) {
      const { quick, general, stop, isOffQuick } = mutantOf(seed, format)
      expect(quick, `seed ${seed}`).toEqual(general)
      count[stop === 0 ? 'accepted' : 'refused']++
      if (isOffQuick) count.offQuick++
    }
    expect(count.refused).toBeGreaterThan(0.3 * files)
    expect(count.accepted).toBeGreaterThan(0.3 * files)
    if (format !== 'csv') expect(count.offQuick).toBeGreaterThan(0.2 * files)
  },
)

test('a sign without width in an end tag, past another fault, is a fault of syntax as to libxml2', async () => {
  const bytes = utf8(
    xmlWithCases(xmlCase(), xmlCase())
      .replace('<sjukfall>', '0<sjukfall>')
      .replace(/<\/sjuklonFrom>(?!.*<\/sjuklonFrom>)/s, '</sjuklonFrom\ufeff>'),
  )
  const { quick, general } = readBoth(bytes, { service: sjukanmalan, now: NOW, environment: 'test' })
  expect(quick).toEqual(general)
  expect([isReadToEnd(quick.report.counts), (await openLibxml2())(bytes)]).toEqual([false, false])
})

describe('the W3C\u2019s documents without a DOCTYPE', () => {
  const documents = w3cDocuments()
  const right = documents.filter(({ isWellFormed }) => isWellFormed)
  const wrong = documents.filter(({ isWellFormed }) => !isWellFormed)

  test('are many', () => {
    expect({ right: right.length, wrong: wrong.length }).toEqual({ right: 55, wrong: 228 })
  })

  test('every malformed one is refused', () => {
    expect(wrong.filter(({ bytes }) => syntaxRefusalOf(bytes) === undefined).map(({ id }) => id)).toEqual([])
  })

  test('every right one is read, here and by libxml2, but for two in UTF-16, which no file may be in', async () => {
    const isXml = await openLibxml2()
    expect(right.filter(({ bytes }) => syntaxRefusalOf(bytes) !== undefined).map(({ id }) => id)).toEqual(['utf16b', 'utf16l'])
    expect(right.filter(({ bytes }) => !isXml(bytes))).toEqual([])
  })

  test('say the same between two ordinary cases, read either way', () => {
    const [before = '', after = ''] = xmlWithCases(xmlCase(), '#', xmlCase()).split('#')
    for (const { id, bytes } of documents) {
      const whole = new Uint8Array(Buffer.concat([utf8(before), bytes, utf8(after)]))
      const { quick, general } = readBoth(whole, { service: sjukanmalan, now: NOW, environment: 'test' })
      expect(quick, id).toEqual(general)
    }
  })
})
