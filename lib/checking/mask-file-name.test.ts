import { describe, expect, test } from 'vitest'
import { dayOf } from '#lib/calendar.ts'
import { unpackTestPersons } from '#lib/services/test-persons.ts'
import { TEST_PERSONS } from '#lib/services/test-persons-list.ts'
import { isMasked, maskFileName } from './mask-file-name.ts'

const TODAY = dayOf(2026, 11, 30)
const mask = (name: string) => maskFileName(name, TODAY)

describe('a number that may be a person’s loses its last four digits', () => {
  test.each([
    ['Anna Andersson 900602-2397 depression.xml', 'Anna Andersson 900602-xxxx depression.xml'],
    ['9006022397.xml', '900602xxxx.xml'],
    ['199006022397', '19900602xxxx'],
    ['19900602-2397.xml', '19900602-xxxx.xml'],
    ['19900602 2397.xml', '19900602 xxxx.xml'],
    ['19900602_2397.xml', '19900602_xxxx.xml'],
    ['19900602.2397.xml', '19900602.xxxx.xml'],
    ['1990-06-02-2397.xml', '1990-06-02-xxxx.xml'],
    ['1990 06 02 2397.xml', '1990 06 02 xxxx.xml'],
    ['90_06_02_2397.xml', '90_06_02_xxxx.xml'],
    ['900602 - 2397.xml', '900602 - xxxx.xml'],
    ['900602–2397.xml', '900602–xxxx.xml'],
    ['900602\u22122397.xml', '900602\u2212xxxx.xml'],
    ['1990 0602 2397.xml', '1990 0602 xxxx.xml'],
    ['19 900602-2397.xml', '19 900602-xxxx.xml'],
    ['pnr9006022397sjuk.xml', 'pnr900602xxxxsjuk.xml'],
    ['120101+2392.xml', '120101+xxxx.xml'],
    ['900662-2395.xml', '900662-xxxx.xml'],
    ['19900662-2391.xml', '19900662-xxxx.xml'],
    ['900631-2397.xml', '900631-xxxx.xml'],
    ['900602-T239.xml', '900602-xxxx.xml'],
    ['900602-2391 (mistyped).xml', '900602-xxxx (mistyped).xml'],
    ['９００６０２－２３９７.xml', '９００６０２－xxxx.xml'],
    ['٩٠٠٦٠٢-٢٣٩٧.xml', '٩٠٠٦٠٢-xxxx.xml'],
    ['900602\u200b-23\u00ad97.xml', '900602\u200b-xx\u00adxx.xml'],
    ['%39%30%30%36%30%32-2397.xml', '900602-xxxx.xml'],
    ['900602%252D2397.xml', '900602-xxxx.xml'],
    ['900602-2397 och 19850101-1234.xml', '900602-xxxx och 19850101-xxxx.xml'],
    ['900602-2397_850101-1234.xml', '900602-xxxx_850101-xxxx.xml'],
    ['sjuk_2026-11-30_900602-2397.xml', 'sjuk_2026-11-30_900602-xxxx.xml'],
    ['5599001236_900602-2397.xml', '5599001236_900602-xxxx.xml'],
    // A child of two: a right check digit, and no time of day.
    ['vab 20241202-2382.xml', 'vab 20241202-xxxx.xml'],
    ['vab 20170102-2385.xml', 'vab 20170102-xxxx.xml'],
  ])('%s', (name, masked) => {
    expect(mask(name)).toBe(masked)
    expect(mask(masked)).toBe(masked)
    expect(isMasked(masked)).toBe(masked !== name)
  })

  test('every one of Skatteverket’s test persons, in four forms', () => {
    const missed: string[] = []
    for (const canonical of unpackTestPersons(TEST_PERSONS)) {
      const [date, last] = [canonical.slice(0, 8), canonical.slice(8)]
      for (const written of [canonical, `${date}-${last}`, `${date.slice(2)}-${last}`, `${date.slice(2)}${last}`])
        if (mask(`sjuk ${written}.xml`) !== `sjuk ${written.slice(0, -4)}xxxx.xml`) missed.push(written)
    }
    expect(missed).toEqual([])
  })
})

test.each([
  'sjuk.xml',
  'sjuk_2026-11-30_5599001236.xml',
  'sjuk_20261130_559900-1236.xml',
  '165599001236.xml',
  'FK20261130140509.xml',
  'FK_20261130_140509.xml',
  'FK_20261130_1405.xml',
  '2026-11-30-1405.xml',
  '2026-11-30 14.05.09.xml',
  '2611301405.xml',
  'lon 202611.xml',
  'lon 202611-202612.xml',
  'lon 202001-202012.xml',
  '2026-10-05--2026-10-19.xml',
  '2020-11-01_2020-11-30.xml',
  '20201101-20201130.xml',
  '261001-261031.xml',
  'sjuk_20261130_0001.xml',
  'sjuk_20261130-0087.xml',
  '20270101-1234.xml',
  'körning 0000012345.xml',
  'körning 12345678901.xml',
  'K7MQ-2XWH-9.xml',
  '3f2504e0-4f89-11d3-9a0c-0305e82c3301.xml',
  '1764511200.xml',
  '1764511200123.xml',
  '556677-8899.xml',
  '1990-0602-2391.xml',
  '19901302-2397.xml',
  '900632-2397.xml',
  '100%.xml',
  '%2e%2e%2fx.xml',
])('%s stays', (name) => {
  expect(mask(name)).toBe(name)
  expect(isMasked(name)).toBe(false)
})
