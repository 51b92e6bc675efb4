import { type ActorContext, actorWord } from '#lib/access/actor.ts'
import { requireActor } from '#lib/access/require-member.ts'
import { appendAudit, commitForEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { Submission } from '#prisma/generated/client.ts'
import { hasDoubt, lockSubmission } from './lock-submission.ts'
import { mayResend } from './state.ts'

type ResendSubmissionInput = { employerId: string; reference: string }

/**
 * Puts a held submission back in the queue, under its own message id. Only when it cannot double: every attempt has ended, and
 * none ended unknown since a person was told that it had not arrived; or the receiver drops a repeat. Refuses (`conflict`)
 * otherwise: `may_double`, `replaced` when the file was handed in anew instead, `content_purged` when its bytes are
 * gone, or `not_held` when nothing holds it.
 */
export async function resendSubmission(
  { db, actor }: Pick<ActorContext, 'db' | 'actor'>,
  { employerId, reference }: ResendSubmissionInput,
): Promise<Submission> {
  return commitForEmployer({ db, actor }, { employerId, writes: 'change' }, async (tx) => {
    await requireActor(tx, { actor, employerId })
    const locked = await lockSubmission(tx, { employerId, reference })
    const { submission, state, clock } = locked
    if (state.kind !== 'held') throw new AppError('conflict', submission.replacedBy ? 'replaced' : 'not_held')
    if (submission.purgedAt) throw new AppError('conflict', 'content_purged')
    if (!mayResend(state) || (await hasDoubt(tx, locked))) throw new AppError('conflict', 'may_double')
    const data = { heldAt: null, heldReason: null, dueSince: clock, nextAttemptAt: clock }
    const resent = await tx.submission.update({ where: { id: submission.id }, data })
    await appendAudit(tx, {
      chain: employerId,
      actor: actorWord(actor),
      action: 'submission.resent',
      object: submission.id,
      detail: { reference },
    })
    return resent
  })
}
