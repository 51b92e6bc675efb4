import type { Params } from '../../../findings.ts'
import { hexOf, redact } from '../../../redact.ts'

export type TextFault = { code: 'F03' | 'F04'; params: Params; index: number }

/** `text`: what the parser would have given. `odd`: a character in it has been guessed or left out. */
export type PlainText = { text: string; faults: TextFault[]; odd: boolean }

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
/** Characters that XML 1.0 does not allow (2.2), and bytes that are no UTF-8 (BlockDecoder). */
const FORBIDDEN =
  '[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\ufffe\\uffff]|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]|[\\ud800-\\udbff](?![\\udc00-\\udfff])'
const SPECIAL = new RegExp(`&|\\]\\]>|\\r\\n?|${FORBIDDEN}`, 'g')
const REFERENCE = /&(?:#(\d+)|#x([0-9a-fA-F]+)|([A-Za-z_:][\w:.-]*));/y
/** A reference that was meant as one and is not ended: `&amp Co`. */
const UNENDED = /&(amp|lt|gt|quot|apos)(?![\w;:.-])/y

/** Text between tags, or the value of an attribute, with every fault of its characters; `index` counts in `raw`. */
export function plainText(raw: string, kind: 'text' | 'attribute' | 'cdata'): PlainText {
  SPECIAL.lastIndex = 0
  const faults: TextFault[] = []
  let odd = false
  let text = ''
  let from = 0
  for (let found = SPECIAL.exec(raw); found; found = SPECIAL.exec(raw)) {
    const [sign] = found
    const { index } = found
    const put = one(raw, { sign, index, kind })
    text += raw.slice(from, index) + put.text
    from = index + (put.length ?? sign.length)
    SPECIAL.lastIndex = from
    if (put.fault) faults.push({ ...put.fault, index })
    odd ||= put.odd ?? put.fault !== undefined
  }
  text += raw.slice(from)
  return { text: kind === 'attribute' ? text.replace(/[\t\n]/g, ' ') : text, faults, odd }
}

type Put = { text: string; length?: number; fault?: Omit<TextFault, 'index'>; odd?: boolean }

function one(raw: string, { sign, index, kind }: { sign: string; index: number; kind: string }): Put {
  if (sign.startsWith('\r')) return { text: '\n', odd: false }
  if (sign === '&') return kind === 'cdata' ? { text: '&', odd: false } : reference(raw, index)
  if (sign === ']]>') return kind === 'text' ? { text: sign, fault: malformed({ case: 'cdataEnd' }) } : { text: sign, odd: false }
  const unit = sign.charCodeAt(0)
  if (unit < 32) return { text: '', fault: { code: 'F03', params: { case: unit === 0 ? 'nul' : 'control', sign: hexOf(unit) } } }
  if (isEscapedByte(unit)) return { text: letterOf(unit), odd: true }
  return { text: '', fault: malformed({ case: 'sign', sign: hexOf(unit) }) }
}

function reference(raw: string, index: number): Put {
  REFERENCE.lastIndex = index
  const [all, decimal, hexadecimal, name] = REFERENCE.exec(raw) ?? []
  if (all === undefined) {
    UNENDED.lastIndex = index
    const [unended, meant = ''] = UNENDED.exec(raw) ?? []
    if (unended === undefined) return { text: '&', fault: malformed({ case: 'entity' }) }
    const params = { case: 'entity', of: 'unended', found: unended }
    return { text: NAMED[meant] ?? '', length: unended.length, fault: malformed(params) }
  }
  if (name !== undefined) {
    const known = Object.hasOwn(NAMED, name) ? NAMED[name] : undefined
    if (known !== undefined) return { text: known, length: all.length, odd: false }
    return { text: all, length: all.length, fault: malformed({ case: 'entity', of: 'unknown', found: redact(all) }) }
  }
  const point = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal)
  if (isCharacter(point)) return { text: String.fromCodePoint(point), length: all.length, odd: false }
  return { text: '', length: all.length, fault: malformed({ case: 'entity', of: 'noCharacter', found: redact(all) }) }
}

function malformed(params: Params): Omit<TextFault, 'index'> {
  return { code: 'F04', params }
}

/** XML 1.0, production 2 (Char). */
function isCharacter(point: number): boolean {
  if (point < 32) return point === 9 || point === 10 || point === 13
  return point <= 0xd7ff || (point >= 0xe000 && point <= 0xfffd) || (point >= 0x10000 && point <= 0x10ffff)
}

/** A byte that is no UTF-8, as BlockDecoder keeps it. */
export function isEscapedByte(unit: number): boolean {
  return unit >= 0xdc80 && unit <= 0xdcff
}

/** What the byte is in ISO-8859-1, where most such files are saved. */
function letterOf(unit: number): string {
  const byte = unit - 0xdc00
  return byte >= 0xa0 ? String.fromCharCode(byte) : '?'
}
