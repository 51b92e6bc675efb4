import { type Context, forEmployer } from '#lib/db.ts'
import type { Age } from '#lib/store/list-abandoned.ts'
import { listMarks, removeMark, removePayload } from '#lib/store/marks.ts'
import { lockFile } from './lock-file.ts'

/**
 * Removes payloads that were sealed just before a process died or its commit failed, and that no row needs. Returns how many.
 * Looks at marked payloads alone, so that a database restored from a backup never costs a file.
 */
export async function sweepUnconfirmed({ db }: Pick<Context, 'db'>, dir: string, age: Age): Promise<number> {
  let removed = 0
  for (const mark of await listMarks(dir, age)) {
    const { employerId, sha256 } = mark
    await forEmployer(db, employerId, async (tx) => {
      await lockFile(tx, { employerId, sha256 })
      const needed = await tx.submission.count({ where: { employerId, sha256, purgedAt: null } })
      if (needed > 0) return
      await removePayload(dir, mark)
      removed++
    })
    await removeMark(dir, mark)
  }
  return removed
}

/** Whether any submission of any employer still has its file, so that the store cannot be an empty folder. Only relay's role sees all. */
export async function hasPayloads({ db }: Pick<Context, 'db'>): Promise<boolean> {
  const one = await db.prisma.submission.findFirst({ where: { purgedAt: null }, select: { id: true } })
  return one !== null
}
