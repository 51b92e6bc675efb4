import { type Context, forEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { LIMITS } from '#lib/limits.ts'

/** How long an upload can be gone on with. */
export const UPLOAD_KEPT_MS = LIMITS.uploadHours * 60 * 60_000
/** More than anybody has under way at once; each may hold a whole file's room for LIMITS.uploadHours. */
const MOST_UNFINISHED = 50
/** Room for ten of the largest files: one company must not fill the store for all (R10). */
const MOST_UNFINISHED_BYTES = 5_000_000_000

/** What is known before the first byte comes. `personId` is null for a machine. */
export type StartUploadInput = {
  id: string
  employerId: string
  way: 'browser' | 'gateway'
  personId: string | null
  service: string
  fileName: string
  bytes: number
  sha256: string | null
  idempotencyKey: string | null
  sealedKey: Uint8Array<ArrayBuffer>
  /** Who makes it is the first to hold it, until then. */
  holder: string
  heldMs: number
}

/** Writes down an upload that is about to come. Refuses (`too_many`, `uploads`) an employer with a crowd of unfinished ones, or very large ones. */
export async function startUpload({ db, now }: Context, { heldMs, ...upload }: StartUploadInput): Promise<void> {
  const { employerId } = upload
  await forEmployer(db, employerId, async (tx) => {
    // One at a time, so that many at once cannot each be the last that has room.
    await tx.$queryRaw`SELECT 1 AS one FROM pg_advisory_xact_lock(hashtextextended(${`uploads:${employerId}`}, 0))`
    const { _count, _sum } = await tx.upload.aggregate({
      where: { employerId, endedAt: null, expiresAt: { gt: now } },
      _count: true,
      _sum: { bytes: true },
    })
    const room = MOST_UNFINISHED_BYTES - Number(_sum.bytes ?? 0)
    if (_count >= MOST_UNFINISHED || upload.bytes > room) throw new AppError('too_many', 'uploads')
    const expiresAt = new Date(now.getTime() + UPLOAD_KEPT_MS)
    await tx.upload.create({ data: { ...upload, createdAt: now, expiresAt } })
    // By the database's clock, by which others look whether it is free.
    await tx.$executeRaw`
      UPDATE upload SET held_until = clock_timestamp() + make_interval(secs => ${heldMs / 1000})
      WHERE id = ${upload.id} AND employer_id = ${employerId}::uuid`
  })
}
