import type { TableEncoding } from '#lib/services/description.ts'
import { type Column, type Header, keyOf } from '../columns.ts'
import type { DateForm } from '../layout.ts'

/** What a person has answered about one table. `columns`: by position from 1; null: left out. */
export type TableAnswers = {
  delimiter?: string
  sheet?: string
  headerRow?: number
  dateForm?: DateForm
  leaveOutSumRows?: boolean
  columns?: Readonly<Record<number, string | null>>
}

/**
 * The header as it was answered. Of a field that repeats an answer is the next free column, from left to right; a column that stands for
 * another field which was answered to be another column's is a second one of it.
 */
export function answeredHeader(header: Header, encoding: TableEncoding, { columns: answers = {} }: TableAnswers): Header {
  const isAnswered = (index: number) => Object.hasOwn(answers, index + 1)
  const stay = header.columns.flatMap((column, index) => (column?.described.repeat && !isAnswered(index) ? [keyOf(column)] : []))
  const taken = new Set(stay)
  const answered = new Map<number, Column | undefined>()
  const second: number[] = []
  for (const [position, key] of Object.entries(answers)) {
    const index = Number(position) - 1
    const column = key === null ? undefined : freeColumn(encoding, key, taken)
    if (index >= header.columns.length || column === 'unknown') continue
    if (column === 'taken') second.push(index)
    else if (column) taken.add(keyOf(column))
    answered.set(index, column === 'taken' ? undefined : column)
  }
  const columns = header.columns.map((column, index) => {
    if (answered.has(index)) return answered.get(index)
    if (!column || column.described.repeat || !taken.has(keyOf(column))) return column
    second.push(index)
    return undefined
  })
  return {
    columns,
    repeated: [...header.repeated.filter((index) => !answered.has(index)), ...second].sort((a, b) => a - b),
    ambiguous: header.ambiguous.filter(({ index }) => !answered.has(index)),
  }
}

/** The column of `part/field#nth`, or of the next free number where the field repeats. */
function freeColumn(encoding: TableEncoding, key: string, taken: ReadonlySet<string>): Column | 'taken' | 'unknown' {
  const [field, number] = key.split('#')
  const described = encoding.columns.find((each) => each.field === field)
  const first = Number(number)
  if (!described || !Number.isInteger(first) || first < 1 || first > (described.repeat ?? 1)) return 'unknown'
  for (let nth = first; nth <= (described.repeat ?? 1); nth++)
    if (!taken.has(keyOf({ described, nth }))) return { described, nth }
  return 'taken'
}
