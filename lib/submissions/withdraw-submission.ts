import { type Actor, actorWord } from '#lib/access/actor.ts'
import { requireActor } from '#lib/access/require-actor.ts'
import { appendAudit, type Context, forEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { Submission } from '#prisma/generated/client.ts'

type WithdrawSubmissionInput = { employerId: string; reference: string; actor: Actor }

/**
 * Takes a submission back while nothing has been sent. Refuses (`conflict`, `already_sent`) afterwards, also while a relay
 * has it in hand. One that is withdrawn already stays so.
 */
export async function withdrawSubmission({ db, now }: Context, wish: WithdrawSubmissionInput): Promise<Submission> {
  const { employerId, reference, actor } = wish
  await requireActor({ db, actor: wish.actor }, wish.employerId)
  return forEmployer(db, employerId, async (tx) => {
    // One statement decides: claim locks the same row, so one of the two sees what the other did.
    const withdrawn = await tx.$executeRaw`
      UPDATE submission SET withdrawn_at = ${now}, next_attempt_at = NULL, held_at = NULL, held_reason = NULL
      WHERE employer_id = ${employerId}::uuid AND reference = ${reference} AND withdrawn_at IS NULL
        AND attempt_count = 0 AND sending_at IS NULL AND (lease_until IS NULL OR lease_until <= clock_timestamp())
        AND delivered_at IS NULL AND refused_at IS NULL`
    const submission = await tx.submission.findFirst({ where: { employerId, reference } })
    if (!submission) throw new AppError('not_found', 'submission')
    if (withdrawn === 0 && !submission.withdrawnAt) throw new AppError('conflict', 'already_sent')
    if (withdrawn === 0) return submission
    await appendAudit(tx, {
      chain: employerId,
      actor: actorWord(actor),
      action: 'submission.withdrawn',
      object: submission.id,
      detail: { reference },
    })
    return submission
  })
}
