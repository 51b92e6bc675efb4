import type { TableColumn, TableEncoding } from '#lib/services/description.ts'
import type { Cell } from './table.ts'

/** A column of the file: its field, and which of the repeated parts it belongs to (1 where the part does not repeat). */
export type Column = { described: TableColumn; nth: number }

/** A heading that may mean any of several fields, and is taken for none. */
export type AmbiguousColumn = { index: number; couldBe: readonly string[] }

export type Header = {
  /** By position in the row; undefined where the heading is not known. */
  columns: (Column | undefined)[]
  /** Positions of a field's second column. */
  repeated: number[]
  ambiguous: AmbiguousColumn[]
}

/** Reads headings in any order and case: field names, with or without their part, and titles in both languages. */
export function readHeader(encoding: TableEncoding, cells: readonly Cell[]): Header {
  const { meanings, severalOf } = namesOf(encoding)
  const headings = cells.map(({ text }) => plain(text))
  const named = headings.map((heading) => meanings.get(heading) ?? [])
  const has = (field: string) => named.some(([one, more]) => !more && one?.described.field === field)
  const header: Header = { columns: [], repeated: [], ambiguous: [] }
  const taken = new Set<string>()
  for (const [index, meant] of named.entries()) {
    const before = named[index - 1]?.[0]
    const standsIn = before?.described.insteadOf !== undefined && !has(before.described.insteadOf)
    const couldBe = severalOf(headings[index] ?? '') ?? (meant.length > 1 ? unsettled(meant, before, standsIn) : undefined)
    const column = couldBe ? undefined : columnOf(meant, before, taken)
    header.columns.push(column === 'repeated' ? undefined : column)
    if (couldBe) header.ambiguous.push({ index, couldBe })
    else if (column === 'repeated') header.repeated.push(index)
    else if (column) taken.add(keyOf(column))
  }
  return { ...header, columns: header.columns.map((column) => standIn(column, encoding, has)) }
}

/** Number of cells that are known headings, those that may mean several fields among them. */
export function knownColumns(encoding: TableEncoding, cells: readonly Cell[]): number {
  const { columns, ambiguous } = readHeader(encoding, cells)
  return columns.filter((column) => column !== undefined).length + ambiguous.length
}

/** Whether a word stands in any heading that is known, of a field or of several. */
export function isHeadingWord(encoding: TableEncoding, word: string): boolean {
  return namesOf(encoding).words.has(plain(word))
}

/** Whether the whole heading is known. */
export function isKnownHeading(encoding: TableEncoding, heading: string): boolean {
  const { meanings, severalOf } = namesOf(encoding)
  return meanings.has(plain(heading)) || severalOf(plain(heading)) !== undefined
}

export function keyOf({ described, nth }: Column): string {
  return `${described.field}#${nth}`
}

export function partOf({ field }: TableColumn): string {
  return field.slice(0, field.indexOf('/'))
}

/** `asField`: the heading is the field's name in files, which people who write a list by hand do not know. */
type NamedColumn = { described: TableColumn; nth: number | undefined; asField: boolean }

/**
 * A name of several parts, such as `namn`, belongs to the part of the heading just before it when that is a field's name in files.
 * After a title it may as well be the employee's, and after a column that stands for another part's it may be either part's.
 */
function unsettled(meant: readonly NamedColumn[], before: NamedColumn | undefined, standsIn: boolean): string[] | undefined {
  if (!before || !meant.some(({ described }) => partOf(described) === partOf(before.described))) return undefined
  return standsIn || !before.asField ? meant.map(({ described }) => described.field) : undefined
}

function columnOf(
  meant: readonly NamedColumn[],
  before: NamedColumn | undefined,
  taken: ReadonlySet<string>,
): Column | 'repeated' | undefined {
  const [named] =
    meant.length > 1 ? meant.filter(({ described }) => before && partOf(described) === partOf(before.described)) : meant
  if (!named) return undefined
  const { described } = named
  if (named.nth !== undefined) return taken.has(keyOf({ described, nth: named.nth })) ? 'repeated' : { described, nth: named.nth }
  for (let nth = 1; nth <= (described.repeat ?? 1); nth++) if (!taken.has(keyOf({ described, nth }))) return { described, nth }
  return 'repeated'
}

/** Lets a column stand for another field (`insteadOf`) where that field has no column. */
function standIn(column: Column | undefined, { columns }: TableEncoding, has: (field: string) => boolean): Column | undefined {
  const target = column?.described.insteadOf
  const other = target !== undefined && !has(target) ? columns.find(({ field }) => field === target) : undefined
  return column && other ? { ...column, described: other } : column
}

type Names = {
  meanings: ReadonlyMap<string, NamedColumn[]>
  /** The fields that a heading, with a number after it or not, may mean by the description's own word. */
  severalOf: (heading: string) => readonly string[] | undefined
  words: ReadonlySet<string>
}

const made = new WeakMap<TableEncoding, Names>()

function namesOf(encoding: TableEncoding): Names {
  const known = made.get(encoding)
  if (known) return known
  const several = new Map(
    (encoding.ambiguous ?? []).flatMap(({ headings, couldBe }) => headings.map((heading) => [plain(heading), couldBe] as const)),
  )
  const titles = [
    ...encoding.columns.flatMap(({ titles: { sv, en } }) => [...sv, ...en]),
    ...(encoding.ambiguous ?? []).flatMap(({ headings }) => headings),
  ]
  const words = new Set(titles.flatMap((title) => title.split(/[^\p{L}\p{N}]+/u).map(plain)))
  const names: Names = { meanings: meaningsOf(encoding), severalOf: (heading) => several.get(heading.replace(/\d+$/, '')), words }
  made.set(encoding, names)
  return names
}

function meaningsOf({ columns }: TableEncoding): Map<string, NamedColumn[]> {
  const meanings = new Map<string, NamedColumn[]>()
  const put = (title: string, named: NamedColumn) => {
    const list = meanings.get(plain(title)) ?? []
    if (!list.some(({ described }) => described === named.described)) list.push(named)
    meanings.set(plain(title), list)
  }
  for (const described of columns) {
    const [part = '', name = ''] = described.field.split('/')
    const fieldNames = [name, part + name]
    const titles = [...fieldNames, ...described.titles.sv, ...described.titles.en]
    for (const title of titles) put(title, { described, nth: undefined, asField: fieldNames.includes(title) })
    for (let nth = 1; described.repeat !== undefined && nth <= described.repeat; nth++) {
      for (const title of [...titles.map((each) => each + nth), `${part}${nth}${name}`])
        put(title, { described, nth, asField: true })
    }
  }
  return meanings
}

/** Lower-case letters and digits only, without accents. */
function plain(text: string): string {
  return text
    .slice(0, 200)
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}
