import type { Context } from '#lib/db.ts'
import { TAIL, UPLOAD } from '#lib/store/format.ts'
import { listAbandoned } from '#lib/store/list-abandoned.ts'
import { removeUploadFile } from '#lib/store/upload-file.ts'
import { UPLOAD_KEPT_MS } from './start-upload.ts'

/** A file not written to for so long belongs to no upload that can be continued. */
const ORPHANED_AFTER_MS = UPLOAD_KEPT_MS + 60 * 60_000

/** Removes the expired uploads of every employer, row and file; returns how many. */
export async function sweepUploads({ db, now }: Context, dir: string): Promise<number> {
  const rows = await db.prisma.$queryRaw<{ id: string }[]>`SELECT id FROM purge_uploads(${now}) AS id`
  for (const { id } of rows) await removeUploadFile(dir, id)
  // Files left by a sweep that died between row and file.
  const age = { olderThanMs: ORPHANED_AFTER_MS, now }
  for (const end of [UPLOAD, TAIL]) {
    const names = await listAbandoned(dir, end, age)
    for (const name of names) await removeUploadFile(dir, name.slice(0, -end.length))
  }
  return rows.length
}
