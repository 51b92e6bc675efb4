import { type ActorContext, actorWord } from '#lib/access/actor.ts'
import { requireActor } from '#lib/access/require-member.ts'
import { appendAudit, commitForEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { Submission } from '#prisma/generated/client.ts'
import { lockSubmission } from './lock-submission.ts'
import { mayBeDealtWith } from './state.ts'

type MarkDealtWithInput = { employerId: string; reference: string; mark: 'dealt-with' | 'open' }

/**
 * Marks a submission that FK refused or disapproved, or answered otherwise than a person had entered, as dealt with, so that it no
 * longer stands among what needs a person; or takes the mark away. Twice is the same as once. Refuses (`conflict`, `not_refused`)
 * any other.
 */
export async function markDealtWith(
  { db, actor, now }: ActorContext,
  { employerId, reference, mark }: MarkDealtWithInput,
): Promise<Submission> {
  return commitForEmployer({ db, actor }, { employerId, writes: 'change' }, async (tx) => {
    await requireActor(tx, { actor, employerId })
    const { submission, state } = await lockSubmission(tx, { employerId, reference })
    if (!mayBeDealtWith(state, submission)) throw new AppError('conflict', 'not_refused')
    const isMarked = submission.dealtWithAt !== null
    if (isMarked === (mark === 'dealt-with')) return submission
    const data = isMarked ? { dealtWithAt: null, dealtWithBy: null } : { dealtWithAt: now, dealtWithBy: actorWord(actor) }
    const marked = await tx.submission.update({ where: { id: submission.id }, data })
    const action = isMarked ? 'submission.reopened' : 'submission.dealt-with'
    await appendAudit(tx, { chain: employerId, actor: actorWord(actor), action, object: submission.id, detail: { reference } })
    return marked
  })
}
