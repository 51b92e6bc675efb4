import { type FixedLayout, layoutsOf, type Slot } from '#lib/checking/read/fixed/layout.ts'
import { decodeLatin1 } from '#lib/checking/read/xml/decoder.ts'
import { utf8Prefix } from '#lib/checking/utf8.ts'
import type { FixedEncoding } from '#lib/services/description.ts'
import type { Mender } from './mend-kinds.ts'
import { type ByteChange, replaceBytes } from './replace-bytes.ts'
import { sequencesIn } from './text-bytes.ts'

const LF = 10
const CR = 13

/**
 * Records that lack blanks at their ends, as text editors strip them, or have too many. Only where every number and date of the
 * record still stands whole in its positions: a sign that is lost or too many further in moves them, and is no blank at the end.
 */
export const mendPadding: Mender = ({ bytes, kind, options }) => {
  const { fixed } = options.service
  if (kind !== 'fixed' || !fixed) return undefined
  // Positions are those of ISO-8859-1.
  if (sequencesIn(bytes) > 0 && utf8Prefix(bytes) === bytes.length) return undefined
  const layouts = layoutsOf(options.service, fixed)
  const changes: ByteChange[] = []
  let wrong = 0
  let short = 0
  let all = 0
  for (let from = 0; from < bytes.length; ) {
    const found = bytes.indexOf(LF, from)
    const next = found < 0 ? bytes.length : found
    const to = found > from && bytes[found - 1] === CR ? found - 1 : next
    all++
    if (to - from !== fixed.length) {
      wrong++
      const text = decodeLatin1(bytes.subarray(from, Math.min(to, from + 2 * fixed.length)))
      const layout = layouts.get(text.slice(0, 2))
      if (layout && to - from <= 2 * fixed.length && isWhole(text, layout, fixed)) {
        if (to - from < fixed.length) short++
        changes.push({ from: from + Math.min(to - from, fixed.length), to, by: blanks(Math.max(0, fixed.length - (to - from))) })
      }
    }
    from = next + 1
  }
  if (changes.length === 0) return undefined
  const way = short === changes.length ? 'short' : short === 0 ? 'long' : 'both'
  const isAll = changes.length === all ? 'all' : ''
  return {
    bytes: replaceBytes(bytes, changes),
    sure: changes.length === wrong ? 'certain' : 'perhaps',
    count: changes.length,
    params: { case: way, of: isAll, expected: fixed.length },
  }
}

function blanks(count: number): Uint8Array {
  return new Uint8Array(count).fill(32)
}

/** Whether nothing but blanks at its end is missing, or is too much. */
function isWhole(text: string, { type, slots }: FixedLayout, fixed: FixedEncoding): boolean {
  const { length } = fixed
  if (text.length > length && text.slice(length).trim() !== '') return false
  // An editor that strips blanks leaves none.
  if (text.length < length && text.endsWith(' ')) return false
  const literals = fixed.records.find((record) => record.type === type)?.fields ?? []
  if (literals.some(({ from, to, literal }) => literal !== undefined && text.slice(from - 1, to) !== literal)) return false
  return slots.every((slot) => isInPlace(text.slice(slot.from - 1, slot.to).trimEnd(), slot))
}

/** Whether the value fills its positions as its kind does: it has neither moved nor lost its end. */
function isInPlace(text: string, { from, to, field: { type, min }, words }: Slot): boolean {
  if (text === '') return min === 0
  const width = to - from + 1
  switch (type.kind) {
    case 'text':
    case 'email':
      return true
    case 'identity':
      return /^\d{10}(\d\d)?$/.test(text)
    case 'date':
      return /^\d{8}$/.test(text)
    case 'month':
    case 'clock':
    case 'count':
    case 'digits':
    case 'number':
      return text.length === width && /^\d+$/.test(text)
    case 'choice':
      return words ? Object.hasOwn(words, text) : type.values.includes(text)
  }
}
