// What a person is asked about a table before it is converted: nothing is guessed in silence. Each question is a finding too, which
// stops the file where nobody can be asked.
import { redact } from '#lib/checking/redact.ts'
import { describedField } from '#lib/services/described-fields.ts'
import type { Service } from '#lib/services/description.ts'
import { keyOf } from '../columns.ts'
import { DATE_FORMS, type DateForm } from '../layout.ts'
import type { FilledColumns } from './fill-in.ts'
import { headingOf } from './fit-layout.ts'
import { textsIn } from './hidden-parts.ts'
import { likestColumn, likestField, type OpenColumn } from './likest.ts'
import type { CellFault, ReadRows } from './read-rows.ts'
import { readDateForm } from './repair-date.ts'
import type { TableAnswers } from './table-answers.ts'

/**
 * `column`: which field a column is. `mayBe`: `part/field#nth`, the likeliest first; `missing`: that one must have a column, and has
 * none. `missing`: which column, where none is like it. `header-row`: in which row the headings stand.
 */
export type TableQuestion =
  | { kind: 'column'; column: number; heading: string; mayBe: readonly string[]; missing?: string }
  | { kind: 'missing'; field: string }
  | { kind: 'header-row' }
  | { kind: 'sum-rows'; row: number; found: string; count: number }
  | { kind: 'date-form'; forms: readonly DateForm[]; example: string }

/** Columns of which the likeness to fields is looked at: a list that people write has fewer. */
const LOOKED_AT = 200

/** `hindering`: faults among `faults` that make converting impossible. */
export type QuestionsAndFaults = { questions: TableQuestion[]; faults: CellFault[]; hindering: CellFault[] }

type AskInput = { filled: FilledColumns; answers: TableAnswers; today: number }

export function askAbout(service: Service, read: ReadRows, { filled, answers, today }: AskInput): QuestionsAndFaults {
  const asked: QuestionsAndFaults = { questions: [], faults: [], hindering: [] }
  const all = openColumns(read, answers)
  let open = all.slice(0, LOOKED_AT)
  for (const column of service.table?.columns ?? []) {
    const { part, field } = describedField(service, column.field)
    const key = `${column.field}#1`
    if (field.min === 0 || part.min === 0 || filled.has(key) || read.columns.some((each) => each.key === key)) continue
    const like = likestColumn(service, column, { open, sample: read.sample, today })
    open = open.filter((each) => each !== like)
    asked.questions.push(like ? { ...questionOf(like, [key]), missing: key } : { kind: 'missing', field: key })
    const fault = like
      ? faultOf(read, like, { of: 'missing', ...(like.couldBe ? {} : { case: 'missingColumn', columns: column.field }) })
      : { code: 'F06' as const, row: read.headerRow, column: 1, params: { case: 'missingColumn' } }
    asked.hindering.push({ ...fault, field: field.name })
  }
  // Where a column of cases is missing, rows may hold nothing else.
  if (read.entries.length === 0 && (asked.hindering.length === 0 || read.sample.length === 0))
    asked.hindering.push({ code: 'F06', row: read.headerRow, column: 1, params: { case: 'noRows' } })
  asked.faults.push(...asked.hindering)
  for (const each of [...open, ...all.slice(LOOKED_AT).filter(({ couldBe }) => couldBe)])
    askWhich(service, each, { read, asked, today })
  for (const index of read.header.repeated) {
    const column = { index, heading: headingOf(read.headings[index] ?? { text: '' }), couldBe: undefined }
    asked.questions.push(questionOf(column, []))
    asked.faults.push(faultOf(read, column, { case: 'repeatedColumn' }))
  }
  askAboutRows(read, answers, asked)
  return asked
}

/** Of a column that no missing field is like: an ambiguous heading is asked about, and one that is nearly a field's own. */
function askWhich(
  service: Service,
  column: OpenColumn,
  { read, asked, today }: { read: ReadRows; asked: QuestionsAndFaults; today: number },
): void {
  if (column.couldBe) {
    asked.questions.push(questionOf(column, []))
    asked.faults.push(faultOf(read, column, {}))
    return
  }
  const taken = new Set(read.columns.map((each) => keyOf(each.column)))
  const like = likestField(service, column, { taken, sample: read.sample, today })
  if (!like) return
  asked.questions.push(questionOf(column, [`${like}#1`]))
  asked.faults.push(faultOf(read, column, { case: 'likeColumn', columns: like }))
}

function askAboutRows({ sums, doubtfulDates }: ReadRows, answers: TableAnswers, asked: QuestionsAndFaults): void {
  if (sums && answers.leaveOutSumRows === undefined) {
    const { first, count } = sums
    const found = textsIn(first)
    asked.questions.push({ kind: 'sum-rows', row: first.row, found, count })
    asked.faults.push({ code: 'F06', row: first.row, column: 1, params: { case: 'sumRow', row: first.row, found, count } })
  }
  const [example] = doubtfulDates
  if (example === undefined || answers.dateForm) return
  const forms = DATE_FORMS.filter((form) =>
    doubtfulDates.every((text) => {
      const date = readDateForm(text, form)
      return date !== undefined && 'text' in date
    }),
  )
  if (forms.length > 0) asked.questions.push({ kind: 'date-form', forms, example: redact(example) })
}

/** Columns with a heading that are no field, and of which nobody has said that they are to be left out. */
function openColumns({ headings, header, columns }: ReadRows, { columns: answers = {} }: TableAnswers): OpenColumn[] {
  return headings.flatMap((cell, index) => {
    const heading = headingOf(cell)
    const isKnown = columns.some(({ at }) => at === index + 1) || header.repeated.includes(index)
    if (heading === '' || isKnown || Object.hasOwn(answers, index + 1)) return []
    return [{ index, heading, couldBe: header.ambiguous.find((each) => each.index === index)?.couldBe }]
  })
}

/** The field that is meant first, then what the heading may mean by the description. */
function questionOf({ index, heading, couldBe = [] }: OpenColumn, first: readonly string[]): TableQuestion & { kind: 'column' } {
  const mayBe = new Set([...first, ...couldBe.map((field) => `${field}#1`)])
  return { kind: 'column', column: index + 1, heading: redact(heading), mayBe: [...mayBe] }
}

function faultOf(read: ReadRows, { index, heading, couldBe }: OpenColumn, params: CellFault['params']): CellFault {
  const found = redact(heading.slice(0, 60))
  const several = couldBe ? { case: 'ambiguousColumn', columns: couldBe.join(' ') } : {}
  return { code: 'F06', row: read.headerRow, column: index + 1, params: { found, ...several, ...params } }
}
