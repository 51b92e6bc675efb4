import { readSession, type Session } from '#lib/access/read-session.ts'
import type { Context } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'

/** The session of a credential. Refuses (`not_signed_in`) one that has ended. */
export async function requireSpeaker({ db, now }: Context, credential: string): Promise<Session> {
  const session = await readSession({ db, now }, credential)
  if (!session) throw new AppError('not_signed_in')
  return session
}
