import type { Params } from '../findings.ts'
import { redact } from '../redact.ts'

/** `table`: an Excel workbook, which may be converted. */
export type ContainerParams = Params & { case: string }

const NAMES_TOLD = 3

/** F02: what the archive is by the names in it. `head`: its first bytes as ISO-8859-1, where OpenDocument says its kind. */
export function zipKind(names: readonly string[], head: string): ContainerParams {
  const keys = new Set(names.map((name) => name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase()))
  const has = (folder: string) => [...keys].some((key) => key.startsWith(folder))
  const [, format] = /^PK.{28}mimetypeapplication\/vnd\.oasis\.opendocument\.([a-z]+)/s.exec(head) ?? []
  if (format !== undefined || (keys.has('mimetype') && keys.has('content.xml')))
    return format === undefined || format === 'spreadsheet'
      ? { case: 'openDocument' }
      : { case: 'document', found: 'OpenDocument' }
  if (keys.has('[content_types].xml')) {
    if (keys.has('word/document.xml')) return { case: 'document', found: 'Word (.docx)' }
    if (keys.has('ppt/presentation.xml')) return { case: 'document', found: 'PowerPoint (.pptx)' }
    if (keys.has('xl/workbook.bin')) return { case: 'binaryExcel' }
    if (has('xl/')) return { case: 'table' }
    if (has('word/')) return { case: 'document', found: 'Word (.docx)' }
  }
  if ([...keys].some((key) => key.endsWith('.iwa'))) return { case: 'document', found: 'Numbers, Pages, Keynote' }
  const files = names.filter((name) => !/[/\\]$|^__MACOSX\//.test(name))
  const told = files.slice(0, NAMES_TOLD).map((name) => redact(name.replace(/^.*[/\\]/, '')))
  return { case: 'otherZip', count: files.length, found: told.join(', ') }
}

const CENTRAL = 0x02014b50
const END = 0x06054b50
const LOCAL = 0x04034b50

/** Names by the central directory in the archive's last bytes; where it is not there, by the entries at the beginning. */
export function zipNames(head: Uint8Array, tail: Uint8Array, total: number): string[] {
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength)
  const names: string[] = []
  for (let end = tail.length - 22; end >= Math.max(0, tail.length - 65_557); end--) {
    if (view.getUint32(end, true) !== END) continue
    let at = end - view.getUint32(end + 12, true)
    const stated = view.getUint32(end + 16, true) - (total - tail.length)
    if (stated >= 0 && stated < end) at = stated
    while (at >= 0 && at + 46 <= tail.length && view.getUint32(at, true) === CENTRAL) {
      const length = view.getUint16(at + 28, true)
      names.push(new TextDecoder().decode(tail.subarray(at + 46, at + 46 + length)))
      at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    }
    break
  }
  return names.length > 0 ? names : localNames(head)
}

function localNames(head: Uint8Array): string[] {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const names: string[] = []
  for (let at = 0; at + 30 <= head.length && view.getUint32(at, true) === LOCAL; ) {
    const length = view.getUint16(at + 26, true)
    names.push(new TextDecoder().decode(head.subarray(at + 30, at + 30 + length)))
    at += 30 + length + view.getUint16(at + 28, true) + view.getUint32(at + 18, true)
  }
  return names
}
