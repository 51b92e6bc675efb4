import type { Tx } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { SAME_FILE_MS } from '#lib/intake/ask-history.ts'
import type { Order } from '#lib/intake/order.ts'
import type { Prisma, Submission } from '#prisma/generated/client.ts'
import { keptOriginOf } from './kept-origin.ts'
import { WITH_REPLACEMENT } from './kvittens.ts'

type FindDuplicateInput = {
  employerId: string
  service: string
  sha256: string
  idempotencyKey?: string | undefined
  /** Of a table that was converted here: it is known by its own bytes, since its XML has the time in it. */
  origin?: Order['origin']
  /** Sending is stopped: what has become of a submission that waits is not known, however old it is. */
  isStopped: boolean
}

type DuplicateSubmission = Omit<Submission, 'report'> & { replacement: { reference: string } | null }

/**
 * The earlier submission that this file is a repeat of, if any: the same Idempotency-Key, or the same bytes for the same
 * employer and service within LIMITS.sameFileDays, unless that one was withdrawn or refused, or a person was told that it has not
 * arrived. Without a time limit if that one is held for its damaged file, may have arrived, or is sent again since it had not, or
 * sending is stopped and it has no receipt: as a new message it could arrive twice (R3). Refuses (`key_reused`) a key that came
 * with other bytes before.
 */
export async function findDuplicate(tx: Tx, input: FindDuplicateInput, now: Date): Promise<DuplicateSubmission | null> {
  const { employerId, service, sha256, idempotencyKey, origin, isStopped } = input
  const read = { omit: { report: true }, include: WITH_REPLACEMENT } as const
  if (idempotencyKey !== undefined) {
    const first = await tx.submission.findUnique({
      where: { employerId_idempotencyKey: { employerId, idempotencyKey } },
      ...read,
    })
    const isSame = first && (first.sha256 === sha256 || (origin && isConverted(first, origin.sha256)))
    if (first && (!isSame || first.service !== service)) throw new AppError('key_reused')
    if (first) return first
  }
  const since = new Date(now.getTime() - SAME_FILE_MS)
  const alive = { withdrawnAt: null, refusedAt: null, disapprovedAt: null }
  const notSaidToBeThere = { OR: [{ settledAs: null }, { settledAs: 'has-not' }] }
  const mayHaveArrived = { unknownAt: { not: null }, deliveredAt: null, ...notSaidToBeThere }
  const open = [
    { submittedAt: { gt: since } },
    { heldReason: 'payload' },
    mayHaveArrived,
    { disputedAt: { not: null } },
    // Sent again instead, after a person was told that it had not arrived.
    { settledAs: 'has-not', deliveredAt: null },
    ...(isStopped ? [{ deliveredAt: null }] : []),
  ]
  // While sending is stopped the database may have forgotten what became of it.
  const notSaidToBeAway = isStopped ? {} : { OR: [{ heldReason: null }, { heldReason: { not: 'not-arrived' } }] }
  return tx.submission.findFirst({
    where: { employerId, service, ...alive, AND: [sameBytes(sha256, origin), { OR: open }, notSaidToBeAway] },
    orderBy: [{ submittedAt: 'desc' }, { id: 'desc' }],
    ...read,
  })
}

function isConverted(submission: Pick<Submission, 'origin'>, sha256: string): boolean {
  const origin = keptOriginOf(submission)
  return origin?.by === 'portal' && origin.sha256 === sha256
}

/** A table by its own bytes too, where it is converted by the same version: by another one it becomes another file. */
function sameBytes(sha256: string, origin: Order['origin']): Prisma.SubmissionWhereInput {
  if (!origin?.conversion) return { sha256 }
  const table: Prisma.SubmissionWhereInput[] = [
    { origin: { path: ['by'], equals: 'portal' } },
    { origin: { path: ['sha256'], equals: origin.sha256 } },
    { origin: { path: ['conversion', 'id'], equals: origin.conversion.id } },
    // One whose stored file is damaged can be mended by the same XML alone.
    { OR: [{ heldReason: null }, { heldReason: { not: 'payload' } }] },
  ]
  return { OR: [{ sha256 }, { AND: table }] }
}
