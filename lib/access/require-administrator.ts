import type { Context } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { requireMember } from './require-member.ts'

/** Refuses (`not_found`) whom one may not act for, and (`not_allowed`, `administrator`) who is no administrator there. */
export async function requireAdministrator(
  { db }: Pick<Context, 'db'>,
  who: { personId: string; employerId: string },
): Promise<void> {
  const { role } = await requireMember({ db }, who)
  if (role !== 'administrator') throw new AppError('not_allowed', 'administrator')
}
