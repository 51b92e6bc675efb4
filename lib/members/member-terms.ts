import { MEMBER_ROLES, type Role } from '#lib/access/employers-of.ts'
import { DAY_MS, stockholmDay } from '#lib/calendar.ts'
import { hiddenSign } from '#lib/checking/values/read-text.ts'
import { AppError } from '#lib/errors.ts'
import { LIMITS } from '#lib/limits.ts'

/** What a member may, and until when (the last day, midnight UTC). */
export type MemberTerms = { role: Role; validUntil: Date | null }

/**
 * Refuses (`invalid`): a role that there is not (`role`); an ombud without an end date (`end_missing`); an end date that has passed or
 * lies more than LIMITS.ombudYears away (`end_date`). An administrator has none, whatever was given.
 */
export function readTerms({ role: word, validUntil }: { role: string; validUntil: Date | null }, now: Date): MemberTerms {
  const role = MEMBER_ROLES.find((known) => known === word)
  if (!role) throw new AppError('invalid', 'role')
  if (role === 'administrator') return { role, validUntil: null }
  if (!validUntil && role === 'ombud') throw new AppError('invalid', 'end_missing')
  const today = new Date(stockholmDay(now) * DAY_MS)
  if (validUntil && (validUntil < today || validUntil > latestEnd(now))) throw new AppError('invalid', 'end_date')
  return { role, validUntil }
}

/** The latest day that may be given today. */
export function latestEnd(now: Date): Date {
  const today = new Date(stockholmDay(now) * DAY_MS)
  today.setUTCFullYear(today.getUTCFullYear() + LIMITS.ombudYears)
  return today
}

/** As 2026-11-30, for the database and the audit trail. */
export const dayText = (day: Date | null): string | null => day?.toISOString().slice(0, 10) ?? null

/** A name as one line. Refuses (`invalid`, `fault`) an empty one, one over LIMITS.nameCharacters, and signs that are not seen. */
export function readName(text: string, fault: 'person_name' | 'company_name'): string {
  const name = text.normalize('NFC').trim().replaceAll(/\s+/g, ' ')
  if (name === '' || name.length > LIMITS.nameCharacters || hiddenSign(name) !== undefined || /[<>\p{Cc}]/u.test(text.trim()))
    throw new AppError('invalid', fault)
  return name
}
