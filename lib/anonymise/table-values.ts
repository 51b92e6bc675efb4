import type { Day } from '#lib/calendar.ts'
import { describedField } from '#lib/services/described-fields.ts'
import type { Service } from '#lib/services/description.ts'
import { isHeadingWord, isKnownHeading } from '#lib/tables/columns.ts'
import { findHeader, firstRows } from '#lib/tables/convert/header-row.ts'
import { readRows } from '#lib/tables/convert/read-rows.ts'
import { repairCell } from '#lib/tables/convert/repair-cell.ts'
import { Repairs } from '#lib/tables/convert/repairs.ts'
import type { TableAnswers } from '#lib/tables/convert/table-answers.ts'
import { type Cell, type Table, TableFault } from '#lib/tables/table.ts'
import { isDigit, isLetter, type Signs, textOf, type Unit, unitsOf } from './units.ts'
import type { FoundValue } from './values.ts'

type ReadInput = { bytes: Uint8Array; table: Table; answers?: TableAnswers | undefined }

/** The cells of a table, and what its headings say that no description does; the cells of unknown columns as undescribed. */
export function* tableValues(service: Service, { bytes, table, answers = {} }: ReadInput, today: Day): Generator<FoundValue> {
  const heading = findHeader(firstRows(table), service.table ?? { columns: [] }, answers.headerRow)
  if (!heading) throw new TableFault('F02', { case: 'noHeadings' })
  const { header, headerRow, columns } = readRows(table, service, { heading, answers, repairs: new Repairs(), today })
  const context = { today, from1904: table.sheet?.from1904 ?? false, dateForm: answers.dateForm }
  const signs: Signs = table.encoding === 'UTF-8' ? 'utf8' : 'single'
  // All rows first: the caller writes over bytes while this generator runs.
  for (const { row, cells } of [...table.rows()]) {
    if (row === headerRow) {
      for (const cell of cells) yield* unknownWords(service, bytes, { cell, signs })
      continue
    }
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

/** A heading of a person's own may name somebody ("Lön Anna"): its words that stand in no known heading. */
function* unknownWords(
  { table }: Service,
  bytes: Uint8Array,
  { cell, signs }: { cell: Cell; signs: Signs },
): Generator<FoundValue> {
  if (!table || isKnownHeading(table, cell.text)) return
  let word: Unit[] = []
  for (const unit of [...unitsOf(bytes, { from: cell.start, to: cell.end, signs }), undefined]) {
    if (unit && (isLetter(unit) || isDigit(unit))) {
      word.push(unit)
      continue
    }
    const [first, last] = [word[0], word.at(-1)]
    if (first && last && !isHeadingWord(table, textOf(word)))
      yield { range: { from: first.at, to: last.at + last.length, signs } }
    word = []
  }
}
