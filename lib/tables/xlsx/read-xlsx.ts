import { type Table, TableFault } from '../table.ts'
import { readDateStyles } from './date-styles.ts'
import { readSharedStrings } from './shared-strings.ts'
import { Sheet } from './sheet.ts'
import { Archive, BrokenArchive, TooMuchInside } from './unzip.ts'
import { readPart, readWorkbook } from './workbook.ts'

const MAX_BYTES = 20_000_000
const MAX_UNPACKED = 200_000_000

/** The first sheet of a workbook. What the archive holds besides is never unpacked. */
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

/** Other files are ZIP archives too. */
function refuseOthers(archive: Archive): void {
  if (archive.has('xl/workbook.bin')) throw new TableFault('F02', { case: 'binaryExcel' })
  if (archive.has('[Content_Types].xml') && archive.names().some((name) => name.startsWith('xl/'))) return
  const isOpenDocument = archive.has('mimetype') && archive.has('content.xml')
  throw new TableFault('F02', { case: isOpenDocument ? 'openDocument' : 'otherZip' })
}

/** fflate's own errors are plain ones with a number. */
function isZipFault(error: unknown): boolean {
  return error instanceof RangeError || (error instanceof Error && 'code' in error && typeof error.code === 'number')
}
