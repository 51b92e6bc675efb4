import { type Cell, cellName, type Table } from '../table.ts'

/** The table with the text of some cells replaced, by their names (C14); a cell that its row lacks is added. Rows are not added. */
export function correctCells(table: Table, corrections: Readonly<Record<string, string>> | undefined): Table {
  const corrected = new Map<number, [column: number, text: string][]>()
  for (const [name, text] of Object.entries(corrections ?? {})) {
    const [, letters = '', row = ''] = /^([A-Z]+)(\d+)$/.exec(name) ?? []
    const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
    if (cellName(Number(row), column) === name)
      corrected.set(Number(row), [...(corrected.get(Number(row)) ?? []), [column, text]])
  }
  if (corrected.size === 0) return table
  return {
    ...table,
    *rows() {
      for (const row of table.rows()) {
        const changes = corrected.get(row.row)
        yield changes ? { ...row, cells: replaced(row.cells, changes) } : row
      }
    },
  }
}

function replaced(cells: readonly Cell[], changes: readonly [number, string][]): Cell[] {
  const all = [...cells]
  const end = cells.at(-1)?.end ?? 0
  for (const [column, text] of changes) {
    while (all.length < column) all.push({ text: '', start: end, end, kind: 'text' })
    const { start, end: to } = all[column - 1] as Cell
    all[column - 1] = { text, start, end: to, kind: 'text' }
  }
  return all
}
