import type { Field, FixedEncoding, FixedField, FixedRecord, Service } from '#lib/services/description.ts'
import { type Draft, fieldsOf } from './draft.ts'

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
