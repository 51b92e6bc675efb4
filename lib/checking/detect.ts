import { services } from '#lib/services/catalogue.ts'
import { type Encoding, fixedStart, type Service } from '#lib/services/description.ts'
import type { RuleCode } from '#lib/services/rules.ts'
import type { Params } from './findings.ts'
import { containerIn } from './kinds/container-kind.ts'
import { isDelimited, textKind } from './kinds/text-kind.ts'
import { decodeLatin1 } from './read/xml/decoder.ts'

/** `byte`: where the text begins, after a byte order mark. */
export type DetectedFormat =
  | { kind: 'xml'; encoding: Encoding; declared: string | undefined; byte: number }
  | { kind: 'fixed'; byte: number }
  /** To be named by what is inside, when all of it has come. */
  | { kind: 'container'; container: 'zip' | 'ole' }
  | { kind: 'refused'; code: RuleCode; params: Params }

/** The first bytes, in hexadecimal, of what is neither text nor a container. Excel 2 to 5 had none (MS-XLS 2.4.21). */
const SIGNATURES: readonly (readonly [RegExp, Params])[] = [
  [/^255044462d/, { case: 'pdf' }],
  [/^09(00|02|04|08)(04|06|08|10)00/, { case: 'oldExcel' }],
  [/^1f8b08/, { case: 'gzip' }],
  // 7z, RAR, bzip2, xz.
  [/^(377abcaf271c|526172211a07|425a683\d314159265359|fd377a585a00)/, { case: 'archive' }],
  // PNG, JPEG, GIF, TIFF, WebP, HEIC and AVIF.
  [
    /^(89504e470d0a|ffd8ff|47494638(37|39)61|49492a00|4d4d002a|52494646.{8}57454250|.{8}66747970(68656963|68656978|6d696631|61766966))/,
    { case: 'picture' },
  ],
]

/** The kind of file, by its first block (`isWhole`: there is no other). File names are not looked at. */
export function detect(service: Service, head: Uint8Array, isWhole: boolean): DetectedFormat {
  const bom = hasBom(head) ? 3 : 0
  if (isWhole && isBlank(head.subarray(bom))) return refused('F01', {})
  const container = containerIn(head)
  if (container) return { kind: 'container', container }
  const other = otherKind(head)
  if (other) return refused('F02', forService(service, other))
  const text = decodeLatin1(head.subarray(bom, bom + 4096))
  if (isUtf16(head)) return refused('F03', { case: 'utf16' })
  if (text.trimStart().startsWith('<')) return xml(service, text, bom)
  if (looksFixed(service, text)) return { kind: 'fixed', byte: bom }
  return refused('F02', forService(service, otherText(text)))
}

/** F02: what the file is, where it is of a kind that can be named by its first bytes; in UTF-8, UTF-16 or an encoding of single bytes. */
export function otherKind(head: Uint8Array): Params | undefined {
  const text = decodeLatin1(head.subarray(hasBom(head) ? 3 : 0))
  return (
    SIGNATURES.find(([signature]) => signature.test(hexOfStart(head)))?.[1] ?? textKind(isUtf16(head) ? decodeUtf16(head) : text)
  )
}

/** What a table or an archive is told as: an e-service without tables says so. */
export function forService({ table }: Service, params: Params): Params {
  if (params.case === 'csv') return table ? { case: 'table' } : params
  if (table || !EXCELS.includes(String(params.case))) return params
  return { case: 'excel' }
}

/** Told with the advice to save as .xlsx, where tables are taken. */
const EXCELS: readonly string[] = ['table', 'oldExcel', 'binaryExcel', 'openDocument', 'xmlExcel', 'webTable']

/** By its mark, or by the zeros around a first sign of ASCII. */
function isUtf16(head: Uint8Array): boolean {
  const [a, b, c, d] = head
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return true
  const isSign = (byte: number | undefined) => byte !== undefined && byte >= 32 && byte < 127
  return (
    (isSign(a) && b === 0 && c !== 0 && d === 0) ||
    (a === 0 && isSign(b) && c === 0) ||
    (a === 0 && b === 0 && c === 0 && d === 60)
  )
}

function hexOfStart(head: Uint8Array): string {
  return [...head.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

function decodeUtf16(head: Uint8Array): string {
  const isBig = head[0] === 0 || head[0] === 0xfe
  return new TextDecoder(isBig ? 'utf-16be' : 'utf-16le').decode(head)
}

export function hasBom(head: Uint8Array): boolean {
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 32 || byte === 10 || byte === 13 || byte === 9)
}

function xml({ xml: { encodings } }: Service, text: string, bom: number): DetectedFormat {
  const [, declared] = /^<\?xml[ \t\r\n][^>]*?[ \t\r\n]encoding[ \t\r\n]*=[ \t\r\n]*["']([A-Za-z0-9._-]+)["']/.exec(text) ?? []
  const encoding = declared === undefined ? 'UTF-8' : encodings.find((each) => each === declared.toUpperCase())
  if (!encoding) return refused('F03', { case: 'unsupported', declared: declared ?? '', allowed: encodings.join(', ') })
  if (bom > 0 && encoding !== 'UTF-8') return refused('F03', { case: 'bom', declared: encoding })
  return { kind: 'xml', encoding, declared, byte: bom }
}

/** The start record, or at least a first line with the type and the length of a record. */
function looksFixed({ fixed }: Service, text: string): boolean {
  if (!fixed) return false
  if (text.startsWith(fixedStart(fixed))) return true
  const [line = ''] = text.split(/\r?\n/, 1)
  const isRecord = fixed.records.slice(1).some(({ type }) => text.startsWith(type))
  return isRecord && line.length === fixed.length
}

function otherText(text: string): Params {
  const other = services.find(({ fixed }) => fixed && text.startsWith(fixedStart(fixed)))
  if (other) return { case: 'otherService', other: other.id }
  if (/^00[A-Z]/.test(text)) return { case: 'otherFixed' }
  return { case: isDelimited(text) ? 'csv' : 'unknown' }
}

function refused(code: RuleCode, params: Params): DetectedFormat {
  return { kind: 'refused', code, params }
}
