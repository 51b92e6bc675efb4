import { AppError } from '#lib/errors.ts'
import type { ActorContext, PersonActor } from './actor.ts'

export type Account = { name: string; personMasked: string }

/** What the portal knows of the person themself. */
export async function readAccount({ db, actor }: Pick<ActorContext<PersonActor>, 'db' | 'actor'>): Promise<Account> {
  const select = { name: true, personMasked: true }
  const person = await db.prisma.person.findFirst({ where: { id: actor.personId, removedAt: null }, select })
  if (!person) throw new AppError('not_signed_in')
  return person
}
