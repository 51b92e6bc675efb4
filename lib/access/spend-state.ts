import { createHash } from 'node:crypto'
import type { Context } from '#lib/db.ts'

/** Uses up the `state` of an answer of the login broker: true the first time, whoever else tries. */
export async function spendState({ db, now }: Context, state: string): Promise<boolean> {
  const stateHash = createHash('sha256').update(state).digest('hex')
  return (await db.prisma.spentState.createMany({ data: [{ stateHash, spentAt: now }], skipDuplicates: true })).count === 1
}

/** Forgets those whose login would have ended anyway: the database's clock says so. */
export async function forgetSpentStates({ db }: Pick<Context, 'db'>): Promise<void> {
  await db.prisma.$executeRaw`SELECT forget_spent_states()`
}
