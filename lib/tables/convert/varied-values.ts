import type { Params } from '#lib/checking/findings.ts'
import { redact } from '#lib/checking/redact.ts'
import { describedField } from '#lib/services/described-fields.ts'
import type { Service } from '#lib/services/description.ts'
import type { CellFault, ReadRows } from './read-rows.ts'

/** Values that the file has once (sender, file) must not differ between rows. */
export function variedValues(service: Service, read: ReadRows): CellFault[] {
  const faults: CellFault[] = []
  for (const [index, { column, at }] of read.columns.entries()) {
    const { part, field } = describedField(service, column.described.field)
    if (part.role !== 'sender' && part.role !== 'file') continue
    let first: { text: string; row: number } | undefined
    for (const { row, texts } of read.entries) {
      const text = texts[index]
      if (!text) continue
      first ??= { text, row }
      if (text === first.text) continue
      faults.push({ code: 'F06', row, column: at, field: field.name, params: variedParams(text, first) })
      break
    }
  }
  return faults
}

function variedParams(found: string, first: { text: string; row: number }): Params {
  return { case: 'varies', found: redact(found), expected: redact(first.text), row: first.row }
}
