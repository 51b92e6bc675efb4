// How a person is known: by a keyed hash of the personnummer, or by user name.
import { createHmac } from 'node:crypto'
import type { Context, Tx } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { LIMITS } from '#lib/limits.ts'

/** A personnummer as the database holds it: a keyed hash, so that numbers cannot be tried without the pepper (PERSON_KEY). */
export const personKey = (pepper: string, personnummer: string): string =>
  createHmac('sha256', pepper).update(personnummer).digest('hex')

/** The person with a personKey; null where nobody has given that person an account. */
export function findPerson({ db }: Pick<Context, 'db'>, key: string): Promise<{ id: string; name: string } | null> {
  return db.prisma.person.findFirst({ where: { personKey: key, removedAt: null }, select: { id: true, name: true } })
}

/** A user name as it is stored and looked up. NUL is replaced: Postgres cannot hold one. */
export const canonicalUsername = (typed: string): string => typed.replaceAll('\0', '\ufffd').normalize('NFC').trim().toLowerCase()

/** A user name that somebody chooses: leastUsernameCharacters to usernameCharacters, without spaces or control characters. Refuses (`invalid`, `username`) others. */
export function requireUsername(typed: string): string {
  const username = canonicalUsername(typed)
  const { length } = [...username]
  const isOdd = length < LIMITS.leastUsernameCharacters || length > LIMITS.usernameCharacters
  if (isOdd || /[\s\p{C}]/u.test(username)) throw new AppError('invalid', 'username')
  return username
}

/** The key of the personnummer of who speaks (forPerson, forEmployer): web reads nobody else's. */
export async function readOwnKey(tx: Pick<Tx, '$queryRaw'>): Promise<string> {
  const [row] = await tx.$queryRaw<{ key: string | null }[]>`SELECT own_person_key() AS key`
  if (!row?.key) throw new Error('nobody speaks')
  return row.key
}
