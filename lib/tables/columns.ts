import type { TableColumn, TableEncoding } from '#lib/services/description.ts'
import type { Cell } from './table.ts'

/** A column of the file: its field, and which of the repeated parts it belongs to (1 where the part does not repeat). */
export type Column = { described: TableColumn; nth: number }

export type Header = {
  /** By position in the row; undefined where the heading is not known. */
  columns: (Column | undefined)[]
  /** Positions of a field's second column. */
  repeated: number[]
}

/** Reads headings in any order and case: field names, with or without their part, and titles in both languages. */
export function readHeader(encoding: TableEncoding, cells: readonly Cell[]): Header {
  const names = namesOf(encoding)
  const columns: Header['columns'] = []
  const repeated: number[] = []
  const taken = new Set<string>()
  let part = ''
  for (const [index, { text }] of cells.entries()) {
    const found = columnOf(names.get(plain(text)) ?? [], { part, taken })
    columns.push(found === 'repeated' ? undefined : found)
    if (found === 'repeated') repeated.push(index)
    if (!found || found === 'repeated') continue
    taken.add(keyOf(found))
    part = partOf(found.described)
  }
  return { columns, repeated }
}

/** Number of cells that are known headings. */
export function knownColumns(encoding: TableEncoding, cells: readonly Cell[]): number {
  return readHeader(encoding, cells).columns.filter((column) => column !== undefined).length
}

export function keyOf({ described, nth }: Column): string {
  return `${described.field}#${nth}`
}

export function partOf({ field }: TableColumn): string {
  return field.slice(0, field.indexOf('/'))
}

type NamedColumn = { described: TableColumn; nth: number | undefined }

/** A name of several parts, such as `namn`, belongs to the part of the heading before it, and to none elsewhere. */
function columnOf(
  candidates: readonly NamedColumn[],
  { part, taken }: { part: string; taken: Set<string> },
): Column | 'repeated' | undefined {
  const [named] = candidates.length > 1 ? candidates.filter(({ described }) => partOf(described) === part) : candidates
  if (!named) return undefined
  const { described } = named
  if (named.nth !== undefined) return taken.has(keyOf({ described, nth: named.nth })) ? 'repeated' : { described, nth: named.nth }
  for (let nth = 1; nth <= (described.repeat ?? 1); nth++) if (!taken.has(keyOf({ described, nth }))) return { described, nth }
  return 'repeated'
}

const made = new WeakMap<TableEncoding, Map<string, NamedColumn[]>>()

function namesOf(encoding: TableEncoding): Map<string, NamedColumn[]> {
  const known = made.get(encoding)
  if (known) return known
  const names = new Map<string, NamedColumn[]>()
  const put = (name: string, named: NamedColumn) => {
    const list = names.get(plain(name)) ?? []
    if (!list.some(({ described }) => described === named.described)) list.push(named)
    names.set(plain(name), list)
  }
  for (const described of encoding.columns) {
    const [part = '', name = ''] = described.field.split('/')
    const titles = [name, part + name, ...described.titles.sv, ...described.titles.en]
    for (const title of titles) put(title, { described, nth: undefined })
    for (let nth = 1; described.repeat !== undefined && nth <= described.repeat; nth++) {
      for (const title of [...titles.map((each) => each + nth), `${part}${nth}${name}`]) put(title, { described, nth })
    }
  }
  made.set(encoding, names)
  return names
}

/** Lower-case letters and digits only, without accents. */
function plain(text: string): string {
  return text
    .slice(0, 200)
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}
