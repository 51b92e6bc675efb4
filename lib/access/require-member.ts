import type { Context } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { employersOf, type Role } from './employers-of.ts'

/** The person's role at the employer today. Refuses (`not_found`) whom one may not act for, as if it did not exist. */
export async function requireMember(
  { db }: Pick<Context, 'db'>,
  { personId, employerId }: { personId: string; employerId: string },
): Promise<{ role: Role }> {
  const membership = (await employersOf({ db }, personId)).find((known) => known.employerId === employerId)
  if (!membership) throw new AppError('not_found', 'employer')
  return { role: membership.role }
}
