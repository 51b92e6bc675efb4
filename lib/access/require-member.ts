import type { Context } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { ActorContext, PersonActor } from './actor.ts'
import { employersOf, type Role } from './employers-of.ts'

/** The person's role at the employer today. Refuses (`not_found`, `employer`) one that the person may not act for, as one that does not exist. */
export async function requireMember(
  { db }: Pick<Context, 'db'>,
  { personId, employerId }: { personId: string; employerId: string },
): Promise<{ role: Role }> {
  const membership = (await employersOf({ db }, personId)).find((known) => known.employerId === employerId)
  if (!membership) throw new AppError('not_found', 'employer')
  return { role: membership.role }
}

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
