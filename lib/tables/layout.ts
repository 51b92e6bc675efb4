import { redact } from '#lib/checking/redact.ts'
import type { Service } from '#lib/services/description.ts'

/** In which order a date with slashes, points or two digits for the year is written: 5/11 26, 11/5 26, 26-11-05. */
export const DATE_FORMS = ['dmy', 'mdy', 'ymd'] as const
export type DateForm = (typeof DATE_FORMS)[number]

/** `field`: `part/field#nth`; null where the column is left out. */
export type LayoutColumn = { heading: string; field: string | null }

/**
 * How a table is to be read, as a person has decided it: all of its columns that have a heading, from left to right. It fits a table
 * with just these headings (fit-layout.ts) and is used for no other.
 */
export type Layout = {
  format: 'csv' | 'xlsx'
  /** Of CSV. */
  delimiter?: string
  /** Of a workbook: the name of the sheet. */
  sheet?: string
  /** The row of the headings, as spreadsheet programs number it, when it was decided. They may stand in another row the next time. */
  headerRow?: number
  columns: readonly LayoutColumn[]
  dateForm?: DateForm
  /** Rows that look like sums are left out. */
  leaveOutSumRows?: boolean
}

/** A layout with more columns, or longer headings, is not kept. */
export const MOST_LAYOUT_COLUMNS = 200
export const LONGEST_HEADING = 100
/** Bytes of a layout as JSON: what is read at an edge need not be longer. */
export const MAX_LAYOUT_BYTES = 64_000
export const DELIMITERS: readonly string[] = [';', ',', '\t', '|']
const LONGEST_SHEET = 100
const LAST_ROW = 1_048_576

/**
 * Reads a layout from parsed JSON. Undefined where it is none that this e-service's tables may have: fields that do not exist, two
 * columns for one field, headings that hold a person's number, more than the limits.
 */
export function readLayout(service: Service, value: unknown): Layout | undefined {
  if (!isRecord(value) || (value.format !== 'csv' && value.format !== 'xlsx')) return undefined
  const { format, delimiter, sheet, headerRow, dateForm, leaveOutSumRows } = value
  if (delimiter !== undefined && (format !== 'csv' || !DELIMITERS.some((each) => each === delimiter))) return undefined
  if (sheet !== undefined && (format !== 'xlsx' || !isHeading(sheet, LONGEST_SHEET))) return undefined
  if (headerRow !== undefined && !(Number.isInteger(headerRow) && Number(headerRow) >= 1 && Number(headerRow) <= LAST_ROW))
    return undefined
  const form = DATE_FORMS.find((each) => each === dateForm)
  if (dateForm !== undefined && form === undefined) return undefined
  if (leaveOutSumRows !== undefined && typeof leaveOutSumRows !== 'boolean') return undefined
  const columns = readColumns(service, value.columns)
  if (!columns) return undefined
  return {
    format,
    ...(typeof delimiter === 'string' && { delimiter }),
    ...(typeof sheet === 'string' && { sheet }),
    ...(typeof headerRow === 'number' && { headerRow }),
    columns,
    ...(form && { dateForm: form }),
    ...(typeof leaveOutSumRows === 'boolean' && { leaveOutSumRows }),
  }
}

/** Every `part/field#nth` that a column of the e-service's tables may be. */
export function layoutFields({ table }: Service): string[] {
  return (table?.columns ?? []).flatMap(({ field, repeat = 1 }) => Array.from({ length: repeat }, (_, i) => `${field}#${i + 1}`))
}

function readColumns(service: Service, value: unknown): LayoutColumn[] | undefined {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_LAYOUT_COLUMNS) return undefined
  const known = new Set(layoutFields(service))
  const columns: LayoutColumn[] = []
  for (const each of value as unknown[]) {
    if (!isRecord(each) || !isHeading(each.heading, LONGEST_HEADING)) return undefined
    const { heading, field } = each
    // Taken from the set: a second column of one field is none.
    if (field !== null && !(typeof field === 'string' && known.delete(field))) return undefined
    columns.push({ heading: String(heading), field })
  }
  return columns.some(({ field }) => field !== null) ? columns : undefined
}

/** What names a column is no person's number: then it is a row of cases that was taken for the headings. */
function isHeading(value: unknown, most: number): value is string {
  return typeof value === 'string' && value.trim() === value && value !== '' && value.length <= most && !holdsNumber(value)
}

function holdsNumber(text: string): boolean {
  for (let at = 0; at < text.length; at += 20) if (redact(text.slice(at, at + 40)).includes('****')) return true
  return false
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
