import { createHash } from 'node:crypto'
import type { Context } from '#lib/db.ts'

/** Longer than a login at the broker may take: its cookies end earlier. */
const KEPT_MS = 60 * 60_000

/** Uses up the `state` of an answer of the login broker: true the first time, whoever else tries. */
export async function spendState({ db, now }: Context, state: string): Promise<boolean> {
  const stateHash = createHash('sha256').update(state).digest('hex')
  return (await db.prisma.spentState.createMany({ data: [{ stateHash, spentAt: now }], skipDuplicates: true })).count === 1
}

/** Forgets those whose login would have ended anyway. */
export async function forgetSpentStates({ db, now }: Context): Promise<void> {
  await db.prisma.spentState.deleteMany({ where: { spentAt: { lt: new Date(now.getTime() - KEPT_MS) } } })
}
