import type { ActorContext } from './actor.ts'
import { requireMember } from './require-member.ts'

/** Refuses (`not_found`, `employer`) a person who may not act for the employer today. A certificate's employer is found before the call. */
export async function requireActor({ db, actor }: Pick<ActorContext, 'db' | 'actor'>, employerId: string): Promise<void> {
  if (actor.kind === 'person') await requireMember({ db }, { personId: actor.personId, employerId })
}
