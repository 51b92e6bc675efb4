import { type Context, forEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { Submission, Upload } from '#prisma/generated/client.ts'

/** In the browser a person's own uploads; in the gateway all that the employer's machines have begun. */
export type UploadOwner = { employerId: string; way: 'browser' | 'gateway'; personId: string | null }
export type FoundUpload = Upload & { submission: Omit<Submission, 'report'> | null }

/** An upload, finished or not. Refuses (`not_found`, `upload`) one of another owner, and one that has expired. */
export async function findUpload(
  { db, now }: Context,
  { id, employerId, way, personId }: UploadOwner & { id: string },
): Promise<FoundUpload> {
  const where = { id, employerId, way, personId, expiresAt: { gt: now } }
  const upload = await forEmployer(db, employerId, async (tx) => {
    const found = await tx.upload.findFirst({ where })
    if (!found) return null
    const { submissionId } = found
    const submission = submissionId
      ? await tx.submission.findUnique({ where: { id: submissionId }, omit: { report: true } })
      : null
    return { ...found, submission }
  })
  if (!upload) throw new AppError('not_found', 'upload')
  return upload
}
