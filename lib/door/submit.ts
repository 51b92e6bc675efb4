import type { Actor } from '#lib/access/actor.ts'
import type { Db } from '#lib/db.ts'
import type { Log } from '#lib/log.ts'
import { type SubmitFileInput, type SubmittedFile, submitFile } from '#lib/submissions/submit-file.ts'

/** Who hands a file in. */
export type Sender = {
  actor: Actor
  /** Before the commit, perhaps hours after the first byte: what cannot be asked in its transaction (is the certificate still good?). */
  prove: () => Promise<void>
}

type SubmitReceivedInput = SubmitFileInput & { sender: Sender; begunAt: Date }

/** Submits a file that has been received, and logs it. Discards the file if it throws. */
export async function submitReceived(
  { db, log }: { db: Db; log: Log },
  { sender, begunAt, ...input }: SubmitReceivedInput,
): Promise<SubmittedFile> {
  const { order, file } = input
  try {
    await sender.prove()
    const submitted = await submitFile({ db, actor: sender.actor, now: new Date() }, input)
    log.info(submitted.duplicate ? 'submission.repeated' : 'submission.submitted', {
      submissionId: submitted.submission.id,
      employerId: order.employer.employerId,
      service: order.service.id,
      bytes: file.bytes,
      durationMs: Date.now() - begunAt.getTime(),
    })
    return submitted
  } finally {
    await file.payload.discard()
  }
}
