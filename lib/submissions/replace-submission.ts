import { type Actor, actorWord } from '#lib/access/actor.ts'
import { appendAudit, type Tx } from '#lib/db.ts'
import type { Submission } from '#prisma/generated/client.ts'
import { type LockedSubmission, lockSubmission } from './lock-submission.ts'

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
