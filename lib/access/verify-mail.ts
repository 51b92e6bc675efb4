// A person's own address: a code of six digits is mailed to it, and entered here. In the database a code is a keyed hash.
import { createHmac, randomInt } from 'node:crypto'
import { readAddresses } from '#lib/addresses.ts'
import { DAY_MS } from '#lib/calendar.ts'
import { appendAudit, type Context, forPerson, PORTAL_CHAIN } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { LIMITS } from '#lib/limits.ts'
import { tellPerson } from '#lib/notices/tell-person.ts'
import type { Locale } from '#lib/text/locale.ts'
import { type ActorContext, actorWord, type PersonActor } from './actor.ts'

const MINUTE_MS = 60_000

type AskMailCodeInput = {
  /** As typed. */
  address: string
  /** Of the mail. */
  language: Locale
  /** The page that the code is entered on, where the mail's link leads. */
  path: string
  /** PERSON_KEY. */
  pepper: string
}

/**
 * Mails a code to an address that the person says is theirs; an earlier code counts no more. `verified`: it is theirs already, and
 * nothing is mailed. Refuses (`invalid`) an address that cannot be read, (`too_many`, `mail_codes`) more than LIMITS.mailCodesADay to
 * the person or to the address, (`not_allowed`, `fresh_login`) to change an address without a fresh login.
 */
export async function askMailCode(
  { db, actor, now }: ActorContext<PersonActor>,
  { address: typed, language, path, pepper }: AskMailCodeInput,
): Promise<'asked' | 'verified'> {
  const [read] = readAddresses([typed])
  if (!read || 'fault' in read) throw new AppError('invalid', read?.fault === 'lines' ? 'address_lines' : 'address')
  const { address } = read
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  return await forPerson({ db, actor }, async (tx) => {
    const [asked] = await tx.$queryRaw<{ outcome: 'asked' | 'verified' | 'ended' | 'stale' | 'too_many'; codeId: string }[]>`
      SELECT outcome, code_id AS "codeId" FROM ask_mail_code(${actor.sessionId}::uuid, ${actor.personId}::uuid, ${address},
        ${hashCode({ code, personId: actor.personId, pepper })}, ${now}, ${LIMITS.mailCodeMinutes}::int, ${LIMITS.mailCodesADay}::int,
        ${freshSince(now)})`
    if (!asked || asked.outcome === 'ended') throw new AppError('not_signed_in')
    if (asked.outcome === 'stale') throw new AppError('not_allowed', 'fresh_login')
    if (asked.outcome === 'too_many') throw new AppError('too_many', 'mail_codes')
    if (asked.outcome === 'verified') return 'verified'
    const params = { code, minutes: LIMITS.mailCodeMinutes, path }
    const times = { dueAt: now, voidAt: new Date(now.getTime() + LIMITS.mailCodeMinutes * MINUTE_MS) }
    await tellPerson(tx, { kind: 'mail-code', about: `mail-code:${asked.codeId}`, address, language, params, ...times })
    await appendAudit(tx, {
      chain: PORTAL_CHAIN,
      actor: actorWord(actor),
      action: 'person.mail-asked',
      object: actor.personId,
    })
    return 'asked'
  })
}

type ConfirmMailCodeInput = {
  /** As typed. */
  code: string
  /** Of the mail to an address that is replaced. */
  language: Locale
  pepper: string
}

/**
 * Makes the address of the code that was mailed last the person's own; a verified one that it replaces is told. The same code once more
 * does nothing. Refuses (`invalid`, `mail_code`) a wrong code, (`conflict`, `mail_code`) where there is none to enter: too old, or
 * LIMITS.mailCodeTries wrong ones.
 */
