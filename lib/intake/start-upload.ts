import { type ActorContext, wayOf } from '#lib/access/actor.ts'
import { requireActor } from '#lib/access/require-member.ts'
import { forEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { LIMITS } from '#lib/limits.ts'
import { makeUploadKey } from '#lib/store/upload-key.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { type IntakeContext, type Order, requirePlace } from './order.ts'

/** How long an upload can be gone on with. */
export const UPLOAD_KEPT_MS = LIMITS.uploadHours * 60 * 60_000
/** More than anybody has under way at once; each may hold a whole file's room for LIMITS.uploadHours. */
const MOST_UNFINISHED = 50
/** Room for ten of the largest files: one company must not fill the store for all (R10). */
const MOST_UNFINISHED_BYTES = 5_000_000_000

type StartUploadInput = {
  id: string
  /** Its declared length is the upload's. */
  order: Order
  /** Who makes it is the first to hold it, for so long. */
  holder: string
  heldMs: number
}

/**
 * Writes down an upload that is about to come. Refuses what requirePlace and requireActor do, and (`too_many`, `uploads`) an employer
 * with a crowd of unfinished ones, or very large ones.
 */
export async function startUpload(context: IntakeContext, { id, order, holder, heldMs }: StartUploadInput): Promise<void> {
  const { env, db, now, actor } = context
  const { employer, service, fileName, idempotencyKey = null, declared } = order
  const { bytes, sha256 = null } = declared
  if (bytes === undefined) throw new AppError('invalid', 'length')
  if (fileName === undefined) throw new AppError('invalid', 'file_name')
  await requirePlace(context, order, bytes)
  const { sealed } = makeUploadKey({ secret: env.UPLOAD_KEY, id })
  const { employerId } = employer
  const personId = actor.kind === 'person' ? actor.personId : null
  const row = {
    id,
    employerId,
    way: wayOf(actor),
    personId,
    service: service.id,
    fileName,
    bytes,
    sha256,
    idempotencyKey,
    holder,
  }
  await writeRow({ db, now, actor }, { ...row, sealedKey: Uint8Array.from(sealed) }, heldMs)
}

type UploadRow = Omit<Prisma.UploadUncheckedCreateInput, 'createdAt' | 'expiresAt' | 'bytes'> & { bytes: number }

async function writeRow({ db, now, actor }: ActorContext, row: UploadRow, heldMs: number): Promise<void> {
  const { id, employerId, bytes } = row
  await forEmployer({ db, actor }, employerId, async (tx) => {
    await requireActor(tx, { actor, employerId })
    // One at a time, so that many at once cannot each be the last that has room.
    await tx.$queryRaw`SELECT 1 AS one FROM pg_advisory_xact_lock(hashtextextended(${`uploads:${employerId}`}, 0))`
    const { _count, _sum } = await tx.upload.aggregate({
      where: { employerId, endedAt: null, expiresAt: { gt: now } },
      _count: true,
      _sum: { bytes: true },
    })
    const room = MOST_UNFINISHED_BYTES - Number(_sum.bytes ?? 0)
    if (_count >= MOST_UNFINISHED || bytes > room) throw new AppError('too_many', 'uploads')
    const expiresAt = new Date(now.getTime() + UPLOAD_KEPT_MS)
    await tx.upload.create({ data: { ...row, createdAt: now, expiresAt } })
    // By the database's clock, by which others look whether it is free.
    await tx.$executeRaw`
      UPDATE upload SET held_until = clock_timestamp() + make_interval(secs => ${heldMs / 1000})
      WHERE id = ${id} AND employer_id = ${employerId}::uuid`
  })
}
