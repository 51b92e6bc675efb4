// A list of what FK has, read as a stream: JSON lines as the agency's ledger, or CSV. A list that is not whole, not UTF-8 or
// not of this kind ends in an AdminFault.
import { createReadStream } from 'node:fs'
import { LIMITS } from '#lib/limits.ts'
import type { ListedFile } from '#lib/submissions/reconcile.ts'
import { AdminFault } from './admin-fault.ts'

/** `ignored`: names of columns that nothing is compared with; known when the list has been read. */
export type FileList = { files: AsyncIterable<ListedFile>; ignored: Set<string> }

type Line = { text: string; number: number; isEnded: boolean }
type Field = 'kvittensId' | 'messageId' | 'orgnr' | 'sha256'

const LONGEST_LINE = 64 * 1024

/** By name, without case, spaces, `-` and `_`. */
const FIELDS: Record<string, Field> = {
  kvittensid: 'kvittensId',
  messageid: 'messageId',
  meddelandeid: 'messageId',
  xmeddelandeid: 'messageId',
  orgnr: 'orgnr',
  organisationsnummer: 'orgnr',
  arbetsgivare: 'orgnr',
  sha256: 'sha256',
}
const fieldOf = (name: string): Field | undefined =>
  FIELDS[
    name
      .trim()
      .toLowerCase()
      .replaceAll(/[\s_-]/g, '')
  ]

/** `file`: as the operator named it. `count`: how many files FK says it has; a list that was cut where a line ends shows by nothing else. */
export function readList(file: string, count: number | null): FileList {
  const ignored = new Set<string>()
  return { files: read(file, count, ignored), ignored }
}

async function* read(file: string, count: number | null, ignored: Set<string>): AsyncGenerator<ListedFile> {
  const lines = linesOf(file)
  const first = await firstLine(lines)
  if (!first) throw new AdminFault('listEmpty', { file })
  const isJson = first.text.trimStart().startsWith('{')
  const parse = isJson ? jsonParser(file, ignored) : csvParser(file, first, ignored)
  let found = 0
  if (isJson) {
    found++
    yield parse(first)
  }
  for await (const line of lines) {
    if (line.text.trim() === '') continue
    // A JSON line says itself where it ends; a number in CSV does not.
    if (!isJson && !line.isEnded) throw new AdminFault('listCutCsv', { file, line: line.number })
    found++
    yield parse(line)
  }
  if (found === 0) throw new AdminFault('listEmpty', { file })
  if (count !== null && found !== count) throw new AdminFault('listCount', { file, found, count })
}

async function firstLine(lines: AsyncGenerator<Line>): Promise<Line | undefined> {
  for (;;) {
    const { value, done } = await lines.next()
    if (done) return undefined
    if (value.text.trim() !== '') return value
  }
}

async function* linesOf(file: string): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  let number = 0
  const decode = (bytes?: Uint8Array) => {
    try {
      const text = decoder.decode(bytes, { stream: bytes !== undefined })
      if (!text.includes('\0')) return text
    } catch {
      // Told below.
    }
    throw new AdminFault('listEncoding', { file, line: number + 1 })
  }
  for await (const chunk of bytesOf(file)) {
    const pieces = (rest + decode(chunk)).split('\n')
    rest = pieces.pop() ?? ''
    for (const text of pieces) yield { text: text.replace(/\r$/, ''), number: ++number, isEnded: true }
    if (rest.length > LONGEST_LINE) throw new AdminFault('listLine', { file, line: number + 1, field: '' })
  }
  rest += decode()
  if (rest !== '') yield { text: rest, number: ++number, isEnded: false }
}

async function* bytesOf(file: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of createReadStream(file)) yield chunk
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw new AdminFault('unreadable', { file, reason: String(error.code) })
    throw error
  }
}

type Parser = (line: Line) => ListedFile

function jsonParser(file: string, ignored: Set<string>): Parser {
  return (line) => {
    const values: Partial<Record<Field, string>> = {}
    for (const [name, value] of Object.entries(parseJson(file, line))) {
      const field = fieldOf(name)
      if (!field) ignored.add(name)
      else if (typeof value === 'string') values[field] = value
      else if (value !== null) throw new AdminFault('listLine', { file, line: line.number, field: name })
    }
    return listedOf(file, line, values)
  }
}

function parseJson(file: string, { text, number, isEnded }: Line): object {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch (error) {
    if (!isEnded) throw new AdminFault('listCut', { file, line: number }, { cause: error })
  }
  throw new AdminFault('listLine', { file, line: number, field: 'JSON' })
}

function csvParser(file: string, head: Line, ignored: Set<string>): Parser {
  const separator = head.text.includes(';') ? ';' : ','
  const names = cells(head.text, separator) ?? []
  const fields = names.map(fieldOf)
  const doubled = names.find((_, at) => fields[at] !== undefined && fields.indexOf(fields[at]) !== at)
  if (doubled !== undefined) throw new AdminFault('listLine', { file, line: head.number, field: doubled })
  if (!fields.includes('kvittensId')) throw new AdminFault('listNoId', { file, line: head.number })
  for (const [at, name] of names.entries()) if (!fields[at]) ignored.add(name.trim())
  return (line) => {
    const found = cells(line.text, separator)
    if (found?.length !== names.length) throw new AdminFault('listLine', { file, line: line.number, field: `${separator}` })
    const values: Partial<Record<Field, string>> = {}
    for (const [at, field] of fields.entries()) if (field) values[field] = found[at]?.trim() ?? ''
    return listedOf(file, line, values)
  }
}

/** Undefined: a quotation mark that does not end. */
function cells(text: string, separator: string): string[] | undefined {
  const found: string[] = []
  for (let at = 0; ; ) {
    if (text[at] !== '"') {
      const end = text.indexOf(separator, at)
      found.push(end < 0 ? text.slice(at) : text.slice(at, end))
      if (end < 0) return found
      at = end + 1
      continue
    }
    let end = at + 1
    while (text[end] !== '"' || text[end + 1] === '"') {
      if (end >= text.length) return undefined
      end += text[end] === '"' ? 2 : 1
    }
    found.push(text.slice(at + 1, end).replaceAll('""', '"'))
    if (end + 1 === text.length) return found
    if (text[end + 1] !== separator) return undefined
    at = end + 2
  }
}

/** The value that will not do is not shown: it may be a personnummer. */
function listedOf(file: string, { number: line }: Line, values: Partial<Record<Field, string>>): ListedFile {
  const bad = (field: string): never => {
    throw new AdminFault('listLine', { file, line, field })
  }
  const { kvittensId = '', messageId = '', orgnr = '', sha256 = '' } = values
  if (kvittensId === '') throw new AdminFault('listNoId', { file, line })
  if (kvittensId.length > LIMITS.kvittensIdCharacters || !/^[\x21-\x7e\u00a1-\uffff]+$/.test(kvittensId)) bad('kvittensID')
  if (messageId !== '' && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(messageId)) bad('message-id')
  const digits = orgnr.replaceAll(/[\s-]/g, '')
  if (digits !== '' && !/^(\d{2})?\d{10}$/.test(digits)) bad('orgnr')
  if (sha256 !== '' && !/^[0-9a-f]{64}$/i.test(sha256)) bad('SHA-256')
  return {
    ...{ line, kvittensId },
    messageId: messageId.toLowerCase() || null,
    orgnr: digits.slice(-10) || null,
    sha256: sha256.toLowerCase() || null,
  }
}
