import { type Context, inTurn } from '#lib/db.ts'
import type { Age } from '#lib/store/list-abandoned.ts'
import { sweepMarks } from '#lib/store/marks.ts'
import { isForgotten } from './is-forgotten.ts'
import { lockFile } from './lock-file.ts'
import { readGate } from './send-gate.ts'

/**
 * Removes payloads that were sealed just before a process died or its commit failed, and that no row needs. Returns how many.
 * Looks at marked payloads alone, and at none while sending is stopped, so that a database restored from a backup never costs a
 * file.
 */
export async function sweepUnconfirmed({ db }: Pick<Context, 'db'>, dir: string, age: Age): Promise<number> {
  const gate = await readGate(db, dir)
  if (gate.kind === 'stopped') return 0
  return await sweepMarks(dir, age, ({ employerId, sha256 }, remove) =>
    inTurn(db, employerId, async (tx) => {
      await lockFile(tx, { employerId, sha256 })
      const needed = await tx.submission.count({ where: { employerId, sha256, purgedAt: null } })
      if (needed === 0 && !(await isForgotten(tx, gate, { dir, employerId, sha256 }))) await remove()
    }),
  )
}

/** Whether any submission of any employer still has its file, so that the store cannot be an empty folder. Only relay's role sees all. */
export async function hasPayloads({ db }: Pick<Context, 'db'>): Promise<boolean> {
  const one = await db.prisma.submission.findFirst({ where: { purgedAt: null }, select: { id: true } })
  return one !== null
}
