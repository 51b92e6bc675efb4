// What a file is that is text but not of the e-service, by what stands in its beginning. Names of files are not looked at. Each
// kind is known by more than a word, so that a table or an XML file that mentions one is not taken for it.
import type { Params } from '../findings.ts'
import { rootStart, xmlKind } from './xml-kind.ts'

/** Names in the head of a mail (RFC 5322, 3.6); two of them, in lines that are all of a head. */
const MAIL = /^(from|to|cc|subject|date|message-id|received|return-path|mime-version|delivered-to|content-type|reply-to|sender):/i
const HEAD_LINE = /^([!-9;-~]{1,60}:([ \t]|$)|[ \t])/
const SIE_FIRST = /^#FLAGGA[ \t]+[01][ \t]*$/
const SIE = /^#(FLAGGA|PROGRAM|FORMAT|GEN|SIETYP|FNAMN|ORGNR|RAR|KONTO|VER|IB|UB|RES|TAXAR|KPTYP)[ \t]/
const SRU = /^#(DATABESKRIVNING_START|BLANKETT[ \t]+\S+|PRODUKT[ \t]+(SRU|KU)\S*)[ \t]*$/
const JSON_START = /^\{\s*("(?:[^"\\\r\n]|\\.)*"\s*:|\}\s*$)|^\[\s*(\{\s*"(?:[^"\\\r\n]|\\.)*"\s*:|\[\s*("|-?\d)|\]\s*$)/
const HTML_START = /^<(!doctype\s+html|html|head|body|meta|table|style)[\s>]/i
const EXCEL_HTML = /urn:schemas-microsoft-com:office:excel|<table[\s>]|<td[\s>]/i

/** F02: undefined for a file that is none of these. */
export function textKind(text: string): Params | undefined {
  const start = text.trimStart()
  const root = start.startsWith('<') ? start.slice(rootStart(start)) : ''
  if (HTML_START.test(root.slice(0, 60))) return { case: EXCEL_HTML.test(start) ? 'webTable' : 'webPage' }
  if (start.startsWith('<')) return xmlKind(start)
  if (start.startsWith('{\\rtf')) return { case: 'document', found: 'RTF' }
  if (start.startsWith('%PDF-')) return { case: 'pdf' }
  if (JSON_START.test(start)) return { case: 'json' }
  const lines = start.slice(0, 8192).split(/\r\n|\r|\n/)
  const [first = ''] = lines
  if (SIE_FIRST.test(first) || (SIE.test(first) && lines.filter((line) => SIE.test(line)).length >= 3)) return { case: 'sie' }
  if (SRU.test(first)) return { case: 'sru' }
  return isMail(lines) ? { case: isPageOfExcel(start) ? 'webTable' : 'mail' } : undefined
}

/** A web page as one file of parts, as Excel saves it. */
function isPageOfExcel(text: string): boolean {
  return text.includes('multipart/related') && /urn:schemas-microsoft-com:office:excel|Excel\.Sheet/.test(text)
}

function isMail(lines: readonly string[]): boolean {
  // A mailbox begins each mail so.
  const from = /^From \S+@\S+ /.test(lines[0] ?? '') ? 1 : 0
  const end = lines.findIndex((line, i) => i >= from && !HEAD_LINE.test(line))
  const head = lines.slice(from, end < 0 ? lines.length : end)
  const names = new Set(head.flatMap((line) => MAIL.exec(line)?.[1]?.toLowerCase() ?? []))
  return names.size >= 2 && (end < 0 || lines[end] === '')
}

const DELIMITER = /[;\t,]/
/** A personnummer or an organisation number alone in its cell, whatever its hyphen became. */
const NUMBER_CELL = /^["'=\s]*(\d{2})?\d{6}[^\d]{0,3}\d{4}["'\s]*$/

/** Whether the text looks like a table with delimiters: headings in words, or a row with the number of a person. */
export function isDelimited(text: string): boolean {
  const lines = text.split(/\r\n|\r|\n/, 12)
  return lines.some((line) => DELIMITER.test(line) && (/\p{L}{3}/u.test(line) || hasNumberCell(line)))
}

export function hasNumberCell(line: string): boolean {
  return DELIMITER.test(line) && line.split(DELIMITER).some((cell) => NUMBER_CELL.test(cell))
}
