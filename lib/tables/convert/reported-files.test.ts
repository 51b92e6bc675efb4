// The very files that users reported, each with its right answer; others of their kinds stand in the tests of each part.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startCheck } from '#lib/checking/check.ts'
import { sjukanmalan } from '#lib/services/sjukanmalan.ts'
import { isTable } from '../is-table.ts'
import { convertTable } from './convert-table.ts'

const FOLDER = join(import.meta.dirname, '../../../e2e/fixtures/reported')
const options = { now: new Date('2026-11-30T12:00:00Z'), environment: 'test' } as const
const employer = { identity: '165599001236', name: 'Exempelbolaget AB' }

/** Its findings (code, place, case), how many cases, and the first days and repairs of a table. */
function answerOf(file: string) {
  const bytes = new Uint8Array(readFileSync(join(FOLDER, file)))
  const table = isTable(sjukanmalan, bytes) ? convertTable(sjukanmalan, bytes, { ...options, employer }) : undefined
  const check = startCheck({ ...options, service: sjukanmalan })
  check.push(bytes)
  const { findings, poster, stop } = table?.report ?? check.finish()
  return {
    ...{ poster, isStopped: stop > 0 },
    found: findings.map(({ code, at, params }) =>
      [code, at.cell ?? `${at.line}:${at.column}`, params.case].filter(Boolean).join(' '),
    ),
    days: [...new Set(table?.rows.map(({ values }) => values['sjukfall/sjuklonFrom#1']))],
    repairs: Object.keys(table?.repairCounts ?? {}).filter((kind) => kind !== 'filled-in'),
  }
}

const RIGHT: Record<string, Partial<ReturnType<typeof answerOf>>> = {
  '01a-ampersand-in-name.xml': { found: ['F04 6:20 entity'], poster: 10, isStopped: true },
  '02b-uncalculated-date.xlsx': { found: ['F06 B2 uncalculated'], poster: 1, isStopped: true },
  '05a-hidden-row.xlsx': { found: ['F16 A3 rows'], poster: 3, isStopped: false },
  '06c-chart-sheet-first.xlsx': { found: ['F16 A1 sheet'], poster: 3, isStopped: false },
  '07a-msdos-csv-passes.csv': { found: ['F03 2:26 thirdEncoding'], isStopped: true },
  '08a-samordningsnummer-month-00.xml': { found: ['I06 2:221'], poster: 1, isStopped: false },
  '09-1904-general-format.xlsx': { found: [], days: ['2026-11-15'], repairs: ['date-number'] },
  '10a-error-values.xlsx': { found: ['F06 C2 errorValue', 'F06 D2 errorValue'], isStopped: true },
  '11a-part-names-in-other-case.xlsx': { found: [], poster: 3 },
  '14a-date-with-clock.xlsx': { found: [], days: ['2026-11-15'], repairs: ['clock'] },
  '19c-word.docx': { found: ['F02 1:1 document'], isStopped: true },
  '19g-table-without-headings.csv': { found: ['F02 1:1 headless'], isStopped: true },
  '26a-typographic-hyphens.csv': { found: [], poster: 1, days: ['2026-11-15'], repairs: ['signs', 'identity-form'] },
}

test.each(Object.entries(RIGHT))('%s', (file, right) => {
  expect(answerOf(file)).toMatchObject(right)
})

test('every file that was reported has its answer, here or where certificates are opened', () => {
  const elsewhere = ['17a-password.p12', '27a-cert.cer', '28a-pass-bom.txt']
  expect(readdirSync(FOLDER).sort()).toEqual([...Object.keys(RIGHT), ...elsewhere].sort())
})
