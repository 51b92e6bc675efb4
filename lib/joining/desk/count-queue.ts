import type { ActorContext, PersonActor } from '#lib/access/actor.ts'
import { requireOperator } from '#lib/access/require-member.ts'
import { forPerson } from '#lib/db.ts'

/** How many applications wait for an operator's decision. Refuses (`not_found`) who is no operator. */
export async function countQueue({ db, actor }: Pick<ActorContext<PersonActor>, 'db' | 'actor'>): Promise<number> {
  await requireOperator({ db, actor })
  return forPerson({ db, actor }, (tx) =>
    tx.application.count({ where: { submittedAt: { not: null }, state: { in: ['submitted', 'reviewing'] } } }),
  )
}
