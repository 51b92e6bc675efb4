import { services } from '#lib/services/catalogue.ts'
import { type Encoding, fixedStart, type Service } from '#lib/services/description.ts'
import type { RuleCode } from '#lib/services/rules.ts'
import type { Params } from './findings.ts'
import { decodeLatin1 } from './read/xml/decoder.ts'

/** `byte`: where the text begins, after a byte order mark. */
export type DetectedFormat =
  | { kind: 'xml'; encoding: Encoding; declared: string | undefined; byte: number }
  | { kind: 'fixed'; byte: number }
  | { kind: 'refused'; code: RuleCode; params: Params }

const SIGNATURES: readonly (readonly [string, string])[] = [
  ['PK\u0003\u0004', 'zip'],
  ['%PDF', 'pdf'],
  ['\u00d0\u00cf\u0011\u00e0', 'excel'],
  ['\u001f\u008b', 'gzip'],
  ['\u0089PNG', 'picture'],
  ['\u00ff\u00d8\u00ff', 'picture'],
]

/** Kinds a table may come as. Where the e-service takes tables they are converted before the check, so this check refuses them. */
const TABLES: readonly string[] = ['zip', 'excel']

/** The kind of file, by its first block (`isWhole`: there is no other). File names are not looked at. */
export function detect(service: Service, head: Uint8Array, isWhole: boolean): DetectedFormat {
  const bom = hasBom(head) ? 3 : 0
  const text = decodeLatin1(head.subarray(bom, bom + 4096))
  if (isWhole && isBlank(head.subarray(bom))) return refused('F01', {})
  if (/^(\xff\xfe|\xfe\xff|<\0|\0<|\0\0\0<)/.test(text)) return refused('F03', { case: 'utf16' })
  const kind = SIGNATURES.find(([signature]) => text.startsWith(signature))?.[1]
  if (kind) return refused('F02', { case: service.table && TABLES.includes(kind) ? 'table' : kind })
  if (text.trimStart().startsWith('<')) return xml(service, text, bom)
  if (looksFixed(service, text)) return { kind: 'fixed', byte: bom }
  const params = otherText(text)
  return refused('F02', service.table && params.case === 'csv' ? { case: 'table' } : params)
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
  const [line = ''] = text.split(/\r?\n/, 1)
  const other = services.find(({ fixed }) => fixed && text.startsWith(fixedStart(fixed)))
  if (other) return { case: 'otherService', other: other.id }
  if (/^00[A-Z]/.test(text)) return { case: 'otherFixed' }
  return { case: /[;\t,]/.test(line) && /\p{L}{3}/u.test(line) ? 'csv' : 'unknown' }
}

function refused(code: RuleCode, params: Params): DetectedFormat {
  return { kind: 'refused', code, params }
}
