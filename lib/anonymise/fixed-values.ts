import { hasBom } from '#lib/checking/detect.ts'
import { layoutsOf } from '#lib/checking/read/fixed/layout.ts'
import { decodeLatin1 } from '#lib/checking/read/xml/decoder.ts'
import type { Service } from '#lib/services/description.ts'
import { type Signs, textOf, unitsOf } from './units.ts'
import type { FoundValue } from './values.ts'

const TYPE = 2

/** The fields of known record types; everything else as undescribed. */
export function* fixedValues(service: Service, bytes: Uint8Array, signs: Signs): Generator<FoundValue> {
  const { fixed } = service
  if (!fixed) return
  const layouts = layoutsOf(service, fixed)
  for (let start = hasBom(bytes) ? 3 : 0; start < bytes.length; ) {
    const newline = bytes.indexOf(10, start)
    const end = newline < 0 ? bytes.length : newline
    const type = decodeLatin1(bytes.subarray(start, start + TYPE))
    const literals = fixed.records.find((record) => record.type === type)?.fields ?? []
    const stays = literals.flatMap(({ from, to, literal }) => (literal === undefined ? [] : [{ from, to, literal }]))
    const slots = layouts.get(type)?.slots ?? []
    let at = start + TYPE
    for (const { from, to, ...rest } of [...slots, ...stays].sort((a, b) => a.from - b.from)) {
      const first = Math.min(end, start + from - 1)
      const last = Math.min(end, start + to)
      yield { range: { from: at, to: first, signs } }
      const units = unitsOf(bytes, { from: first, to: last, signs })
      const text = textOf(units).trimEnd()
      if ('field' in rest) yield { field: rest.field, units, text: rest.words?.[text] ?? text }
      else if (text !== rest.literal) yield { range: { from: first, to: last, signs } }
      at = Math.max(at, last)
    }
    yield { range: { from: at, to: end, signs } }
    start = end + 1
  }
}
