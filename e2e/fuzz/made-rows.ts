import { DAYS, FUZZ_PERSONS } from './made-file.ts'
import type { Random } from './random.ts'

const HEADINGS = ['Personnummer', 'Första sjukdag', 'Anställningen upphörde', 'Referens']
const SOUND_DAYS = ['2026-11-05', '5/11 2026', '20261103', '2026-10-28 00:00', '17 augusti 2026']
// biome-ignore format: as many a line as fit
const ODD_CELLS = [
  '', ' ', '1,95701E+11', '13/11/26', '#N/A', '######', '2026-11-31', 'den 12:e nov', '46339', '=1+1', '"', ';', '<', '&', 'Å',
  '199001012386', '19900101', 'Summa', '\u00a0', '–', '0',
]

/** Rows of a table with its headings; where it is not sound, one to four cells or rows are changed. */
export function madeRows(random: Random, isSound: boolean): string[][] {
  const persons = isSound ? FUZZ_PERSONS.slice(0, 5) : FUZZ_PERSONS
  const rows = Array.from({ length: 1 + random.below(persons.length) }, (_, n) => [
    isSound ? (persons[n] as string) : random.pick(persons),
    random.pick(isSound ? SOUND_DAYS : DAYS),
    random.once(6) ? '2026-12-31' : '',
    random.once(3) ? '' : `R${n}`,
  ])
  const table = [[...HEADINGS], ...rows]
  for (let left = isSound ? 0 : 1 + random.below(4); left > 0; left--) change(table, random)
  return table
}

function change(table: string[][], random: Random): void {
  const at = random.below(table.length)
  const row = table[at] ?? []
  const kind = random.below(6)
  if (kind === 0) table.splice(at, random.below(2), [random.pick(ODD_CELLS), random.pick(ODD_CELLS)])
  else if (kind === 1) row.push(random.pick(ODD_CELLS))
  else row[random.below(Math.max(1, row.length))] = random.pick(ODD_CELLS)
}
