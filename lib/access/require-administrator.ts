import { AppError } from '#lib/errors.ts'
import type { ActorContext, PersonActor } from './actor.ts'
import { requireMember } from './require-member.ts'

/** Refuses (`not_found`) an employer that the person may not act for, and (`not_allowed`, `administrator`) another role there. */
export async function requireAdministrator(
  { db, actor }: Pick<ActorContext<PersonActor>, 'db' | 'actor'>,
  employerId: string,
): Promise<void> {
  const { role } = await requireMember({ db }, { personId: actor.personId, employerId })
  if (role !== 'administrator') throw new AppError('not_allowed', 'administrator')
}
