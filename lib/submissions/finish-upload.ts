import type { Actor } from '#lib/access/actor.ts'
import { AppError } from '#lib/errors.ts'
import { endFile } from '#lib/intake/end-file.ts'
import type { LiveUpload } from '#lib/intake/live-uploads.ts'
import type { CleanFile, ReceivedFile } from '#lib/intake/received-file.ts'
import { removeUploadFile } from '#lib/store/upload-file.ts'
import { dropUpload, refuseUpload } from './end-upload.ts'
import type { HeldUpload, UploadIntake } from './open-upload.ts'
import { type SubmittedFile, submitFile } from './submit-file.ts'
import { historyOn } from './take-file.ts'

export type FinishUploadInput = HeldUpload & {
  live: LiveUpload
  actor: Actor
  /** May it be handed in as it is? What it throws leaves the upload waiting just before its end. */
  agree: (file: CleanFile) => Promise<void>
}
export type FinishUploadResult = SubmittedFile | { kind: 'stopped'; file: ReceivedFile }

/**
 * Ends an upload whose bytes have all come, as one submission. A file with stops leaves only its report; one that differs from
 * what was declared leaves nothing; after any other fault the sender sends the last bytes again.
 */
export async function finishUpload(intake: UploadIntake, finish: FinishUploadInput, now: Date): Promise<FinishUploadResult> {
  const { upload, live } = finish
  try {
    const file = await endFile(live, await wholeOf(intake, finish))
    const { employerId, id: uploadId } = upload
    const { sha256 } = file
    const report = await historyOn(intake, { employerId, book: live.book, file }, now)
    if (file.kind === 'stopped') {
      await refuseUpload({ db: intake.db, now }, { employerId, uploadId, sha256, report })
      await removeUploadFile(intake.env.PAYLOAD_DIR, uploadId)
      return { kind: 'stopped', file: { ...file, report } }
    }
    return await submit(intake, finish, { ...file, report })
  } finally {
    // Does nothing to what was sealed.
    await live.payload.leave()
  }
}

async function wholeOf(intake: UploadIntake, { upload, live }: FinishUploadInput) {
  try {
    return live.coming.whole({ bytes: Number(upload.bytes), sha256: upload.sha256 ?? undefined })
  } catch (error) {
    if (error instanceof AppError) {
      await live.payload.leave()
      await forgetUpload(intake, upload)
    }
    throw error
  }
}

async function submit(intake: UploadIntake, finish: FinishUploadInput, file: CleanFile): Promise<SubmittedFile> {
  const { upload, errand, actor, agree } = finish
  await agree(file)
  const { employerId, fileName, idempotencyKey, id: uploadId } = upload
  const way = actor.kind === 'person' ? 'browser' : 'gateway'
  const key = idempotencyKey ?? undefined
  const handed = { employerId, way, service: errand.service, fileName, file, idempotencyKey: key, uploadId } as const
  const submitted = await submitFile({ db: intake.db, actor, now: new Date() }, handed)
  // Its tail; for a repeat the whole file.
  await removeUploadFile(intake.env.PAYLOAD_DIR, uploadId)
  return submitted
}

/** Leaves nothing of an upload that has not become a submission. */
export async function forgetUpload(intake: UploadIntake, { employerId, id }: { employerId: string; id: string }): Promise<void> {
  await intake.live.take(id)?.payload.leave()
  await dropUpload(intake, { employerId, uploadId: id })
  await removeUploadFile(intake.env.PAYLOAD_DIR, id)
}
