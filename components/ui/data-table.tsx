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
}

type Props<Row> = {
  caption: string
  showCaption?: boolean
  columns: DataColumn<Row>[]
  rows: Row[]
  rowKey: (row: Row) => string
}

/** A wide table; under 768 px each row is a block with labels. Roles are explicit, since CSS `display` removes them. */
export function DataTable<Row>({ caption, showCaption = false, columns, rows, rowKey }: Props<Row>) {
  return (
    <table role="table" className="block w-full border-collapse tabular-nums md:table print:table">
      <caption className={showCaption ? 'mb-3 block text-left font-semibold md:table-caption' : 'sr-only'}>{caption}</caption>
      <thead role="rowgroup" className="sr-only md:not-sr-only md:table-header-group print:not-sr-only print:table-header-group">
        <tr role="row">
          {columns.map(({ key, label, align }) => (
            <th
              key={key}
              role="columnheader"
              scope="col"
              className={`border-b-2 border-edge px-3 py-2 align-bottom text-small font-semibold first:pl-0 last:pr-0 ${align === 'right' ? 'text-right' : 'text-left'}`}
            >
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className="block md:table-row-group print:table-row-group">
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            role="row"
            className="block border-b border-line py-3 md:table-row md:py-0 md:hover:bg-surface print:table-row"
          >
            {columns.map((column) => (
              <DataCell key={column.key} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function DataCell<Row>({ column, row }: { column: DataColumn<Row>; row: Row }) {
  const Cell = column.heads ? 'th' : 'td'
  return (
    <Cell
      role={column.heads ? 'rowheader' : 'cell'}
      scope={column.heads ? 'row' : undefined}
      className={`grid grid-cols-[minmax(5.5rem,34%)_1fr] items-baseline gap-x-3 py-1 text-left font-normal md:table-cell md:px-3 md:py-3 md:align-top md:first:pl-0 md:last:pr-0 print:table-cell print:px-2 print:py-1 print:align-top print:first:pl-0 print:last:pr-0 ${column.align === 'right' ? 'md:text-right' : ''}`}
    >
      <span aria-hidden="true" className="text-small text-muted md:hidden print:hidden">
        {column.label}
      </span>
      <span className="min-w-0 md:contents print:contents">{column.cell(row)}</span>
    </Cell>
  )
}
