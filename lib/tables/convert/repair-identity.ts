import type { Day } from '#lib/calendar.ts'
import { parseIdentity, parsePerson, toEdgeOrgnr } from '#lib/identifiers.ts'
import type { FieldType } from '#lib/services/description.ts'
import type { RepairKind } from './repairs.ts'

type IdentityRepair = { text: string; kind: RepairKind } | { text: string; rounded: number } | undefined

/** One step towards the written form of an identity number; undefined when there is none to take. */
export function repairIdentity(text: string, type: Extract<FieldType, { kind: 'identity' }>, today: Day): IdentityRepair {
  if (text.length > 40) return undefined
  const whole = /^(\d{7,12})[.,]0+$/.exec(text)?.[1]
  if (whole !== undefined) return { text: whole, kind: 'decimals' }
  // Scientific notation: the last digits are lost.
  const mantissa = /^(\d)[.,](\d+)E\+?(\d{1,2})$/i.exec(text)
  if (mantissa) return { text, rounded: text.replace(/E.*$/i, '').replace(/\D/g, '').length }
  const parse = type.of === 'person' ? parsePerson : parseIdentity
  // Spreadsheets drop leading zeros: persons born 2000–2009.
  if (/^\d{7,9}$/.test(text) || /^\d{3,5}-\d{4}$/.test(text)) {
    const padded = text.padStart(text.includes('-') ? 11 : 10, '0')
    return 'fault' in parsePerson(padded, today) ? undefined : { text: padded, kind: 'leading-zero' }
  }
  const parsed = parse(text, today)
  if ('fault' in parsed) return undefined
  const { canonical } = parsed
  const form = type.onlyTwelveDigits ? canonical : toEdgeOrgnr(canonical)
  return form === text || canonical === text ? undefined : { text: form, kind: 'identity-form' }
}
