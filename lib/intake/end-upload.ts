import type { Report } from '#lib/checking/report.ts'
import { forEmployer, type SpeakerContext, type Speaking, type Tx } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { LIMITS } from '#lib/limits.ts'
import { removeUploadFile } from '#lib/store/upload-file.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { keepFindings } from './keep-findings.ts'
import type { UploadContext } from './open-upload.ts'
import type { UntakenFile } from './received.ts'

type UploadKey = { employerId: string; uploadId: string }

/** What a file was refused for is kept as long as a form's report. */
const REFUSAL_KEPT_MS = LIMITS.refusedReportHours * 60 * 60_000

/** Locks an upload until the transaction ends. Refuses (`conflict`, `upload`) one that has ended. */
export async function lockUpload(tx: Tx, { employerId, uploadId }: UploadKey): Promise<void> {
  const open = await tx.$queryRaw<unknown[]>`
    SELECT id FROM upload WHERE id = ${uploadId} AND employer_id = ${employerId}::uuid AND ended_at IS NULL FOR UPDATE`
  if (open.length === 0) throw new AppError('conflict', 'upload')
}

type BecomeSubmissionInput = UploadKey & { submissionId: string; duplicate: boolean; now: Date }

/** Ends an upload in its submission's transaction, so that a later request for it gets the same answer. */
export async function becomeSubmission(
  tx: Tx,
  { employerId, uploadId, submissionId, duplicate, now }: BecomeSubmissionInput,
): Promise<void> {
  await tx.upload.updateMany({
    where: { id: uploadId, employerId },
    data: { endedAt: now, submissionId, duplicate, sealedKey: null },
  })
}

/** What an upload that was refused stores. */
type Refusal = { report: Report; sha256: string }

/** Ends an upload whose file has stops. The report, masked, is kept (LIMITS.refusedReportHours) in case the answer did not arrive. */
export async function refuseUpload(
  { db, actor, now }: SpeakerContext,
  { employerId, uploadId, sha256, report }: UploadKey & Refusal,
): Promise<void> {
  const refusal: Refusal = { report: keepFindings(report), sha256 }
  const expiresAt = new Date(now.getTime() + REFUSAL_KEPT_MS)
  await forEmployer({ db, actor }, employerId, (tx) =>
    tx.upload.updateMany({
      where: { id: uploadId, employerId, endedAt: null },
      data: { endedAt: now, refusal, sealedKey: null, expiresAt },
    }),
  )
}

/** The file of a refused upload. The cast is sound: refuseUpload alone writes the column. */
export function refusedFile(refusal: NonNullable<Prisma.JsonValue>): UntakenFile {
  return { kind: 'stopped', ...(refusal as unknown as Refusal) }
}

/** Leaves nothing of an upload that has not become a submission. */
export async function forgetUpload(
  { db, actor, env, live }: Pick<UploadContext, 'db' | 'env' | 'live'> & Speaking,
  { employerId, id }: { employerId: string; id: string },
): Promise<void> {
  await live.take(id)?.payload.leave()
  await forEmployer({ db, actor }, employerId, (tx) => tx.upload.deleteMany({ where: { id, employerId, submissionId: null } }))
  await removeUploadFile(env.PAYLOAD_DIR, id)
}
