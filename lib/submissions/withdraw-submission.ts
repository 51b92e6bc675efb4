import { type ActorContext, actorWord } from '#lib/access/actor.ts'
import { requireActor } from '#lib/access/require-member.ts'
import { appendAudit, forEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { Submission } from '#prisma/generated/client.ts'
import { lockSubmission } from './lock-submission.ts'
import { mayWithdraw } from './state.ts'

type WithdrawSubmissionInput = { employerId: string; reference: string }

/**
 * Takes a submission back while nothing has been sent. Refuses (`conflict`, `already_sent`) afterwards, also while a relay
 * has it in hand. One that is withdrawn already stays so.
 */
export async function withdrawSubmission(
  { db, actor, now }: ActorContext,
  { employerId, reference }: WithdrawSubmissionInput,
): Promise<Submission> {
  await requireActor({ db, actor }, employerId)
  return forEmployer(db, employerId, async (tx) => {
    const { submission, state } = await lockSubmission(tx, { employerId, reference })
    if (state.kind === 'withdrawn') return submission
    if (!mayWithdraw(state)) throw new AppError('conflict', 'already_sent')
    const data = { withdrawnAt: now, nextAttemptAt: null, heldAt: null, heldReason: null }
    const withdrawn = await tx.submission.update({ where: { id: submission.id }, data })
    await appendAudit(tx, {
      chain: employerId,
      actor: actorWord(actor),
      action: 'submission.withdrawn',
      object: submission.id,
      detail: { reference },
    })
    return withdrawn
  })
}
