import { type Actor, actorWord } from '#lib/access/actor.ts'
import { appendAudit, type Tx } from '#lib/db.ts'
import type { CleanFile } from '#lib/intake/received.ts'
import type { Submission } from '#prisma/generated/client.ts'
import type { SubmissionState } from './state.ts'

type SubmissionRow = Omit<Submission, 'report'>
type MendPayloadInput = { submission: SubmissionRow; file: CleanFile; actor: Actor; clock: Date }

/** Whether a submission is held because its stored file was found damaged, and cannot have arrived. */
export function lacksPayload(state: SubmissionState): boolean {
  return state.kind === 'held' && state.reason === 'payload' && !state.mayHaveArrived
}

/**
 * Replaces a damaged stored file by the same bytes, handed in again, and puts the submission back in the queue under its own
 * message id.
 */
export async function mendPayload(tx: Tx, { submission, file, actor, clock }: MendPayloadInput): Promise<SubmissionRow> {
  await file.payload.seal(file.sha256)
  const { id, employerId, reference } = submission
  const mended = await tx.submission.update({
    where: { id },
    data: { payloadMonth: file.payload.month, heldAt: null, heldReason: null, dueSince: clock, nextAttemptAt: clock },
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
