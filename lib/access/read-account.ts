import { AppError } from '#lib/errors.ts'
import type { ActorContext, PersonActor } from './actor.ts'

/** What the portal knows of the person themself. `username`: null for who logs in with e-legitimation alone. */
export type Account = { name: string; personMasked: string; username: string | null }

export async function readAccount({ db, actor }: Pick<ActorContext<PersonActor>, 'db' | 'actor'>): Promise<Account> {
  const select = { name: true, personMasked: true, username: true }
  const person = await db.prisma.person.findFirst({ where: { id: actor.personId, removedAt: null }, select })
  if (!person) throw new AppError('not_signed_in')
  return person
}
