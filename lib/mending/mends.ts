// Faults of a file in XML or fixed positions that can be mended without knowing more than the file says: `offerMends` lists them,
// `applyMends` mends those that are accepted. mend-*.ts know one kind each. Never a date, a person or a number that is not a count;
// a text keeps its characters. Nothing is mended in silence: who asks shows the offers, checks the new file and says what was done.
// Corrections by hand are here too (find-value, correct-value), and what a correction changed (compare-reports).
// Not here: tables, which lib/tables repairs as it converts them.
import type { CheckOptions } from '#lib/checking/check.ts'
import { detect } from '#lib/checking/detect.ts'
import type { Report } from '#lib/checking/report.ts'
import type { Service } from '#lib/services/description.ts'
import { mendAmpersands } from './mend-ampersands.ts'
import { mendCounts } from './mend-counts.ts'
import { mendByteOrderMark, mendEncoding, utf16Text } from './mend-encoding.ts'
import type { Mend, Mender, MendFile, MendKind } from './mend-kinds.ts'
import { mendLineEnds } from './mend-line-ends.ts'
import { mendOrder } from './mend-order.ts'
import { mendPadding } from './mend-padding.ts'
import { withoutMark } from './text-bytes.ts'

/** In this order: each reads what the ones before have made. */
const MENDERS: Readonly<Record<MendKind, Mender>> = {
  encoding: mendEncoding,
  bom: mendByteOrderMark,
  'line-ends': mendLineEnds,
  padding: mendPadding,
  ampersand: mendAmpersands,
  order: mendOrder,
  counts: mendCounts,
}

export const MEND_KINDS = Object.keys(MENDERS) as readonly MendKind[]

/** Larger files are not mended: file and copies are held in memory. */
export const MOST_BYTES_MENDED = 50_000_000
/** The file is not what it should be at all, or too large. */
const HOPELESS = ['F01', 'F02', 'F05', 'F07']
/** The counts are wrong, or may be when other faults of form are mended. */
const UNCOUNTED = ['F03', 'F04', 'F06', 'F08']

type ToMend = { bytes: Uint8Array; report: Report; options: CheckOptions }

/** What can be mended of a file that cannot be sent; nothing of one that can, or that is another kind of file. */
export function offerMends({ bytes, report, options }: ToMend): Mend[] {
  if (report.stop === 0 || HOPELESS.some((code) => report.counts[code])) return []
  // Counting reads the whole file once more: not where it was read to its end and the counts were right.
  const isCounted = !UNCOUNTED.some((code) => report.counts[code])
  return applyMends(bytes, options, isCounted ? MEND_KINDS.filter((kind) => kind !== 'counts') : MEND_KINDS).mends
}

/** The file with these kinds of faults mended, and what was done: a kind of which there is nothing to mend is left out. */
export function applyMends(
  bytes: Uint8Array,
  options: CheckOptions,
  kinds: readonly MendKind[],
): { bytes: Uint8Array; mends: Mend[] } {
  const kind = bytes.length > MOST_BYTES_MENDED ? undefined : kindOf(options.service, bytes)
  const mends: Mend[] = []
  if (kind === undefined) return { bytes, mends }
  const file: MendFile = { bytes, kind, options }
  for (const each of MEND_KINDS) {
    const made = kinds.includes(each) ? MENDERS[each](file) : undefined
    if (!made) continue
    const { bytes: after, ...mend } = made
    file.bytes = after
    mends.push({ kind: each, ...mend })
  }
  return { bytes: file.bytes, mends }
}

/** By its first bytes, whatever they are encoded in. */
function kindOf(service: Service, bytes: Uint8Array): MendFile['kind'] | undefined {
  const wide = utf16Text(bytes)?.slice(0, 4096)
  const head = wide === undefined ? withoutMark(bytes).body.subarray(0, 4096) : new TextEncoder().encode(wide)
  const found = detect(service, head, false)
  if (found.kind === 'xml' || found.kind === 'fixed') return found.kind
  return found.kind === 'refused' && found.code === 'F03' && found.params.case === 'unsupported' ? 'xml' : undefined
}
