import type { Actor } from '#lib/access/actor.ts'
import { stockholmDay } from '#lib/calendar.ts'
import { maskFileName } from '#lib/checking/mask-file-name.ts'
import { type Origin, parseOriginHeader } from '#lib/checking/origin.ts'
import type { Report } from '#lib/checking/report.ts'
import type { Db } from '#lib/db.ts'
import type { IntakeEnv } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { isPersonNumber, parseReference } from '#lib/identifiers.ts'
import { LIMITS } from '#lib/limits.ts'
import { FIXED, type Service } from '#lib/services/description.ts'
import type { TestPersons } from '#lib/services/test-persons.ts'
import { requireRoom } from '#lib/store/require-room.ts'

/** What a process needs to take files in. */
export type Intake = {
  db: Db
  env: IntakeEnv
  /** For rule I07; only production has them. */
  testPersons: TestPersons | undefined
}
/** First argument of the verbs that take a file in. */
export type IntakeContext = Intake & { now: Date; actor: Actor }

/** What a hand-in is for: known, and may be refused, before its first byte. */
export type Order = {
  employer: { employerId: string; orgnr: string }
  service: Service
  /** Undefined: the file is named by its format (nameFor). */
  fileName: string | undefined
  idempotencyKey: string | undefined
  /** Length and SHA-256 (hex) by the sender's word: the bytes must agree. */
  declared: { bytes?: number | undefined; sha256?: string | undefined }
  /** Check only: nothing is stored and nothing is sent. */
  test: boolean
  /** Codes of the remarks that the sender has seen. Undefined (scripts): the sender is not asked. */
  seen: readonly string[] | undefined
  /** The reference of the submission that the file is handed in instead of. */
  replaces?: string | undefined
  /** What the file was before it was changed to be sent. Undefined: it is sent as it came. */
  origin?: (Origin & { by: 'sender' | 'portal' }) | undefined
}

/** Refuses what is too large (`too_large`) or has no room (`unavailable`) before a byte of it is read. `bytes`: at least so many will come. */
export async function requirePlace(
  { env }: Pick<Intake, 'env'>,
  { service }: Pick<Order, 'service'>,
  bytes: number,
): Promise<void> {
  if (bytes > mostBytes(env, service)) throw new AppError('too_large')
  await requireRoom(env.PAYLOAD_DIR, bytes)
}

export const mostBytes = (env: IntakeEnv, { maxBytes }: Pick<Service, 'maxBytes'>): number => Math.min(env.MAX_BYTES, maxBytes)

/** `X-Ersatter`, or a form's field `ersatter`. Refuses (`not_found`, `replaces`) what is no reference. */
export function readReplaces(text: string | undefined): string | undefined {
  if (text === undefined || text.trim() === '') return undefined
  const reference = parseReference(text)
  if (!reference) throw new AppError('not_found', 'replaces')
  return reference
}

/** `X-Ursprung`: what a page has made the file of. Refuses (`invalid`, `origin`) what is not of the form of lib/checking/origin.ts. */
export function readSentOrigin(text: string | undefined, now: Date): Order['origin'] {
  if (text === undefined || text === '') return undefined
  const origin = parseOriginHeader(text, now)
  if (!origin) throw new AppError('invalid', 'origin')
  return { ...origin, by: 'sender' }
}

/** For a file that came without a name. */
export function nameFor({ tjanst, format }: Pick<Report, 'tjanst' | 'format'>): string {
  return `${tjanst}.${format === FIXED ? 'txt' : 'xml'}`
}

/**
 * `Idempotency-Key`: made by the sender, one for each file; it marks a repeat, and is kept as it is. Refuses (`invalid`) what is too
 * long or not printable (`key`), and one with a personnummer in it (`key_person`).
 */
export function readKey(value: string | undefined, now: Date): string | undefined {
  if (value === undefined || value === '') return undefined
  if (value.length > LIMITS.idempotencyKeyCharacters || !/^[\x21-\x7e]+$/.test(value)) throw new AppError('invalid', 'key')
  if (!UUID.test(value) && numbersIn(value).some((number) => isPersonNumber(number, now) && !isStamp(number, now)))
    throw new AppError('invalid', 'key_person')
  return value
}

/** One time of day in ten has a right check digit: `20261129-1405` is no newborn's number. */
const isStamp = (number: string, now: Date): boolean => maskFileName(number, stockholmDay(now)) === number

/** Digits of a UUID may happen to look like a person's number. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Numbers that stand by themselves, not those inside a longer run of letters and digits, such as a hash. */
const numbersIn = (key: string): string[] => key.match(/(?<![0-9a-z])(?:\d\d)?\d{6}[-+]?\d{4}(?![0-9a-z])/gi) ?? []
