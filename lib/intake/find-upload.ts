import { type Actor, wayOf } from '#lib/access/actor.ts'
import { type Context, forEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { serviceById } from '#lib/services/catalogue.ts'
import type { Submission, Upload } from '#prisma/generated/client.ts'
import type { Order } from './order.ts'

/** In the browser a person's own uploads; in the gateway all that the employer's machines have begun. */
export type UploadOwner = Pick<Order, 'employer'> & { actor: Actor }
export type FoundUpload = Upload & { submission: Omit<Submission, 'report'> | null }

/** An upload, finished or not. Refuses (`not_found`, `upload`) one of another owner, and one that has expired. */
export async function findUpload(
  { db, now }: Context,
  { id, owner: { employer, actor } }: { id: string; owner: UploadOwner },
): Promise<FoundUpload> {
  const { employerId } = employer
  const personId = actor.kind === 'person' ? actor.personId : null
  const where = { id, employerId, way: wayOf(actor), personId, expiresAt: { gt: now } }
  const upload = await forEmployer({ db, actor }, employerId, async (tx) => {
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

/** What an upload is for, as its row has it. Refuses (`not_found`, `service`) an e-service that there is no more. */
export function orderOf(
  upload: Upload,
  { employer, seen, replaces, origin }: Pick<Order, 'employer' | 'seen' | 'replaces' | 'origin'>,
): Order {
  const service = serviceById(upload.service)
  if (!service) throw new AppError('not_found', 'service')
  return {
    ...{ employer, service, seen, replaces, origin, test: false },
    fileName: upload.fileName,
    idempotencyKey: upload.idempotencyKey ?? undefined,
    declared: { bytes: Number(upload.bytes), sha256: upload.sha256 ?? undefined },
  }
}
