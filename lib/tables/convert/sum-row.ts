import type { Cell, Row } from '../table.ts'
import type { KnownColumn } from './read-rows.ts'

/** A word for a sum, at the beginning of a cell: in such a row what stands under the headings is no case. */
const SUM = /^(del|slut|total)?(summa|summering|total(t|er)?|antal|sum|subtotal|count|grand total)\b/i
/** A count or an amount, and what it may be called. */
const NUMBER = /^-?\d{1,7}([.,]\d{1,2})?$/
const WORD = /^\p{L}{3}[\p{L} .:]*$/u

/** `sum`: something stands in a column of cases, but it is a sum; `none`: nothing does. */
export type RowKind = 'case' | 'sum' | 'none'

/**
 * What a row below the headings is. A sum has neither a day nor a person, and says what it is or is a word and a number only.
 * `lacksColumns`: a column of cases has not been found yet, and what stands in the row may be in it.
 */
export function rowKind({ cells }: Row, columns: readonly KnownColumn[], lacksColumns: boolean): RowKind {
  const ofCase = columns.filter(({ at, ofCase }) => ofCase && isFilled(cells[at - 1]))
  if (ofCase.length === 0) return lacksColumns && (saysSum(cells) || isCount(cells)) ? 'sum' : 'none'
  if (!columns.some(isTelling)) return 'case'
  if (!saysSum(cells) && !isCount(cells)) return 'case'
  return ofCase.some((column) => holdsCase(cells[column.at - 1] as Cell, column)) ? 'case' : 'sum'
}

/** Only a column of days or persons can show that a row is no sum. */
function isTelling({ ofCase, field }: KnownColumn): boolean {
  return ofCase && (field.type.kind === 'date' || field.type.kind === 'identity')
}

function saysSum(cells: readonly Cell[]): boolean {
  return cells.some(({ text }) => SUM.test(text.trimStart()))
}

/** A number alone, or a word and a number. */
function isCount(cells: readonly Cell[]): boolean {
  const texts = cells.filter(isFilled).map(({ text }) => text.trim())
  const [only, other] = texts.filter((text) => !NUMBER.test(text))
  return (
    other === undefined && texts.length <= 2 && texts.some((text) => NUMBER.test(text)) && (only === undefined || WORD.test(only))
  )
}

function holdsCase({ defect, text }: Cell, { field }: KnownColumn): boolean {
  if (defect !== undefined) return true
  if (field.type.kind === 'date') return /\d{5}|\d+\D+\d+/.test(text)
  return field.type.kind === 'identity' && text.replace(/\D/g, '').length >= 6
}

function isFilled(cell: Cell | undefined): boolean {
  return cell !== undefined && (cell.defect !== undefined || cell.text.trim() !== '')
}
