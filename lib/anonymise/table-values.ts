import type { Day } from '#lib/calendar.ts'
import { describedField } from '#lib/services/described-fields.ts'
import type { Service } from '#lib/services/description.ts'
import { findHeader, firstRows } from '#lib/tables/convert/header-row.ts'
import { readRows } from '#lib/tables/convert/read-rows.ts'
import { repairCell } from '#lib/tables/convert/repair-cell.ts'
import { Repairs } from '#lib/tables/convert/repairs.ts'
import type { TableAnswers } from '#lib/tables/convert/table-answers.ts'
import { type Table, TableFault } from '#lib/tables/table.ts'
import { type Signs, unitsOf } from './units.ts'
import type { FoundValue } from './values.ts'

type ReadInput = { bytes: Uint8Array; table: Table; answers?: TableAnswers | undefined }

/** The cells of a table outside its headings; those of unknown columns as undescribed. */
export function* tableValues(service: Service, { bytes, table, answers = {} }: ReadInput, today: Day): Generator<FoundValue> {
  const heading = findHeader(firstRows(table), service.table ?? { columns: [] }, answers.headerRow)
  if (!heading) throw new TableFault('F02', { case: 'noHeadings' })
  const { header, headerRow, columns } = readRows(table, service, { heading, answers, repairs: new Repairs(), today })
  const context = { today, from1904: table.sheet?.from1904 ?? false, dateForm: answers.dateForm }
  const signs: Signs = table.encoding === 'UTF-8' ? 'utf8' : 'single'
  // All rows first: the caller writes over bytes while this generator runs.
  for (const { row, cells } of [...table.rows()]) {
    if (row === headerRow) continue
    for (const [i, cell] of cells.entries()) {
      const column = row > headerRow && header.columns[i] ? columns.find(({ at }) => at === i + 1)?.column : undefined
      const range = { from: cell.start, to: cell.end, signs }
      if (column) {
        const { field } = describedField(service, column.described.field)
        yield { field, units: unitsOf(bytes, range), text: repairCell(cell, field, context).text }
      } else yield { range }
    }
  }
}
