import type { Context } from '#lib/db.ts'
import type { Actor } from './actor.ts'
import { requireMember } from './require-member.ts'

/** A person must act for the employer today; a certificate has been turned into its employer at the door. */
export async function requireSender(
  { db }: Pick<Context, 'db'>,
  { employerId, actor }: { employerId: string; actor: Actor },
): Promise<void> {
  if (actor.kind === 'person') await requireMember({ db }, { personId: actor.personId, employerId })
}
