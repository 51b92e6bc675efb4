import { type ActorContext, actorOf, type PersonActor } from '#lib/access/actor.ts'
import { readSession } from '#lib/access/read-session.ts'
import { AppError } from '#lib/errors.ts'
import type { Keeper } from './keeper.ts'

/** Who a credential's session is of. Refuses (`not_signed_in`) one that has ended. */
export async function requireSpeaker({ db }: Pick<Keeper, 'db'>, credential: string): Promise<ActorContext<PersonActor>> {
  const now = new Date()
  const session = await readSession({ db }, credential)
  if (!session) throw new AppError('not_signed_in')
  return { db, actor: actorOf(session), now }
}

type PerformByPerson<Input, Output> = (
  at: ActorContext<PersonActor>,
  input: Omit<Input, 'credential'>,
  env: Keeper['env'],
) => Promise<Output>

/** An operation that the person of its credential does. */
export function byPerson<Input extends { credential: string }, Output>(perform: PerformByPerson<Input, Output>) {
  return async ({ db, env }: Keeper, { credential, ...input }: Input): Promise<Output> =>
    perform(await requireSpeaker({ db }, credential), input, env)
}
