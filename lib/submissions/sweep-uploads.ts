import type { Context } from '#lib/db.ts'
import { TAIL, UPLOAD } from '#lib/store/format.ts'
import { listAbandoned } from '#lib/store/list-abandoned.ts'
import { removeUploadFile } from '#lib/store/upload-file.ts'
import { UPLOAD_KEPT_MS } from './start-upload.ts'

/** A file that has not been written to for so long belongs to no upload that can be gone on with. */
const ORPHANED_AFTER_MS = UPLOAD_KEPT_MS + 60 * 60_000

/** Ends the day of every employer's uploads and removes what had come of them; returns how many. */
export async function sweepUploads({ db, now }: Context, dir: string): Promise<number> {
  const rows = await db.prisma.$queryRaw<{ id: string }[]>`SELECT id FROM purge_uploads(${now}) AS id`
  for (const { id } of rows) await removeUploadFile(dir, id)
  // Of a sweep that died between the two.
  const age = { olderThanMs: ORPHANED_AFTER_MS, now }
  for (const end of [UPLOAD, TAIL]) {
    const names = await listAbandoned(dir, end, age)
    for (const name of names) await removeUploadFile(dir, name.slice(0, -end.length))
  }
  return rows.length
}
