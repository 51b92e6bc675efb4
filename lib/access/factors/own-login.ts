import type { Context } from '#lib/db.ts'
import { isLocked } from '../login-delay.ts'
import { canonicalUsername } from '../person.ts'

export type OwnLogin = {
  /** Null: nobody has given the person a login without e-legitimation, or they have not chosen one yet. */
  username: string | null
  passkeys: { id: string; label: string; createdAt: Date; usedAt: Date | null }[]
  /** Strangers' browsers can no longer try the user name. */
  isLocked: boolean
  /** One of the person's companies lets its people log in so. */
  isOn: boolean
}

/** How a person logs in without e-legitimation. Asks nobody: for the person, and for verbs that have asked. */
export async function readOwnLogin(
  { db }: Pick<Context, 'db'>,
  { personId, pepper }: { personId: string; pepper: string },
): Promise<OwnLogin> {
  const { username, passkeys } = await db.prisma.person.findUniqueOrThrow({
    where: { id: personId },
    select: {
      username: true,
      passkeys: { select: { id: true, label: true, createdAt: true, usedAt: true }, orderBy: { createdAt: 'asc' } },
    },
  })
  const [row] = await db.prisma.$queryRaw<{ on: boolean }[]>`SELECT may_use_password(${personId}::uuid) AS on`
  const locked = username !== null && (await isLocked({ db }, canonicalUsername(username), pepper))
  return { username, passkeys, isLocked: locked, isOn: row?.on === true }
}
