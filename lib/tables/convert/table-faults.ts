import type { Params } from '#lib/checking/findings.ts'
import { redact } from '#lib/checking/redact.ts'
import { describedField } from '#lib/services/described-fields.ts'
import type { Service } from '#lib/services/description.ts'
import type { FilledColumns } from './fill-in.ts'
import type { CellFault, ReadRows } from './read-rows.ts'

/**
 * Faults that make converting impossible: no rows, or a required column is missing. Where an ambiguous heading may be that column,
 * its own fault says so and stands for both.
 */
export function hinders(service: Service, read: ReadRows, filled: FilledColumns): CellFault[] {
  const faults: CellFault[] = []
  if (read.entries.length === 0) faults.push({ code: 'F06', row: read.headerRow, column: 1, params: { case: 'noRows' } })
  for (const column of service.table?.columns ?? []) {
    const { part, field } = describedField(service, column.field)
    if (field.min === 0 || part.min === 0 || filled.has(`${column.field}#1`)) continue
    if (read.columns.some(({ key }) => key === `${column.field}#1`)) continue
    const meant = read.faults.find(({ params }) => String(params.columns).split(' ').includes(column.field))
    faults.push(meant ?? { code: 'F06', row: read.headerRow, column: 1, field: field.name, params: { case: 'missingColumn' } })
  }
  return faults
}

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
