import type { Tx } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { SAME_FILE_MS } from '#lib/intake/ask-history.ts'
import type { Submission } from '#prisma/generated/client.ts'

type FindDuplicateInput = {
  employerId: string
  service: string
  sha256: string
  idempotencyKey?: string | undefined
  /** Sending is stopped: what has become of a submission that waits is not known, however old it is. */
  isStopped: boolean
}

/**
 * The earlier submission that this file is a repeat of, if any: the same Idempotency-Key, or the same bytes for the same
 * employer and service within LIMITS.sameFileDays, unless that one was withdrawn or refused. Without a time limit if that
 * one is held for its damaged file, or may have arrived, or sending is stopped and it has no receipt: as a new message it could
 * arrive twice (R3). Refuses (`key_reused`) a key that came with other bytes before.
 */
export async function findDuplicate(tx: Tx, input: FindDuplicateInput, now: Date): Promise<Omit<Submission, 'report'> | null> {
  const { employerId, service, sha256, idempotencyKey, isStopped } = input
  const omit = { report: true } as const
  if (idempotencyKey !== undefined) {
    const first = await tx.submission.findUnique({ where: { employerId_idempotencyKey: { employerId, idempotencyKey } }, omit })
    if (first && (first.sha256 !== sha256 || first.service !== service)) throw new AppError('key_reused')
    if (first) return first
  }
  const since = new Date(now.getTime() - SAME_FILE_MS)
  const alive = { withdrawnAt: null, refusedAt: null, disapprovedAt: null }
  const mayHaveArrived = { unknownAt: { not: null }, deliveredAt: null }
  const open = [
    { submittedAt: { gt: since } },
    { heldReason: 'payload' },
    mayHaveArrived,
    { disputedAt: { not: null } },
    ...(isStopped ? [{ deliveredAt: null }] : []),
  ]
  return tx.submission.findFirst({
    where: { employerId, service, sha256, ...alive, OR: open },
    orderBy: [{ submittedAt: 'desc' }, { id: 'desc' }],
    omit,
  })
}
