import { forPerson } from '#lib/db.ts'
import type { ActorContext, PersonActor } from './actor.ts'

/** What the portal knows of the person themself. `username`: null for who logs in with e-legitimation alone. */
export type Account = { name: string; personMasked: string; username: string | null }

export async function readAccount({ db, actor }: Pick<ActorContext<PersonActor>, 'db' | 'actor'>): Promise<Account> {
  const select = { name: true, personMasked: true, username: true }
  return forPerson({ db, actor }, (tx) => tx.person.findUniqueOrThrow({ where: { id: actor.personId }, select }))
}
