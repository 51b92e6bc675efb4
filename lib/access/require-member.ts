import type { Context, Tx } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { LIMITS } from '#lib/limits.ts'
import type { ActorContext, PersonActor } from './actor.ts'
import { employersOf, type Role } from './employers-of.ts'
import { IDLE_MS } from './session-token.ts'

/** The person's role at the employer today. Refuses (`not_found`, `employer`) one that the person may not act for, as one that does not exist. */
export async function requireMember(
  { db }: Pick<Context, 'db'>,
  { personId, employerId }: { personId: string; employerId: string },
): Promise<{ role: Role }> {
  const membership = (await employersOf({ db }, personId)).find((known) => known.employerId === employerId)
  if (!membership) throw new AppError('not_found', 'employer')
  return { role: membership.role }
}

/** May send, withdraw, correct, settle, and open files from FK: all but readers. */
export const mayAct = (role: Role): boolean => role !== 'reader'

/** May change what is the company's own: certificates, mandates, addresses of notices. Pages ask it too, to hide what would be refused. */
export const mayAdminister = (role: Role): boolean => role === 'administrator'

/** Refuses (`not_found`) an employer that the person may not act for, and (`not_allowed`, `administrator`) another role there. */
export async function requireAdministrator(
  { db, actor }: Pick<ActorContext<PersonActor>, 'db' | 'actor'>,
  employerId: string,
): Promise<void> {
  const { role } = await requireMember({ db }, { personId: actor.personId, employerId })
  if (!mayAdminister(role)) throw new AppError('not_allowed', 'administrator')
}

/** Refuses (`not_found`, `employer`) a person who may not act for the employer today. A certificate's employer is found before the call. */
export async function requireActor({ db, actor }: Pick<ActorContext, 'db' | 'actor'>, employerId: string): Promise<void> {
  if (actor.kind === 'person') await requireMember({ db }, { personId: actor.personId, employerId })
}

/**
 * The e-services of the employer that a person in a login acts for, asked in the transaction that commits. Refuses
 * (`not_signed_in`) a login that has ended, and (`not_found`, `employer`) an employer that the person may not act for today.
 */
export async function requireLogin(
  tx: Pick<Tx, '$queryRaw'>,
  { actor: { personId, sessionId }, employerId }: { actor: PersonActor; employerId: string },
  now: Date,
): Promise<{ services: string[] }> {
  const idleSince = new Date(now.getTime() - IDLE_MS)
  const [row] = await tx.$queryRaw<{ services: string[] | null }[]>`
    SELECT (SELECT e.services FROM employers_of(s.person_id) e WHERE e.employer_id = ${employerId}::uuid) AS services
    FROM login_session s JOIN person p ON p.id = s.person_id
    WHERE s.id = ${sessionId}::uuid AND s.person_id = ${personId}::uuid AND p.removed_at IS NULL
      AND s.expires_at > ${now} AND s.seen_at > ${idleSince}`
  if (!row) throw new AppError('not_signed_in')
  if (!row.services) throw new AppError('not_found', 'employer')
  return { services: row.services }
}

/** Refuses (`not_found`) a person who is no operator: for others there is no such thing. */
export async function requireOperator({ db, actor }: Pick<ActorContext<PersonActor>, 'db' | 'actor'>): Promise<void> {
  const where = { id: actor.personId, operator: true, removedAt: null }
  if ((await db.prisma.person.count({ where })) === 0) throw new AppError('not_found')
}

/** Whether a person proved so lately who they are that they may do what asks for it. `provedAt`: null where it is not known. */
export const isFresh = (provedAt: Date | null, now: Date): boolean =>
  provedAt !== null && provedAt.getTime() >= now.getTime() - LIMITS.freshLoginMinutes * 60_000

/** Refuses (`not_signed_in`) a login that has ended, and (`not_allowed`, `fresh_login`) one whose person must log in again first. */
export async function requireFreshLogin(
  tx: Pick<Tx, 'loginSession'>,
  { personId, sessionId }: PersonActor,
  now: Date,
): Promise<void> {
  const session = await tx.loginSession.findFirst({ where: { id: sessionId, personId }, select: { provedAt: true } })
  if (!session) throw new AppError('not_signed_in')
  if (!isFresh(session.provedAt, now)) throw new AppError('not_allowed', 'fresh_login')
}
