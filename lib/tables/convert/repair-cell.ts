import type { Day } from '#lib/calendar.ts'
import type { Params } from '#lib/checking/findings.ts'
import { withoutLookalikes } from '#lib/checking/values/lookalike.ts'
import type { Field } from '#lib/services/description.ts'
import { dayNumberText } from '../day-number.ts'
import type { DateForm } from '../layout.ts'
import type { Cell } from '../table.ts'
import { readDateForm } from './repair-date.ts'
import { repairIdentity } from './repair-identity.ts'
import type { RepairKind } from './repairs.ts'

type RepairStep = { kind: RepairKind; from: string; to: string }
/** `doubt`: parameters for the finding that the check will make, which the XML alone does not tell. */
export type RepairedCell = { text: string; steps: readonly RepairStep[]; doubt: Params | undefined }

const NOTHING: readonly RepairStep[] = []
const PLAIN = /^[A-Za-z0-9ÅÄÖåäöé]([\w åäöÅÄÖé.,:/&()+-]*[\wåäöÅÄÖé)])?$/
/** Five digits in a column of dates are a spreadsheet's day number (1954–2064). */
const DAY_NUMBER = /^[2-5]\d{4}(\.\d+)?$/
/** A time after a date, without a zone: with one it may be another day in Sweden. */
const CLOCK = /(?<=\d)(T| +)\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?[ap]\.?m\.?)?$/i
const MIDNIGHT = /^[T ]00:00(:00(\.0+)?)?$/

/** `from1904`: the day that the workbook's numbers count from. */
type RepairContext = { today: Day; from1904: boolean; dateForm: DateForm | undefined }

/** Undoes what a spreadsheet does to values, in steps that can be shown. A leading `=` is text, never a formula. */
export function repairCell(cell: Cell, { type }: Field, { today, from1904, dateForm }: RepairContext): RepairedCell {
  if (cell.text === '') return { text: '', steps: NOTHING, doubt: undefined }
  const steps: RepairStep[] = []
  let text = cell.text
  let doubt: Params | undefined
  const step = (kind: RepairKind, to: string) => {
    if (to !== text) steps.push({ kind, from: text, to })
    text = to
  }
  if (cell.kind === 'formula') steps.push({ kind: 'formula', from: `="${text}"`, to: text })
  // Most cells need none of these.
  if (!PLAIN.test(text)) {
    step('spaces', trimmed(text))
    if (type.kind !== 'text' && type.kind !== 'email') step('signs', withoutLookalikes(text))
    step('quotes', unquoted(text))
    step('line-break', text.replace(/\s*[\r\n\v\f\u0085\u2028\u2029\t]+\s*/g, ' '))
  }
  if (type.kind === 'identity') {
    for (let mended = repairIdentity(text, type, today); mended; mended = repairIdentity(text, type, today)) {
      if ('rounded' in mended) {
        doubt = { of: type.of, case: 'rounded', digits: mended.rounded }
        break
      }
      step(mended.kind, mended.text)
    }
  }
  if (type.kind === 'date') {
    const serial = cell.kind === 'number' && DAY_NUMBER.test(text) ? dayNumberText(Number(text), from1904) : undefined
    if (serial !== undefined) step('date-number', serial)
    const [clock = ''] = CLOCK.exec(text) ?? []
    if (clock !== '' && !MIDNIGHT.test(clock)) step('clock', text.slice(0, -clock.length))
    const read = readDateForm(text, dateForm)
    if (read && 'text' in read) step('date-form', read.text)
    doubt = { case: read && 'doubt' in read ? read.doubt : 'table' }
  }
  if (type.kind === 'month' && cell.kind === 'date') step('date-form', text.replace(/^(\d{4})-(\d{2})-\d{2}.*$/, '$1$2'))
  if (type.kind === 'digits') {
    step('decimals', text.replace(/^(\d{1,15})[.,]0+$/, '$1'))
    const digits = roundedDigits(cell, text)
    if (digits !== undefined) {
      doubt = { case: 'rounded', digits }
      // In a form that the check refuses: padded with zeros the number may well have the right length.
      if (cell.kind === 'number') text = Number(text).toExponential()
    }
  }
  if (type.kind === 'number') step('decimal-comma', text.replace(/^(\d{1,15}),(\d{1,15})$/, '$1.$2'))
  if (type.kind === 'choice') step('spelling', type.values.find((value) => value.toLowerCase() === text.toLowerCase()) ?? text)
  return { text, steps, doubt }
}

/** Digits that a spreadsheet keeps of a number; the rest it replaces with zeros. */
const DIGITS_KEPT = 15

/** How many digits are left of a number that a spreadsheet has rounded or written as `1,2E+15`; undefined where none is lost. */
function roundedDigits({ kind }: Cell, text: string): number | undefined {
  if (kind === 'number') return /^\d+$/.test(text) && text.length > DIGITS_KEPT ? DIGITS_KEPT : undefined
  const mantissa = /^(\d)[.,](\d+)E\+?\d{1,2}$/i.exec(text)
  return mantissa ? 1 + (mantissa[2] ?? '').length : undefined
}

function trimmed(text: string): string {
  return text.replace(/^[\s\u00a0\ufeff\u200b\u2060]+|[\s\u00a0\ufeff\u200b\u2060]+$/g, '')
}

/** Removes quotation marks around the value, and the apostrophe that marks text in spreadsheets. */
function unquoted(text: string): string {
  const inner = /^["”“]([^"”“]*)["”“]$/.exec(text)?.[1]
  return inner === undefined ? text.replace(/^'(?=[\d-]+$)/, '') : trimmed(inner)
}
