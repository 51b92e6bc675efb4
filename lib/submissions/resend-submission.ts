import { type Actor, actorWord } from '#lib/access/actor.ts'
import { requireActor } from '#lib/access/require-actor.ts'
import { appendAudit, type Context, forEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { Submission } from '#prisma/generated/client.ts'

type ResendSubmissionInput = { employerId: string; reference: string; actor: Actor }

/**
 * Puts a held submission back in the queue, under its own message id. Only when it cannot double: every attempt has ended,
 * and none ended unknown. Refuses (`conflict`) otherwise: `may_double`, or `not_held` when nothing holds it.
 */
export async function resendSubmission({ db }: Pick<Context, 'db'>, wish: ResendSubmissionInput): Promise<Submission> {
  const { employerId, reference, actor } = wish
  await requireActor({ db, actor: wish.actor }, wish.employerId)
  return forEmployer(db, employerId, async (tx) => {
    const resent = await tx.$executeRaw`
      UPDATE submission s SET held_at = NULL, held_reason = NULL, due_since = clock_timestamp(), next_attempt_at = clock_timestamp()
      WHERE s.employer_id = ${employerId}::uuid AND s.reference = ${reference} AND s.held_at IS NOT NULL
        AND s.unknown_at IS NULL AND s.sending_at IS NULL
        AND NOT EXISTS (SELECT FROM attempt a WHERE a.submission_id = s.id AND (a.closed_at IS NULL OR a.outcome = 'unknown'))`
    const submission = await tx.submission.findFirst({ where: { employerId, reference } })
    if (!submission) throw new AppError('not_found', 'submission')
    if (resent === 0) throw new AppError('conflict', submission.heldAt ? 'may_double' : 'not_held')
    await appendAudit(tx, {
      chain: employerId,
      actor: actorWord(actor),
      action: 'submission.resent',
      object: submission.id,
      detail: { reference },
    })
    return submission
  })
}
