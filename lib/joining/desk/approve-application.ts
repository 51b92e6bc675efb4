import { randomBytes } from 'node:crypto'
import type { ActorContext, PersonActor } from '#lib/access/actor.ts'
import { hashLink } from '#lib/access/link-token.ts'
import { requireFreshLogin, requireOperator } from '#lib/access/require-member.ts'
import { DAY_MS } from '#lib/calendar.ts'
import { type Context, forPerson, type Tx } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { Keeping } from '#lib/keeping/open-keeping.ts'
import { LIMITS } from '#lib/limits.ts'
import { tellPerson } from '#lib/notices/tell-person.ts'
import type { Locale } from '#lib/text/locale.ts'
import { findApplication } from '../read-application.ts'
import { checkDeskSignatures, namesItsParties } from './check-signatures.ts'
import type { DecidedVersion } from './decide-application.ts'
import { refuseDecision } from './refuse-decision.ts'

/** `second`: another operator must approve too; `later`: it came on paper, and takes effect after some days. */
export type ApprovalResult = 'approved' | 'second' | 'later'
/** `paperDays`: PAPER_DELAY_DAYS. */
type ApproveApplicationInput = DecidedVersion & { reference: string; paperDays: number; keeping: Keeping }

/**
 * Approves an application: all that it makes is made in this transaction, or, where four eyes or a delay are asked for, once they have
 * been. Refuses as decideApplication, and (`conflict`) one that is not signed by all who must (`application_unsigned`, or one that does not hold: `signature_unverified`), whose number has
 * joined meanwhile (`number_joined`) or has not (`number_not_joined`), or that the same operator has approved (`same_operator`).
 */
export async function approveApplication(
  { db, actor, now }: ActorContext<PersonActor>,
  { applicationId, version, digest, paperDays, reference, keeping }: ApproveApplicationInput,
): Promise<ApprovalResult> {
  await requireOperator({ db, actor })
  await requireVerified({ db, actor, now }, { applicationId, reference, keeping })
  return forPerson({ db, actor }, async (tx) => {
    await requireFreshLogin(tx, actor, now)
    const invitations = await prepareInvitations(tx, applicationId, now)
    const [row] = await tx.$queryRaw<{ became: ApprovalResult }[]>`
      SELECT approve_application(${applicationId}::uuid, ${actor.sessionId}::uuid, ${version}::int, ${digest}, ${paperDays}::int,
        ${invitations.hashes}::text[], ${invitations.expiresAt}::timestamptz) AS became`
    const became = refuseDecision(row?.became)
    if (became === 'approved') await invitations.send()
    return became
  })
}

/**
 * Refuses (`conflict`, `signature_unverified`) where a signature that counts does not hold, or the application is not what was signed;
 * the database cannot ask that.
 */
async function requireVerified(
  context: ActorContext<PersonActor>,
  { applicationId, reference, keeping }: { applicationId: string; reference: string; keeping: Keeping },
): Promise<void> {
  const found = await findApplication(context, reference)
  const checked = await checkDeskSignatures(context, { found, keeping })
  const isSame = found.id === applicationId && namesItsParties(found)
  if (!isSame || checked.some(({ check }) => check !== 'holds' && check !== 'paper' && check !== 'voided'))
    throw new AppError('conflict', 'signature_unverified')
}

/** Makes those that came on paper and whose days have gone by: for the process's own clock. Gives the ids of those that were made. */
export async function effectDueApplications({ db, now }: Context): Promise<string[]> {
  const due = await db.prisma.$queryRaw<{ id: string }[]>`SELECT application_id AS id FROM due_applications()`
  const made: string[] = []
  for (const { id } of due)
    await db.prisma.$transaction(async (tx) => {
      const invitations = await prepareInvitations(tx, id, now)
      const [row] = await tx.$queryRaw<{ became: string }[]>`
        SELECT effect_application(${id}::uuid, ${invitations.hashes}::text[], ${invitations.expiresAt}::timestamptz) AS became`
      if (row?.became !== 'approved') return
      await invitations.send()
      made.push(id)
    })
  return made
}

/** A link for each administrator who has not accepted with an e-legitimation of their own; only its hash is kept. */
async function prepareInvitations(tx: Tx, applicationId: string, now: Date) {
  const wanted = await tx.$queryRaw<{ address: string; language: Locale }[]>`
    SELECT address, language FROM invitations_wanted(${applicationId}::uuid)`
  const links = wanted.map((who) => ({ ...who, token: randomBytes(32).toString('base64url') }))
  const expiresAt = new Date(now.getTime() + LIMITS.invitationDays * DAY_MS)
  const send = async (): Promise<void> => {
    for (const { address, language, token } of links)
      await tellPerson(tx, {
        ...{ kind: 'administrator-invited', about: `invitation:${hashLink(token)}`, address, language },
        ...{ params: { path: `/inbjudan/${token}`, days: LIMITS.invitationDays }, dueAt: now, voidAt: expiresAt },
      })
  }
  return { hashes: links.map(({ token }) => hashLink(token)), expiresAt, send }
}
