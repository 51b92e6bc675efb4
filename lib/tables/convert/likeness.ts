// Whether a column may be a field: by the words of its heading, and by what stands in it. Names of payroll systems are not known
// here; titles are the description's.
import { withoutLookalikes } from '#lib/checking/values/lookalike.ts'
import { parseIdentity, parsePerson } from '#lib/identifiers.ts'
import type { Field, TableColumn } from '#lib/services/description.ts'
import type { Cell } from '../table.ts'
import { readDateForm } from './repair-date.ts'

/** Spreadsheet programs' day numbers, 1954–2064. */
const DAY_NUMBER = /^[2-5]\d{4}$/
/** Faults in it are found later. */
const PERSON = /^(\d{2})?\d{6}[-+ ]?\d{4}$/

/**
 * 0 to 1: how much of the column's content can be the field. Undefined where that says nothing: an empty column, or a field that is
 * a text.
 */
export function contentLikeness(cells: readonly Cell[], field: Field, today: number): number | undefined {
  const filled = cells.filter(({ text }) => text.trim() !== '')
  const isOne = testOf(field, today)
  if (!isOne || filled.length === 0) return undefined
  return filled.filter(isOne).length / filled.length
}

/** 0 to 1: pairs of letters that the heading has in common with the likest of the field's titles (Dice). */
export function wordLikeness(heading: string, column: TableColumn): number {
  const pairs = pairsOf(heading)
  return Math.max(...titlePairs(column).map((title) => dice(pairs, title)))
}

const made = new WeakMap<TableColumn, string[][]>()

function titlePairs(column: TableColumn): string[][] {
  const known = made.get(column)
  if (known) return known
  const { field, titles } = column
  const [part = '', name = ''] = field.split('/')
  const pairs = [name, part + name, ...titles.sv, ...titles.en].map(pairsOf)
  made.set(column, pairs)
  return pairs
}

function testOf({ type }: Field, today: number): ((cell: Cell) => boolean) | undefined {
  const plain = ({ text }: Cell) => withoutLookalikes(text.trim())
  switch (type.kind) {
    case 'date':
      return (cell) => cell.kind === 'date' || readDateForm(plain(cell)) !== undefined || DAY_NUMBER.test(plain(cell))
    case 'identity':
      return type.of === 'person'
        ? (cell) => PERSON.test(plain(cell)) || 'canonical' in parsePerson(plain(cell), today)
        : (cell) => 'canonical' in parseIdentity(plain(cell), today)
    case 'digits':
      return (cell) => /^\d+$/.test(plain(cell)) && plain(cell).length >= type.min && plain(cell).length <= type.max
    case 'choice':
      return (cell) => type.values.some((value) => value.toLowerCase() === plain(cell).toLowerCase())
    case 'number':
      return (cell) => /^-?\d+([.,]\d+)?$/.test(plain(cell))
    case 'text':
    case 'email':
    case 'month':
    case 'clock':
    case 'count':
      return undefined
  }
}

/** Letters and digits; `från`, `fr.o.m.` and `f.o.m.` are one word. */
function pairsOf(text: string): string[] {
  const letters = text
    .slice(0, 100)
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/franochmed|fran|from|fom/g, 'from')
    .replace(/tillochmed|till|tom/g, 'tom')
  return Array.from({ length: Math.max(0, letters.length - 1) }, (_, i) => letters.slice(i, i + 2))
}

function dice(some: readonly string[], others: readonly string[]): number {
  if (some.length === 0 || others.length === 0) return 0
  const left = [...others]
  let common = 0
  for (const pair of some) {
    const at = left.indexOf(pair)
    if (at < 0) continue
    left.splice(at, 1)
    common++
  }
  return (2 * common) / (some.length + others.length)
}
