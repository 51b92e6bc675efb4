import { type Actor, actorWord } from '#lib/access/actor.ts'
import { appendAudit, type Tx } from '#lib/db.ts'
import type { CleanFile } from '#lib/intake/received-file.ts'
import type { Submission } from '#prisma/generated/client.ts'
import type { SubmissionState } from './state.ts'

type SubmissionRow = Omit<Submission, 'report'>
type MendPayloadInput = { submission: SubmissionRow; file: CleanFile; actor: Actor; clock: Date }

/** A submission that waits because its stored file was found damaged, and of which nothing can have arrived. */
export function lacksPayload(state: SubmissionState): boolean {
  return state.kind === 'held' && state.reason === 'payload' && !state.mayHaveArrived
}

/**
 * The person hands the very same bytes in again: they take the damaged file's place, and the submission goes on under its
 * own message id, so that there is still only one of it.
 */
export async function mendPayload(tx: Tx, { submission, file, actor, clock }: MendPayloadInput): Promise<SubmissionRow> {
  await file.payload.seal(file.sha256)
  const { id, employerId, reference } = submission
  const mended = await tx.submission.update({
    where: { id },
    data: { heldAt: null, heldReason: null, dueSince: clock, nextAttemptAt: clock },
    omit: { report: true },
  })
  await appendAudit(tx, {
    chain: employerId,
    actor: actorWord(actor),
    action: 'submission.mended',
    object: id,
    detail: { reference },
  })
  return mended
}
