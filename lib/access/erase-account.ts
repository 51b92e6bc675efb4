import { DAY_MS } from '#lib/calendar.ts'
import { appendAudit, forPerson, PORTAL_CHAIN } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { tellPerson } from '#lib/notices/tell-person.ts'
import type { Locale } from '#lib/text/locale.ts'
import { type ActorContext, actorWord, type PersonActor } from './actor.ts'

/** What keeps an account from being ended. `label`: the company's name, the application's reference. */
export type ErasureObstacle =
  | { kind: 'staff' }
  | { kind: 'last_administrator'; label: string }
  | { kind: 'application'; label: string }

export function listErasureObstacles({ db, actor }: ActorContext<PersonActor>): Promise<ErasureObstacle[]> {
  return forPerson(
    { db, actor },
    (tx) => tx.$queryRaw<ErasureObstacle[]>`
      SELECT kind, label FROM own_erasure_obstacles(${actor.sessionId}::uuid) ORDER BY kind, label`,
  )
}

/** What one types so that nothing is erased by a slip. */
export const ERASE_WORDS = { sv: 'RADERA', en: 'ERASE' } as const satisfies Record<Locale, string>

type EraseAccountInput = {
  typed: string
  /** Of the mail that says so. */
  language: Locale
}

/**
 * Ends the person's account: logins, ways to log in, memberships and address go; the name stays with what they have done, which
 * others need it for. Refuses (`invalid`, `erase_word`) without the word, (`not_allowed`, `fresh_login`) an old login, (`conflict`,
 * the obstacle's kind) while there is one.
 */
export async function eraseAccount(
  { db, actor, now }: ActorContext<PersonActor>,
  { typed, language }: EraseAccountInput,
): Promise<void> {
  const isMeant = Object.values(ERASE_WORDS).some((word) => word === typed.trim().toUpperCase())
  if (!isMeant) throw new AppError('invalid', 'erase_word')
  await forPerson({ db, actor }, async (tx) => {
    const [row] = await tx.$queryRaw<{ word: string; former: string | null }[]>`
      SELECT word, former FROM erase_person(${actor.sessionId}::uuid)`
    switch (row?.word) {
      case 'ok':
        break
      case 'fresh_login':
        throw new AppError('not_allowed', 'fresh_login')
      case 'staff':
        throw new AppError('conflict', 'erase_staff')
      case 'last_administrator':
        throw new AppError('conflict', 'erase_last_administrator')
      case 'application':
        throw new AppError('conflict', 'erase_application')
      default:
        throw new AppError('not_signed_in')
    }
    await appendAudit(tx, { chain: PORTAL_CHAIN, actor: actorWord(actor), action: 'person.erased', object: actor.personId })
    if (row.former === null) return
    const news = { kind: 'account-erased', about: `person:${actor.personId}`, params: { path: '/' } } as const
    const times = { dueAt: now, voidAt: new Date(now.getTime() + DAY_MS) }
    await tellPerson(tx, { ...news, address: row.former, language, ...times })
  })
}
