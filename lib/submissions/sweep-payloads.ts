import { type Context, forEmployer } from '#lib/db.ts'
import type { Age } from '#lib/store/list-abandoned.ts'
import { sweepMarks } from '#lib/store/marks.ts'
import { lockFile } from './lock-file.ts'

/**
 * Removes payloads that were sealed just before a process died or its commit failed, and that no row needs. Returns how many.
 * Looks at marked payloads alone, so that a database restored from a backup never costs a file.
 */
export async function sweepUnconfirmed({ db }: Pick<Context, 'db'>, dir: string, age: Age): Promise<number> {
  return await sweepMarks(dir, age, ({ employerId, sha256 }, remove) =>
    forEmployer(db, employerId, async (tx) => {
      await lockFile(tx, { employerId, sha256 })
      if ((await tx.submission.count({ where: { employerId, sha256, purgedAt: null } })) === 0) await remove()
    }),
  )
}

/** Whether any submission of any employer still has its file, so that the store cannot be an empty folder. Only relay's role sees all. */
export async function hasPayloads({ db }: Pick<Context, 'db'>): Promise<boolean> {
  const one = await db.prisma.submission.findFirst({ where: { purgedAt: null }, select: { id: true } })
  return one !== null
}
