// The one place that makes values of a workbook's cells: what Excel shows in the cell, or why that cannot be known or sent.
import { dayNumberText } from '../day-number.ts'
import type { Cell } from '../table.ts'
import type { NumberForm } from './number-form.ts'
import { unescaped } from './shared-strings.ts'
import { shownNumber } from './shown-number.ts'

/** A cell as it stands in the sheet. `stored`: the value; undefined where the cell has none. `formula`: `volatile` counts anew each time. */
export type StoredCell = { type: string; style: number; formula: false | 'fixed' | 'volatile'; stored: string | undefined }

export type CellSources = {
  strings: readonly string[]
  styles: readonly NumberForm[]
  from1904: boolean
  /** The program that wrote the workbook left formulas to be counted by the one that opens it: what is stored is no result. */
  uncounted: boolean
}

type Value = Pick<Cell, 'text' | 'kind' | 'defect'>

/** Undefined for an empty cell. */
export function cellValue({ type, style, formula, stored }: StoredCell, sources: CellSources): Value | undefined {
  const isResult = stored !== undefined && (stored !== '' || type === 'str')
  if (formula && (!isResult || sources.uncounted)) return { text: '', kind: 'text', defect: 'uncalculated' }
  if (stored === undefined || stored === '') return undefined
  const form = sources.styles[style] ?? { kind: 'general' }
  const value = shown({ type, stored, form }, sources)
  if (formula === 'volatile' && value.defect !== 'error') return { ...value, defect: 'volatile' }
  return form.kind === 'nothing' && value.defect !== 'error' ? { ...value, defect: 'invisible' } : value
}

type Stored = { type: string; stored: string; form: NumberForm }

function shown({ type, stored, form }: Stored, { strings, from1904 }: CellSources): Value {
  switch (type) {
    case 's':
      return { text: strings[Number(stored)] ?? '', kind: 'text' }
    case 'e':
      return { text: stored, kind: 'text', defect: 'error' }
    case 'b':
      return { text: stored === '0' || stored === 'false' ? 'FALSE' : 'TRUE', kind: 'text', defect: 'unseen' }
    case 'd':
      return { text: stored, kind: 'date', ...dateDefect(form) }
    case 'n':
      return numeric(stored, form, from1904)
    default:
      return { text: unescaped(stored), kind: 'text' }
  }
}

function numeric(stored: string, form: NumberForm, from1904: boolean): Value {
  const number = Number(stored)
  if (!Number.isFinite(number) || stored.trim() === '') return { text: stored, kind: 'text' }
  // Where the format does not say what is shown, at least the number itself is certain: enough for an identity number.
  const whole = Number.isInteger(number) ? number.toFixed(0) : stored
  if (form.kind === 'date') {
    const text = dayNumberText(number, from1904)
    return text === undefined ? { text: whole, kind: 'number', defect: 'unseen' } : { text, kind: 'date', ...dateDefect(form) }
  }
  const read = form.kind === 'general' || form.kind === 'pattern' ? shownNumber(number, form) : undefined
  if (!read) return { text: whole, kind: 'number', defect: form.kind === 'general' ? 'shortened' : 'unseen' }
  return { text: read.text, kind: 'number', ...(read.local && { defect: 'local' as const }) }
}

/** A format without the day hides it; one that is not ISO is shown by the computer's language. */
function dateDefect(form: NumberForm): Pick<Cell, 'defect'> {
  if (form.kind === 'date' && !form.day) return { defect: 'unseen' }
  return form.kind === 'date' && form.iso ? {} : { defect: 'local' }
}
