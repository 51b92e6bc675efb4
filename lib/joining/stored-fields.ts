import { z } from 'zod'
import { personKey } from '#lib/access/person.ts'
import { openText, sealText } from '#lib/access/seal.ts'
import { stockholmDay } from '#lib/calendar.ts'
import { maskPersonnummer, parseIdentity, parsePerson } from '#lib/identifiers.ts'
import { type FieldKind, type FieldReader, type JoiningField, rowField, STEPS } from './fields.ts'

/**
 * A person's number as it is stored. `sealed` opens with PERSON_KEY and is null once the application is over; `key` finds the
 * person, and is null for what is no valid number.
 */
const numberShape = z.object({ sealed: z.string().nullable().default(null), key: z.string().nullable(), masked: z.string() })
export type StoredNumber = z.infer<typeof numberShape>

const fieldsShape = z.record(z.string(), z.union([z.string(), numberShape]))
/** What has been typed so far, by the field's name. */
export type StoredFields = Readonly<z.infer<typeof fieldsShape>>

export const parseStoredFields = (json: unknown): StoredFields => fieldsShape.parse(json)

/** What was typed for a number; `canonical`: twelve digits where it is one of a person's. */
export type TypedNumber = { text: string; canonical: string | null }

const place = (pepper: string) => ({ pepper, purpose: 'kvittens application number' })

/** What is typed in a field, as it is stored, but for a number that may be a person's, also one that is mistyped: keeper seals it. */
export function readTyped(kind: FieldKind, typed: string, now: Date): string | TypedNumber {
  const text = typed.replaceAll('\0', '\ufffd').normalize('NFC').trim()
  if (text === '') return ''
  if (kind === 'person') return readNumber(text, now)
  if (kind !== 'employer') return text
  const read = parseIdentity(text, stockholmDay(now))
  return 'kind' in read && read.kind === 'organisation' ? read.canonical : readNumber(text, now)
}

/** `now`: the day by which a century is guessed. */
function readNumber(text: string, now: Date): TypedNumber {
  const read = parsePerson(text, stockholmDay(now))
  return { text, canonical: 'kind' in read ? read.canonical : null }
}

/** In keeper: the number as it is stored. */
export function sealNumber({ text, canonical }: TypedNumber, pepper: string): StoredNumber & { sealed: string } {
  if (canonical === null) return { sealed: sealText(text, place(pepper)), key: null, masked: '' }
  const key = personKey(pepper, canonical)
  return { sealed: sealText(canonical, place(pepper)), key, masked: maskPersonnummer(canonical) }
}

/** In keeper: the number in full, or what was typed for one. */
export const unsealNumber = (sealed: string, pepper: string): string => openText(sealed, place(pepper))

const FIRST = new Map<string, JoiningField>(
  STEPS.flatMap(({ fields }) => fields.map((field) => [field.rows ? rowField(field.name, 1) : field.name, field] as const)),
)
const COUNTS = new Set(STEPS.flatMap(({ fields }) => fields.flatMap(({ rows }) => (rows ? [rows.count] : []))))

/** Reads a field as it stands, or what stands in it before anybody has chosen. Of a number its mask. */
export function fieldReader(fields: StoredFields): FieldReader {
  const read: FieldReader = (name) => {
    const value = fields[name]
    if (value !== undefined) return typeof value === 'string' ? value : value.masked
    if (COUNTS.has(name)) return '1'
    const first = FIRST.get(name)?.first ?? ''
    return typeof first === 'string' ? first : first(read)
  }
  return read
}

/** How many rows of a repeated field there are. */
export function rowCount(read: FieldReader, { most, count }: NonNullable<JoiningField['rows']>): number {
  const counted = Number(read(count))
  return Number.isInteger(counted) ? Math.min(Math.max(counted, 1), most) : 1
}

/** The person's number in a field, undefined where there is none. */
export function numberIn(fields: StoredFields, name: string): StoredNumber | undefined {
  const value = fields[name]
  return typeof value === 'object' ? value : undefined
}
