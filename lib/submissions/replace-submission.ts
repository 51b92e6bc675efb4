import { type Actor, actorWord } from '#lib/access/actor.ts'
import { appendAudit, type Tx } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { Order } from '#lib/intake/order.ts'
import type { Submission } from '#prisma/generated/client.ts'
import { mayHaveBeenSent } from './is-forgotten.ts'
import { type LockedSubmission, lockSubmission } from './lock-submission.ts'
import { lacksPayload } from './mend-payload.ts'
import type { SendGate } from './send-gate.ts'
import { mayBeReplaced } from './state.ts'

type ReplaceSubmissionInput = {
  /** Locked. */
  old: LockedSubmission
  by: Pick<Submission, 'id' | 'reference'>
  actor: Actor
  now: Date
}

/** Notes that a new file was handed in instead. One that is held, and cannot have arrived, ends with it: only one of them is sent. */
export async function replaceSubmission(tx: Tx, { old, by, actor, now }: ReplaceSubmissionInput): Promise<void> {
  const { id, employerId, reference } = old.submission
  const ends = old.state.kind === 'held' ? { withdrawnAt: now, nextAttemptAt: null, heldAt: null, heldReason: null } : {}
  await tx.submission.update({ where: { id }, data: { replacedBy: by.id, ...ends } })
  await appendAudit(tx, {
    chain: employerId,
    actor: actorWord(actor),
    action: 'submission.replaced',
    object: id,
    detail: { reference, by: by.reference },
  })
}

type LockAwayInput = { employerId: string; service: string; sha256: string }

/**
 * Locks the earlier submission of these bytes that is held since a person was told that it has not arrived, if any: to be replaced
 * by the new one. Before a repeat is looked for: one that is resent meanwhile is found then.
 */
export async function lockAway(tx: Tx, { employerId, service, sha256 }: LockAwayInput): Promise<LockedSubmission | undefined> {
  const where = { employerId, service, sha256, heldReason: 'not-arrived', withdrawnAt: null, disputedAt: null, deliveredAt: null }
  const away = await tx.submission.findFirst({ where, select: { reference: true }, orderBy: { submittedAt: 'desc' } })
  if (!away) return undefined
  const locked = await lockSubmission(tx, { employerId, reference: away.reference })
  return locked.state.kind === 'held' && locked.state.reason === 'not-arrived' ? locked : undefined
}

/**
 * Locks the submission that the order says it is instead of. Refuses (`not_found`, `replaces`) what is not theirs, (`invalid`,
 * `replaces_service`) one of another e-service, (`conflict`) one that a new file cannot replace now (`not_replaceable`), that has
 * been replaced by another than `first` (`replaced_already`, with its reference), or that is this same file (`replaces_itself`). `first`: the earlier
 * submission that this one is a repeat of, which must go on (requireReplacing).
 */
export async function lockReplaced(
  tx: Tx,
  { employer: { employerId }, service, replaces }: Pick<Order, 'employer' | 'service' | 'replaces'>,
  { first, gate }: { first: FirstSubmission | null; gate: SendGate },
): Promise<LockedSubmission | undefined> {
  if (replaces === undefined) return undefined
  const theirs = await tx.submission.findFirst({ where: { employerId, reference: replaces }, select: { service: true } })
  if (!theirs) throw new AppError('not_found', 'replaces')
  if (theirs.service !== service.id) throw new AppError('invalid', 'replaces_service')
  const old = await lockSubmission(tx, { employerId, reference: replaces })
  const { id, replacedBy } = old.submission
  // The same bytes again for a damaged file: it is mended.
  if (first?.id === id && lacksPayload(old.state)) return undefined
  if (first?.id === id) throw new AppError('conflict', 'replaces_itself')
  if (replacedBy !== null && replacedBy !== first?.id) {
    const by = await tx.submission.findFirst({ where: { id: replacedBy, employerId }, select: { reference: true } })
    throw new AppError('conflict', 'replaced_already', { replacedBy: by?.reference })
  }
  const isOpen = old.state.kind === 'held' && mayHaveBeenSent(gate, old.submission)
  if (replacedBy === null && (isOpen || !mayBeReplaced(old.state))) throw new AppError('conflict', 'not_replaceable')
  if (first && replacedBy === null) await requireReplacing(tx, { old, first })
  return old
}

type FirstSubmission = Pick<Submission, 'id' | 'replacedBy' | 'withdrawnAt' | 'refusedAt' | 'disapprovedAt'>

/**
 * What was handed in before can take the other's place when it goes on itself. Refuses (`key_reused`) an Idempotency-Key of one that
 * came to nothing, and (`conflict`, `replaces_back`) a file that the other has replaced.
 */
async function requireReplacing(tx: Tx, { old, first }: { old: LockedSubmission; first: FirstSubmission }): Promise<void> {
  if (first.withdrawnAt ?? first.refusedAt ?? first.disapprovedAt) throw new AppError('key_reused')
  const { id, employerId } = old.submission
  for (let by = first.replacedBy; by !== null; ) {
    if (by === id) throw new AppError('conflict', 'replaces_back')
    by = (await tx.submission.findFirst({ where: { id: by, employerId }, select: { replacedBy: true } }))?.replacedBy ?? null
  }
}
