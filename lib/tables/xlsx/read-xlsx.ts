// XLSX in and out, without a library for it. In: the archive within limits (unzip, zip-entries, part-name), the parts of a workbook
// as XML events (workbook, xml-events), texts, styles and rows of the sheet with the table (shared-strings, cell-styles, sheet). What
// a cell holds is decided in cell-value. Out: write-xlsx.
import type { Params } from '#lib/checking/findings.ts'
import { containerKind } from '#lib/checking/kinds/container-kind.ts'
import type { TableEncoding } from '#lib/services/description.ts'
import { knownColumns } from '../columns.ts'
import { HEADER_WITHIN } from '../csv/read-csv.ts'
import { type Table, TableFault } from '../table.ts'
import { readCellStyles } from './cell-styles.ts'
import { readSharedStrings } from './shared-strings.ts'
import { Sheet } from './sheet.ts'
import { Archive, TooMuchInside } from './unzip.ts'
import { readPart, readWorkbook, type WorkbookSheet } from './workbook.ts'
import { BrokenArchive } from './zip-entries.ts'

const MAX_BYTES = 20_000_000
/** Bytes unpacked in all: against ZIP bombs. */
const MAX_UNPACKED = 200_000_000
/** Known headings that make a row the headings of a table: one may stand in a text about the table. */
const HEADINGS = 2

/** Reads the sheet of that name, else the first that is shown and has a table, else the first with any known heading. Throws TableFault. */
export function readXlsx(bytes: Uint8Array, encoding: TableEncoding, name?: string): Table {
  if (bytes.length > MAX_BYTES) throw new TableFault('F07', { max: MAX_BYTES })
  try {
    const { rows, ...sheet } = sheetOf(bytes, encoding, name)
    return { format: 'xlsx', bom: false, encoding: 'UTF-8', delimiter: ';', sheet, rows: () => rows }
  } catch (error) {
    if (error instanceof TableFault) throw error
    if (error instanceof TooMuchInside) throw new TableFault('F07', { case: 'unpacked', max: MAX_UNPACKED })
    if (error instanceof BrokenArchive || isZipFault(error)) throw new TableFault('F02', brokenKind(bytes))
    throw error
  }
}

type SheetRows = NonNullable<Table['sheet']> & { rows: Sheet['rows'] }

function sheetOf(bytes: Uint8Array, encoding: TableEncoding, wanted: string | undefined): SheetRows {
  const archive = new Archive(bytes, MAX_UNPACKED)
  refuseOthers(bytes)
  const { sheets, sharedStrings, styles, from1904, uncounted } = readWorkbook(archive)
  const sources = {
    strings: readSharedStrings(archive, sharedStrings),
    styles: readCellStyles(archive, styles),
    from1904,
    uncounted,
  }
  const read = ({ name, nth, path }: WorkbookSheet): SheetRows | undefined => {
    if (path === undefined) return undefined
    if (!archive.has(path)) throw new BrokenArchive()
    const listener = new Sheet(sources)
    readPart(archive, path, listener)
    const rows = listener.rows.toSorted((a, b) => a.row - b.row)
    const others = sheets.flatMap((each) => (each.path === undefined || each.nth === nth ? [] : [each.name]))
    return {
      name,
      nth,
      of: sheets.length,
      others,
      from1904,
      hiddenColumns: listener.hiddenColumns,
      merged: listener.merged,
      rows,
    }
  }
  const chosen = sheets.find((each) => each.name === wanted && each.path !== undefined)
  const first = chosen && read(chosen)
  if (first) return first
  let best: { sheet: SheetRows; known: number } | undefined
  for (const each of sheets) {
    const sheet = read(each)
    const known = sheet ? mostKnown(sheet.rows, encoding) : -1
    if (sheet && (!best || known > best.known)) best = { sheet, known }
    if (known >= HEADINGS) break
  }
  if (!best) throw new BrokenArchive()
  return best.sheet
}

function mostKnown(rows: Sheet['rows'], encoding: TableEncoding): number {
  return rows.slice(0, HEADER_WITHIN).reduce((most, { cells }) => Math.max(most, knownColumns(encoding, cells)), 0)
}

/** Refuses ZIP archives that are no XLSX workbook, as what they are. */
function refuseOthers(bytes: Uint8Array): void {
  const kind = containerKind('zip', bytes)
  if (kind.case !== 'table') throw new TableFault('F02', kind)
}

/** What the archive that cannot be read was to be. */
function brokenKind(bytes: Uint8Array): Params {
  const kind = containerKind('zip', bytes)
  const isOffice = kind.case === 'table' || String(kind.found).includes('[Content_Types].xml')
  return isOffice || kind.count === 0 ? { case: 'brokenExcel' } : kind
}

/** fflate throws plain errors with a numeric code. */
function isZipFault(error: unknown): boolean {
  return error instanceof RangeError || (error instanceof Error && 'code' in error && typeof error.code === 'number')
}
