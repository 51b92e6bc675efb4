import { type Context, forEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { Submission, Upload } from '#prisma/generated/client.ts'

/** Whose uploads are asked for: a person's own in the browser, in the gateway all that the employer's machines have begun. */
export type UploadOwner = { employerId: string; way: 'browser' | 'gateway'; personId: string | null }
export type FoundUpload = Upload & { submission: Omit<Submission, 'report'> | null }

/** An upload, finished or not. Refuses (`not_found`, `upload`) one that is another's, or whose day is over. */
export async function findUpload(
  { db }: Pick<Context, 'db'>,
  owner: UploadOwner,
  { id, now }: { id: string; now: Date },
): Promise<FoundUpload> {
  const { employerId, way, personId } = owner
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
