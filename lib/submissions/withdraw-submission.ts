import { type ActorContext, actorWord } from '#lib/access/actor.ts'
import { requireActor } from '#lib/access/require-member.ts'
import { appendAudit, commitForEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { Submission } from '#prisma/generated/client.ts'
import { mayHaveBeenSent } from './is-forgotten.ts'
import { hasDoubt, lockSubmission } from './lock-submission.ts'
import type { SendGate } from './send-gate.ts'
import { mayWithdraw, type SubmissionState } from './state.ts'

type WithdrawSubmissionInput = { employerId: string; reference: string; gate: SendGate }

/**
 * Takes a submission back while it cannot have arrived: nothing was sent, or every attempt provably failed. Refuses (`conflict`)
 * when a relay has it in hand (`sending_won`), it may have arrived (`may_have_arrived`), or the receiver has answered
 * (`already_sent`), or sending is stopped and a restore may have forgotten that it was sent (`sending_stopped`). One that is withdrawn already stays so.
 */
export async function withdrawSubmission(
  { db, actor, now }: ActorContext,
  { employerId, reference, gate }: WithdrawSubmissionInput,
): Promise<Submission> {
  return commitForEmployer({ db, actor }, { employerId, writes: 'change' }, async (tx) => {
    await requireActor(tx, { actor, employerId })
    const locked = await lockSubmission(tx, { employerId, reference })
    const { submission, state } = locked
    if (state.kind === 'withdrawn') return submission
    if (!mayWithdraw(state)) throw new AppError('conflict', whyNot(state))
    if (await hasDoubt(tx, locked)) throw new AppError('conflict', 'may_have_arrived')
    if (mayHaveBeenSent(gate, submission)) throw new AppError('conflict', 'sending_stopped')
    const data = { withdrawnAt: now, nextAttemptAt: null, heldAt: null, heldReason: null }
    const withdrawn = await tx.submission.update({ where: { id: submission.id }, data })
    await appendAudit(tx, {
      chain: employerId,
      actor: actorWord(actor),
      action: 'submission.withdrawn',
      object: submission.id,
      detail: { reference, attempts: submission.attemptCount },
    })
    return withdrawn
  })
}

/** Who was first. */
function whyNot(state: SubmissionState): 'sending_won' | 'may_have_arrived' | 'already_sent' {
  switch (state.kind) {
    case 'queued':
    case 'sending':
    case 'received':
      return 'sending_won'
    case 'unknown':
      return state.isSending ? 'sending_won' : 'may_have_arrived'
    case 'held':
    case 'disputed':
      return 'may_have_arrived'
    case 'withdrawn':
    case 'refused':
    case 'disapproved':
    case 'approved':
    case 'accepted':
    case 'settled':
      return 'already_sent'
  }
}
