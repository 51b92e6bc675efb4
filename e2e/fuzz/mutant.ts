// One file from a seed, damaged or only written in an odd way, checked by both paths.
import { Model } from '#lib/checking/model.ts'
import type { Part } from '#lib/services/description.ts'
import { sjukanmalan } from '#lib/services/sjukanmalan.ts'
import { convertTable } from '#lib/tables/convert/convert-table.ts'
import { writeXlsx } from '#lib/tables/xlsx/write-xlsx.ts'
import { NOW, utf8 } from '../fixtures/checking/build.ts'
import { madeRows } from './made-rows.ts'
import { Random } from './random.ts'
import { type BothReadings, readBoth, readBothWays } from './same-report.ts'
import { soundFixed, soundXml } from './sound-file.ts'

export const MUTANT_FORMATS = ['xml', 'fixed', 'csv', 'xlsx'] as const
export type MutantFormat = (typeof MUTANT_FORMATS)[number]
/** `isOffQuick`: the general reader has read a case that the quick path left. `isMade`: a table has become XML. */
export type Mutant = BothReadings & { stop: number; isOffQuick: boolean; isMade: boolean }

const ASKED = { service: sjukanmalan, now: NOW, environment: 'test' } as const
const EMPLOYER = { identity: '165599001236', name: 'Åkes Lön AB' }

/** Of ten files four are sound, in ordinary or odd writing; the others are damaged. */
export function mutantOf(seed: number, format: MutantFormat): Mutant {
  const random = new Random(seed)
  const isSound = random.below(10) < 4
  if (format === 'csv' || format === 'xlsx') return ofTable(random, format, isSound)
  const counted = countingCases(() => {
    if (!isSound) return readBothWays(seed, format)
    const blockBytes = random.once(2) ? 150 + random.below(900) : undefined
    return readBoth((format === 'xml' ? soundXml : soundFixed)(random), ASKED, blockBytes)
  })
  return { ...counted.result, stop: counted.result.quick.report.stop, isOffQuick: counted.isOffQuick, isMade: false }
}

function ofTable(random: Random, format: 'csv' | 'xlsx', isSound: boolean): Mutant {
  const rows = madeRows(random, isSound)
  const bytes = format === 'csv' ? utf8(rows.map((cells) => cells.join(';')).join('\r\n')) : writeXlsx([{ name: 'Sjuk', rows }])
  const { report, xml } = convertTable(sjukanmalan, bytes, { now: NOW, environment: 'test', employer: EMPLOYER })
  const { result, isOffQuick } = countingCases(() => readBoth(xml ?? new Uint8Array(0), ASKED))
  return { ...result, bytes, stop: report.stop, isOffQuick, isMade: xml !== undefined }
}

/**
 * Counts what the general reader opens in the first reading; the second, without the quick path, opens every case. The quick path
 * begins after the first case of an employer.
 */
function countingCases(read: () => BothReadings): { result: BothReadings; isOffQuick: boolean } {
  const { open } = Model.prototype
  const opened = { cases: 0, employers: 0 }
  Model.prototype.open = function openCounted(this: Model, part: Part, mark) {
    if (part.role === 'case') opened.cases++
    if (part.role === 'employer') opened.employers++
    open.call(this, part, mark)
  }
  try {
    const result = read()
    return { result, isOffQuick: opened.cases - result.general.report.poster > opened.employers / 2 }
  } finally {
    Model.prototype.open = open
  }
}
