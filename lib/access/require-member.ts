import { forPerson, type Tx } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { LIMITS } from '#lib/limits.ts'
import type { Actor, ActorContext, PersonActor } from './actor.ts'
import type { Membership, Role } from './employers-of.ts'
import { type OfLogin, ownEmployers } from './own-employers.ts'
import { IDLE_MS } from './session-token.ts'

/**
 * The role at the employer today of the person of the login. Refuses (`not_signed_in`) a login that has ended, and (`not_found`,
 * `employer`) an employer that the person may not act for, as one that does not exist.
 */
export async function requireMember(at: OfLogin, employerId: string): Promise<Membership> {
  const membership = (await ownEmployers(at)).find((known) => known.employerId === employerId)
  if (!membership) throw new AppError('not_found', 'employer')
  return membership
}

/** May send, withdraw, correct, settle, and open files from FK: all but readers. Pages ask it too, to hide what would be refused. */
export const mayAct = (role: Role): boolean => role !== 'reader'

/** May change what is the company's own: certificates, mandates, addresses of notices. Pages ask it too, to hide what would be refused. */
export const mayAdminister = (role: Role): boolean => role === 'administrator'

/** Refuses as requireMember does, and (`not_allowed`, `administrator`) another role at the employer. */
export async function requireAdministrator(at: OfLogin, employerId: string): Promise<void> {
  const { role } = await requireMember(at, employerId)
  if (!mayAdminister(role)) throw new AppError('not_allowed', 'administrator')
}

/**
 * Asked in the transaction that acts, so that a role that changes in mid-request counts. Refuses (`not_found`, `employer`) a person
 * who may not act for the employer today, and (`not_allowed`, `reader`) one who may only look. A certificate's employer is found
 * before the call.
 */
export async function requireActor(
  tx: Pick<Tx, '$queryRaw'>,
  { actor, employerId }: { actor: Actor; employerId: string },
): Promise<void> {
  if (actor.kind !== 'person') return
  const [row] = await tx.$queryRaw<{ role: Role }[]>`
    SELECT role FROM own_employers() WHERE employer_id = ${employerId}::uuid`
  if (!row) throw new AppError('not_found', 'employer')
  requireHandler(row.role)
}

/** Refuses (`not_allowed`, `reader`) a role that may only look. */
export function requireHandler(role: Role): void {
  if (!mayAct(role)) throw new AppError('not_allowed', 'reader')
}

export type AdmittedServices = Pick<Membership, 'services' | 'tried'>

/** Refuses (`not_allowed`) to hand in for an e-service that the employer is not admitted to (`service`), or has in test (`in_test`). */
export function requireAdmitted({ services, tried }: AdmittedServices, service: string): void {
  if (!services.includes(service)) throw new AppError('not_allowed', tried.includes(service) ? 'in_test' : 'service')
}

/**
 * The e-services of the employer that a person in a login sends files for, asked in the transaction that commits. Refuses
 * (`not_signed_in`) a login that has ended, (`not_found`, `employer`) an employer that the person may not act for today, and
 * (`not_allowed`, `reader`) one that the person may only look at.
 */
export async function requireLogin(
  tx: Pick<Tx, '$queryRaw'>,
  { actor: { personId, sessionId }, employerId }: { actor: PersonActor; employerId: string },
  now: Date,
): Promise<AdmittedServices> {
  const idleSince = new Date(now.getTime() - IDLE_MS)
  const [row] = await tx.$queryRaw<{ services: string[] | null; tried: string[] | null; role: Role | null }[]>`
    SELECT e.services, e.tried, e.role
    FROM login_session s JOIN person p ON p.id = s.person_id
      LEFT JOIN LATERAL (SELECT * FROM own_employers() WHERE employer_id = ${employerId}::uuid) e ON true
    WHERE s.id = ${sessionId}::uuid AND s.person_id = ${personId}::uuid AND p.removed_at IS NULL
      AND s.expires_at > ${now} AND s.seen_at > ${idleSince}`
  if (!row) throw new AppError('not_signed_in')
  if (!row.services || !row.tried || !row.role) throw new AppError('not_found', 'employer')
  requireHandler(row.role)
  return { services: row.services, tried: row.tried }
}

/** Refuses (`not_found`) a person who is no operator: for others there is no such thing. */
export async function requireOperator({ db, actor }: Pick<ActorContext<PersonActor>, 'db' | 'actor'>): Promise<void> {
  const [row] = await forPerson(
    { db, actor },
    (tx) => tx.$queryRaw<{ operator: boolean }[]>`SELECT speaks_as_operator() AS operator`,
  )
  if (!row?.operator) throw new AppError('not_found')
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
