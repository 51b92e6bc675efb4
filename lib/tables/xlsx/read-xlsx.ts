// XLSX in and out, without a library for it. In: the archive within limits (unzip), the parts of a workbook as XML events (workbook,
// xml-events), texts, styles and rows of the first visible sheet (shared-strings, date-styles, sheet). Out: write-xlsx.
import { type Table, TableFault } from '../table.ts'
import { readDateStyles } from './date-styles.ts'
import { readSharedStrings } from './shared-strings.ts'
import { Sheet } from './sheet.ts'
import { Archive, BrokenArchive, TooMuchInside } from './unzip.ts'
import { readPart, readWorkbook } from './workbook.ts'

const MAX_BYTES = 20_000_000
/** Bytes unpacked in all: against ZIP bombs. */
const MAX_UNPACKED = 200_000_000

/** Reads the first visible sheet of a workbook; other contents are not unpacked. Throws TableFault. */
export function readXlsx(bytes: Uint8Array): Table {
  if (bytes.length > MAX_BYTES) throw new TableFault('F07', { max: MAX_BYTES })
  try {
    const rows = rowsOf(bytes)
    return { format: 'xlsx', bom: false, encoding: 'UTF-8', delimiter: ';', rows: () => rows }
  } catch (error) {
    if (error instanceof TableFault) throw error
    if (error instanceof TooMuchInside) throw new TableFault('F07', { case: 'unpacked', max: MAX_UNPACKED })
    if (error instanceof BrokenArchive || isZipFault(error)) throw new TableFault('F02', { case: 'brokenExcel' })
    throw error
  }
}

function rowsOf(bytes: Uint8Array): Sheet['rows'] {
  const archive = new Archive(bytes, MAX_UNPACKED)
  refuseOthers(archive)
  const { sheet, sharedStrings, styles, from1904 } = readWorkbook(archive)
  const listener = new Sheet({
    strings: readSharedStrings(archive, sharedStrings),
    dateStyles: readDateStyles(archive, styles),
    from1904,
  })
  readPart(archive, sheet, listener)
  return listener.rows.toSorted((a, b) => a.row - b.row)
}

/** Refuses ZIP archives that are no XLSX workbook. */
function refuseOthers(archive: Archive): void {
  if (archive.has('xl/workbook.bin')) throw new TableFault('F02', { case: 'binaryExcel' })
  if (archive.has('[Content_Types].xml') && archive.names().some((name) => name.startsWith('xl/'))) return
  const isOpenDocument = archive.has('mimetype') && archive.has('content.xml')
  throw new TableFault('F02', { case: isOpenDocument ? 'openDocument' : 'otherZip' })
}

/** fflate throws plain errors with a numeric code. */
function isZipFault(error: unknown): boolean {
  return error instanceof RangeError || (error instanceof Error && 'code' in error && typeof error.code === 'number')
}
