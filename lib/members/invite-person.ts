import { randomBytes, randomUUID } from 'node:crypto'
import { type ActorContext, actorWord, type PersonActor } from '#lib/access/actor.ts'
import { hashLink } from '#lib/access/link-token.ts'
import { requireAdministrator, requireFreshLogin } from '#lib/access/require-member.ts'
import { readAddresses } from '#lib/addresses.ts'
import { DAY_MS, stockholmDay } from '#lib/calendar.ts'
import { appendAudit, forEmployer, type Tx, withWords } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { maskPersonnummer, parsePerson } from '#lib/identifiers.ts'
import type { Keeping } from '#lib/keeping/open-keeping.ts'
import { LIMITS } from '#lib/limits.ts'
import { tellPerson } from '#lib/notices/tell-person.ts'
import type { Locale } from '#lib/text/locale.ts'
import type { Employer } from '#prisma/generated/client.ts'
import { dayText, readName, readTerms } from './member-terms.ts'

type InvitePersonInput = {
  employerId: string
  name: string
  address: string
  role: string
  /** The last day (midnight UTC). */
  validUntil: Date | null
  /** Of the one person who may accept; empty: whoever has the link, who is seen afterwards. */
  personnummer: string
  keeping: Keeping
}

/**
 * Invites somebody by a link that is mailed to the address and works once, for LIMITS.invitationDays. Refuses (`not_allowed`) others
 * than administrators, and an old login; (`invalid`) `person_name`, `address`, `invited_number` and what readTerms refuses;
 * (`conflict`) who is a member already (`member_already`: another role is given there) or an address that is invited already
 * (`invited_already`); (`too_many`, `invitations`) more than LIMITS.invitationsADay.
 */
export async function invitePerson(
  { db, actor, now }: ActorContext<PersonActor>,
  { employerId, keeping, ...typed }: InvitePersonInput,
): Promise<{ invitationId: string }> {
  await requireAdministrator({ db, actor }, employerId)
  const name = readName(typed.name, 'person_name')
  const address = readAddress(typed.address)
  const { role, validUntil } = readTerms(typed, now)
  const bound = await boundTo({ keeping, actor, now }, typed.personnummer)
  const [id, link, expiresAt] = [randomUUID(), newLink(), expiryFrom(now)]
  await forEmployer({ db, actor }, employerId, async (tx) => {
    await requireFreshLogin(tx, actor, now)
    const [row] = await tx.$queryRaw<{ became: string }[]>`
      SELECT invite_member(${actor.sessionId}::uuid, ${employerId}::uuid, ${id}::uuid, ${link.hash}, ${name}, ${address}, ${role},
        ${dayText(validUntil)}::date, ${bound?.key ?? null}, ${bound?.masked ?? null}, ${expiresAt}, ${LIMITS.invitationsADay}) AS became`
    refuseUnlessDone(row?.became)
    await mailLink(tx, { invitationId: id, employerId, address, link, now })
    const detail = { role, until: dayText(validUntil), bound: bound !== undefined }
    await appendAudit(tx, { chain: employerId, actor: actorWord(actor), action: 'invitation.sent', object: id, detail })
  })
  return { invitationId: id }
}

type InvitationKey = { employerId: string; invitationId: string }

/**
 * Mails a new link, for LIMITS.invitationDays; the one before works no more. Refuses (`not_found`, `invitation`) one that is accepted,
 * taken back or another employer's.
 */
export async function resendInvitation(
  { db, actor, now }: ActorContext<PersonActor>,
  { employerId, invitationId }: InvitationKey,
): Promise<void> {
  await requireAdministrator({ db, actor }, employerId)
  const link = newLink()
  await forEmployer({ db, actor }, employerId, async (tx) => {
    await requireFreshLogin(tx, actor, now)
    const [row] = await tx.$queryRaw<{ became: string; address: string }[]>`
      SELECT became, address FROM renew_invitation(${actor.sessionId}::uuid, ${employerId}::uuid, ${invitationId}::uuid, ${link.hash}, ${expiryFrom(now)})`
    refuseUnlessDone(row?.became ?? 'gone')
    await mailLink(tx, { invitationId, employerId, address: row?.address ?? '', link, now })
    const entry = { chain: employerId, actor: actorWord(actor), action: 'invitation.sent-again', object: invitationId }
    await appendAudit(tx, entry)
  })
}

/** Takes it back: its link works no more. Refuses as resendInvitation. */
export async function endInvitation(
  { db, actor, now }: ActorContext<PersonActor>,
  { employerId, invitationId }: InvitationKey,
): Promise<void> {
  await requireAdministrator({ db, actor }, employerId)
  await forEmployer({ db, actor }, employerId, async (tx) => {
    await requireFreshLogin(tx, actor, now)
    const [row] = await tx.$queryRaw<{ became: string }[]>`
      SELECT end_invitation(${actor.sessionId}::uuid, ${employerId}::uuid, ${invitationId}::uuid) AS became`
    refuseUnlessDone(row?.became)
    const entry = { chain: employerId, actor: actorWord(actor), action: 'invitation.taken-back', object: invitationId }
    await appendAudit(tx, entry)
  })
}

const CASES: Record<string, AppError | undefined> = {
  administrator: new AppError('not_allowed', 'administrator'),
  member: new AppError('conflict', 'member_already'),
  invited: new AppError('conflict', 'invited_already'),
  many: new AppError('too_many', 'invitations'),
}

function refuseUnlessDone(became: string | undefined): void {
  if (became !== 'done') throw CASES[became ?? ''] ?? new AppError('not_found', 'invitation')
}

const expiryFrom = (now: Date): Date => new Date(now.getTime() + LIMITS.invitationDays * DAY_MS)

function readAddress(text: string): string {
  const [read] = readAddresses([text])
  if (!read || 'fault' in read) throw new AppError('invalid', 'address')
  return read.address
}

type BoundContext = Pick<ActorContext<PersonActor>, 'actor' | 'now'> & { keeping: Keeping }

/** Whom alone the invitation is for. */
async function boundTo(
  { keeping, actor, now }: BoundContext,
  text: string,
): Promise<{ key: string; masked: string } | undefined> {
  if (text.trim() === '') return undefined
  const read = parsePerson(text, stockholmDay(now))
  if ('fault' in read) throw new AppError('invalid', 'invited_number')
  const asked = { credential: actor.credential, purpose: 'invitation' as const, numbers: [read.canonical] }
  const { keys } = await keeping.ask('keyNumbers', asked)
  return { key: keys[0] ?? '', masked: maskPersonnummer(read.canonical) }
}

/** 256 random bits. The row holds the hash alone. */
function newLink(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: hashLink(token) }
}

type MailLinkInput = {
  invitationId: string
  employerId: string
  address: string
  link: { token: string; hash: string }
  now: Date
}

async function mailLink(tx: Tx, { invitationId, employerId, address, link, now }: MailLinkInput): Promise<void> {
  const employer = await tx.employer.findUniqueOrThrow({ where: { id: employerId } })
  const { language } = withWords<Employer, { language: Locale }>(employer)
  await tellPerson(tx, {
    kind: 'invited',
    // Each link is a mail of its own.
    about: `invitation:${invitationId}:${link.hash.slice(0, 16)}`,
    ...{ address, language, dueAt: now, voidAt: expiryFrom(now) },
    params: { path: `/inbjudan/${link.token}`, days: LIMITS.invitationDays },
  })
}
