// biome-ignore-all lint/a11y/noRedundantRoles: rows that stand as blocks lose their table roles (CSS display), so they are said outright
// biome-ignore-all lint/a11y/useSemanticElements: same
import type { ReactNode } from 'react'

export type DataColumn<Row> = {
  key: string
  label: string
  cell: (row: Row) => ReactNode
  align?: 'right'
  /** The cell that names the row: a header cell, and the stacked row's heading. */
  heads?: true
  /** Left out on a narrow screen, where the row's own page tells it. */
  onlyWide?: true
  /** A date: does not break. */
  whole?: true
}

type Props<Row> = {
  caption: string
  showCaption?: boolean
  columns: DataColumn<Row>[]
  rows: Row[]
  rowKey: (row: Row) => string
  /** Under 768 px: `labels` a line for each cell with its label, `lines` a line for each cell without. */
  narrow?: 'labels' | 'lines'
}

/** A wide table; under 768 px each row is a block. Roles are explicit, since CSS `display` removes them. Its looks: app/tables.css. */
export function DataTable<Row>({ caption, showCaption = false, columns, rows, rowKey, narrow = 'labels' }: Props<Row>) {
  return (
    <table role="table" className="data-table" data-narrow={narrow}>
      <caption className={showCaption ? 'mb-3 block text-left font-semibold md:table-caption' : 'sr-only'}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ key, label, align }) => (
            <th key={key} role="columnheader" scope="col" data-align={align}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={rowKey(row)} role="row">
            {columns.map((column) => (
              <DataCell key={column.key} column={column} row={row} narrow={narrow} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function DataCell<Row>({ column, row, narrow }: { column: DataColumn<Row>; row: Row; narrow: 'labels' | 'lines' }) {
  const { heads, label, align, onlyWide, whole } = column
  const said = column.cell(row)
  // On a narrow screen a label with nothing after it says nothing.
  const isEmpty = narrow === 'labels' && (said === null || said === false)
  // What is not set is left out: React would send each as undefined, in every cell.
  const looks = {
    ...(narrow === 'labels' && { 'data-label': label }),
    ...(align && { 'data-align': align }),
    ...((onlyWide || isEmpty) && { 'data-only': 'wide' }),
    ...(whole && { 'data-whole': '' }),
  }
  const content = narrow === 'labels' ? <div>{said}</div> : said
  if (!heads)
    return (
      <td role="cell" {...looks}>
        {content}
      </td>
    )
  return (
    <th role="rowheader" {...looks}>
      {content}
    </th>
  )
}
