import type { CaseKey } from '#lib/checking/case-key.ts'
import { fixedMark } from '#lib/checking/mark.ts'
import { cellName } from '../table.ts'
import type { CaseFile } from './case-file.ts'
import type { ReadRows } from './read-rows.ts'

/** Hands each case of the XML on with its place in the table: the cell of its person. */
export function inTable(
  listen: (told: CaseKey) => void,
  { file, read }: { file: CaseFile; read: ReadRows },
): (told: CaseKey) => void {
  return ({ person, day, record, referens, field, mark }) => {
    const { row, part, nth } = file.originOf(mark.line)
    const column = read.columns.find(({ key }) => key === `${part}/${field}#${nth}`)?.at ?? 1
    listen({ person, day, record, referens, field, mark: fixedMark(row, column, 0), cell: cellName(row, column) })
  }
}
