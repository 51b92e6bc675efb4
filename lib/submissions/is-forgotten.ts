import type { Tx } from '#lib/db.ts'
import { sealedAt } from '#lib/store/marks.ts'
import type { Submission } from '#prisma/generated/client.ts'
import type { SendGate } from './send-gate.ts'

/** A file's last write comes before its row's time, by two machines' clocks. */
const CLOCKS_APART_MS = 60_000

type FileInStore = { dir: string; employerId: string; sha256: string }

/** Whether a payload that was sealed at `sealed` may belong to a row that a restore has forgotten. */
export function mayBeForgotten(gate: SendGate, sealed: Date): boolean {
  return gate.kind === 'stopped' || (gate.forgottenBefore !== null && sealed <= gate.forgottenBefore)
}

/**
 * Whether a submission of which the database says that nothing was sent may have been: sending was stopped since it was handed in,
 * perhaps by a restore that has forgotten it, and nobody has compared it with FK.
 */
export function mayHaveBeenSent(gate: SendGate, { submittedAt }: Pick<Submission, 'submittedAt'>): boolean {
  if (gate.kind !== 'stopped' || gate.isReconciled) return false
  return gate.since === null || submittedAt.getTime() <= gate.since.getTime() + CLOCKS_APART_MS
}

/**
 * Whether the store has these bytes sealed for a hand-in of which the database knows nothing: after a restore, FK may have them.
 * Asked under the file's lock. Without a restore such a payload is what a process that died has left.
 */
export async function isForgotten(tx: Tx, gate: SendGate, { dir, employerId, sha256 }: FileInStore): Promise<boolean> {
  const sealed = await sealedAt(dir, { employerId, sha256 })
  if (!sealed || !mayBeForgotten(gate, sealed)) return false
  const known = await tx.submission.findMany({
    where: { employerId, sha256, purgedAt: null },
    select: { submittedAt: true, dueSince: true },
  })
  const latest = Math.max(...known.map(({ submittedAt, dueSince }) => Math.max(+submittedAt, +(dueSince ?? submittedAt))))
  return sealed.getTime() > latest + CLOCKS_APART_MS
}
