// A draft in each of the formats that an e-service takes.
import {
  type Field,
  type FixedEncoding,
  type FixedField,
  type FixedRecord,
  isField,
  type Service,
  type TableColumn,
} from '#lib/services/description.ts'
import { emptyTag, prologLines, startTag, textElement } from '#lib/xml.ts'
import { casesOf, type Draft, everyDraft, fieldsOf } from './draft.ts'

/** A draft as XML, indented, with the declaration and the DOCTYPE that the description asks for. */
export function writeXml({ xml }: Service, root: Draft): string {
  const lines = [...prologLines(xml.encodings[0], xml.doctype), ...linesOf(root, '', xml.namespace ?? undefined)]
  return `${lines.join('\n')}\n`
}

function linesOf({ part, values, parts }: Draft, indent: string, xmlns?: string): string[] {
  const attributes = { ...Object.fromEntries(part.attributes.map(({ name }) => [name, values[name]])), xmlns }
  const inner = part.content.flatMap((item) => {
    if (!isField(item)) return parts.filter((draft) => draft.part === item).flatMap((draft) => linesOf(draft, `${indent}  `))
    const text = values[item.name]
    return text === undefined ? [] : [`${indent}  ${textElement(item.name, text)}`]
  })
  if (inner.length === 0) return [`${indent}${emptyTag(part.name, attributes)}`]
  return [`${indent}${startTag(part.name, attributes)}`, ...inner, `${indent}</${part.name}>`]
}

/** A draft in fixed positions; undefined where the e-service takes no such files. */
export function writeFixed({ fixed }: Service, root: Draft): string | undefined {
  return fixed
    ? records(fixed, root)
        .map((line) => `${line}\r\n`)
        .join('')
    : undefined
}

function records(fixed: FixedEncoding, draft: Draft): string[] {
  const record = fixed.records.find(({ parts }) => parts[0] === draft.part.name)
  const inner = draft.parts.flatMap((each) => records(fixed, each))
  return record ? [line(fixed, record, draft), ...inner] : inner
}

/** A record that opens several parts has the fields of the part and of those directly inside it. */
function line(fixed: FixedEncoding, { type, parts, fields }: FixedRecord, draft: Draft): string {
  const holders = [draft, ...draft.parts.filter(({ part }) => parts.slice(1).includes(part.name))]
  let text = type
  for (const field of fields) text = text.padEnd(field.from - 1) + written(field, holders)
  return text.padEnd(fixed.length)
}

function written(field: FixedField, holders: Draft[]): string {
  if (field.literal !== undefined) return field.literal
  const [partName, name] = field.field.split('/')
  const holder = holders.find(({ part }) => part.name === partName)
  const described = holder && fieldsOf(holder.part).find((each) => each.name === name)
  const value = holder?.values[name ?? '']
  if (!described || value === undefined) return ''
  const word = Object.entries(field.words ?? {}).find(([, meaning]) => meaning === value)?.[0]
  const width = field.to - field.from + 1
  return (word ?? inPositions(described, value, width)).slice(0, width)
}

function inPositions({ type }: Field, value: string, width: number): string {
  if (type.kind === 'count') return value.padStart(width, '0')
  if (type.kind === 'date' || type.kind === 'clock') return value.replace(/\D/g, '')
  return type.kind === 'identity' && value.length === 10 ? `16${value}` : value
}

/** A draft as a table: headings of the columns with values, then one case a row. Undefined where the e-service takes no tables. */
export function tableRows({ table }: Service, root: Draft): string[][] | undefined {
  if (!table) return undefined
  const cases = casesOf(root)
  const columns = table.columns
    .flatMap((column) => Array.from({ length: column.repeat ?? 1 }, (_, index) => ({ column, nth: index + 1 })))
    .filter(({ column, nth }) => cases.some((one) => valueIn(root, one, { column, nth }) !== ''))
  const headings = columns.map(({ column, nth }) => `${column.titles.sv[0]}${column.repeat ? ` ${nth}` : ''}`)
  return [headings, ...cases.map((one) => columns.map((each) => valueIn(root, one, each)))]
}

/** The value in the case, in a part inside it, or in a part that the file has once. */
function valueIn(root: Draft, one: Draft, { column, nth }: { column: TableColumn; nth: number }): string {
  const [partName, name = ''] = column.field.split('/')
  const holder =
    column.repeat !== undefined
      ? one.parts.filter(({ part }) => part.name === partName)[nth - 1]
      : one.part.name === partName
        ? one
        : everyDraft(root).find(({ part }) => part.name === partName)
  return holder?.values[name] ?? ''
}
