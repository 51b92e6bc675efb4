import type { Service, TableColumn } from '#lib/services/description.ts'
import { casesOf, type Draft, everyDraft } from './draft.ts'

/** A draft as a table: headings of the columns with values, then one case a row. Undefined where the e-service takes no tables. */
export function tableRows({ table }: Service, root: Draft): string[][] | undefined {
  if (!table) return undefined
  const cases = casesOf(root)
  const columns = table.columns
    .flatMap((column) => Array.from({ length: column.repeat ?? 1 }, (_, index) => ({ column, nth: index + 1 })))
    .filter(({ column, nth }) => cases.some((one) => valueIn(root, one, { column, nth }) !== ''))
  const headings = columns.map(({ column, nth }) => `${column.titles.sv[0]}${column.repeat ? ` ${nth}` : ''}`)
  return [headings, ...cases.map((one) => columns.map((each) => valueIn(root, one, each)))]
}

/** The value in the case, in a part inside it, or in a part that the file has once. */
function valueIn(root: Draft, one: Draft, { column, nth }: { column: TableColumn; nth: number }): string {
  const [partName, name = ''] = column.field.split('/')
  const holder =
    column.repeat !== undefined
      ? one.parts.filter(({ part }) => part.name === partName)[nth - 1]
      : one.part.name === partName
        ? one
        : everyDraft(root).find(({ part }) => part.name === partName)
  return holder?.values[name] ?? ''
}
