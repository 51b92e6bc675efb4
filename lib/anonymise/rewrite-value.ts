import { type Day, dayOf, formatDay, isDate } from '#lib/calendar.ts'
import type { Field } from '#lib/services/description.ts'
import { inventedIdentity } from './invented-identity.ts'
import type { InventedPersons } from './invented-persons.ts'
import type { InventedReferences } from './invented-references.ts'
import { blot, isDigit, isLetter, put, putDigits, textOf, type Unit } from './units.ts'
import type { FoundValue } from './values.ts'

export type Inventions = {
  persons: InventedPersons
  references: InventedReferences
  today: Day
  /** Dates found so far, to be moved together; `undefined` once one was found that cannot be moved. */
  dates: { units: readonly Unit[]; day: Day }[] | undefined
}

type DescribedValue = Extract<FoundValue, { field: Field }>

/** Writes an invented value over the real one, with the same length and the same faults. */
export function rewriteValue(bytes: Uint8Array, value: DescribedValue, inventions: Inventions): void {
  const { field, units, text } = value
  switch (field.type.kind) {
    case 'identity':
      identity(bytes, value, { ...inventions, of: field.type.of })
      return
    case 'text':
      if (field.use === 'case-reference') inventions.references.write(bytes, units)
      else blot(bytes, units)
      return
    case 'email':
      blot(bytes, units)
      return
    case 'date':
      date(bytes, units, inventions)
      return
    case 'digits':
      // A case's ordinal in the file identifies no one; other digits, such as a workplace's number, may.
      if (field.use !== 'case-reference') blot(bytes, units)
      return
    case 'choice':
      if (!field.type.values.includes(text)) blot(bytes, units)
      return
    case 'clock':
    case 'month':
    case 'number':
    case 'count':
      for (const unit of units) if (isLetter(unit) && unit.code !== 84) put(bytes, unit, 88)
  }
}

type IdentityInventions = Inventions & { of: 'any' | 'person' }

function identity(bytes: Uint8Array, { units, text }: DescribedValue, asked: IdentityInventions): void {
  const written = textOf(units)
  // A spreadsheet may have dropped leading zeros: only as many of the last digits are written as are there.
  const digits = written.replace(/[.,]0+"*$/, '').replace(/\D/g, '').length
  const invented = inventedIdentity(text, asked)
  if (invented === undefined) return
  if (invented === 'blot') {
    for (const unit of units) if (isDigit(unit) || (isLetter(unit) && unit.code !== 69)) blot(bytes, [unit])
    return
  }
  putDigits(bytes, units, invented.slice(-digits))
}

/** A valid date is noted for moving; of an invalid one only words are blotted out. */
function date(bytes: Uint8Array, units: readonly Unit[], inventions: Inventions): void {
  const text = textOf(units).trim()
  const [, year, month, day] = /^"?(\d{4})-?(\d\d)-?(\d\d)"?$/.exec(text) ?? []
  if (year !== undefined && isDate(Number(year), Number(month), Number(day))) {
    inventions.dates?.push({ units, day: dayOf(Number(year), Number(month), Number(day)) })
    return
  }
  if (text === '') return
  inventions.dates = undefined
  for (const unit of units) if (isLetter(unit) && !isWordOfDate(text)) blot(bytes, [unit])
}

/** `5 nov 2026`, `2026-11-05T00:00`. */
function isWordOfDate(text: string): boolean {
  return /^[\d\s./:-]*([A-Za-z]{1,9}\.?)?[\d\s./:-]*$/.test(text)
}

/** Writes each date moved by `days`, in the form it has. */
export function moveDates(bytes: Uint8Array, dates: NonNullable<Inventions['dates']>, days: number): void {
  for (const { units, day } of dates) putDigits(bytes, units, formatDay(day + days).replace(/\D/g, ''))
}