export async function confirmMailCode(
  { db, actor, now }: ActorContext<PersonActor>,
  { code: typed, language, pepper }: ConfirmMailCodeInput,
): Promise<void> {
  const code = typed.replaceAll(/[\s-]/g, '')
  // Nobody guesses so: it is a slip, and no try.
  if (!/^\d{6}$/.test(code)) throw new AppError('invalid', 'mail_code')
  const outcome = await forPerson({ db, actor }, async (tx) => {
    const [confirmed] = await tx.$queryRaw<{ outcome: ConfirmOutcome; codeId: string; former: string | null }[]>`
      SELECT outcome, code_id AS "codeId", former FROM confirm_mail_code(${actor.sessionId}::uuid, ${actor.personId}::uuid,
        ${hashCode({ code, personId: actor.personId, pepper })}, ${now}, ${LIMITS.mailCodeTries}::int, ${freshSince(now)})`
    if (confirmed?.outcome !== 'confirmed') return confirmed?.outcome ?? 'ended'
    const { codeId, former } = confirmed
    if (former !== null) {
      const news = { kind: 'mail-changed', about: `mail-code:${codeId}`, params: { path: '/konto' } } as const
      const times = { dueAt: now, voidAt: new Date(now.getTime() + 7 * DAY_MS) }
      await tellPerson(tx, { ...news, address: former, language, ...times })
    }
    await appendAudit(tx, {
      chain: PORTAL_CHAIN,
      actor: actorWord(actor),
      action: 'person.mail',
      object: actor.personId,
      detail: { changed: former !== null },
    })
    return 'confirmed'
  })
  // After the transaction, which counts the try.
  switch (outcome) {
    case 'confirmed':
    case 'again':
      return
    case 'wrong':
      throw new AppError('invalid', 'mail_code')
    case 'none':
      throw new AppError('conflict', 'mail_code')
    case 'stale':
      throw new AppError('not_allowed', 'fresh_login')
    case 'ended':
      throw new AppError('not_signed_in')
  }
}

type ConfirmOutcome = 'confirmed' | 'again' | 'wrong' | 'none' | 'stale' | 'ended'

/** A person's own address, as pages show it. */
export type OwnMail = {
  /** Verified; null where there is none. */
  address: string | null
  verifiedAt: Date | null
  /** The mail server refused it then, and no mail has gone through since. */
  refusedAt: Date | null
  /** Of the person's mails. */
  language: Locale
  /** An address that a code was mailed to which can still be entered. `refused`: the mail server did not take the mail. */
  pending: { address: string; expiresAt: Date; refused: boolean } | null
  /** Where an invitation came, which nobody has verified. */
  suggested: string | null
}

export async function readOwnMail({ db, actor, now }: ActorContext<PersonActor>): Promise<OwnMail> {
  const { personId, sessionId } = actor
  const select = { mail: true, mailVerifiedAt: true, mailRefusedAt: true, language: true }
  const { person, pending } = await forPerson({ db, actor }, async (tx) => {
    const [code] = await tx.$queryRaw<NonNullable<OwnMail['pending']>[]>`
      SELECT address, expires_at AS "expiresAt", refused FROM pending_mail_code(${sessionId}::uuid, ${personId}::uuid, ${now})`
    return { person: await tx.person.findUniqueOrThrow({ where: { id: personId }, select }), pending: code }
  })
  return {
    address: person.mailVerifiedAt ? person.mail : null,
    verifiedAt: person.mailVerifiedAt,
    refusedAt: person.mailRefusedAt,
    language: person.language === 'en' ? 'en' : 'sv',
    pending: pending ?? null,
    suggested: person.mailVerifiedAt ? null : person.mail,
  }
}

/** Housekeeping: removes codes a day old. Returns how many. */
export async function purgeMailCodes({ db, now }: Context): Promise<number> {
  const [purged] = await db.prisma.$queryRaw<{ count: number }[]>`SELECT purge_mail_codes(${now}) AS count`
  return purged?.count ?? 0
}

const freshSince = (now: Date): Date => new Date(now.getTime() - LIMITS.freshLoginMinutes * MINUTE_MS)

type CodeParts = { code: string; personId: string; pepper: string }

/** A million codes are soon tried: only with the pepper can they be. */
const hashCode = ({ code, personId, pepper }: CodeParts): string =>
  createHmac('sha256', pepper).update(`mail-code:${personId}:${code}`).digest('hex')
