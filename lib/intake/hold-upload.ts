// A lease on an upload, across processes: one request at a time works on it. The row holds the holder, the lease's end and
// whether somebody waits, since a sender may come back while its old request still hangs.
import { forEmployer, type Speaking } from '#lib/db.ts'

export type HoldUploadInput = { employerId: string; id: string; holder: string; heldMs: number }

/** True when `holder` has the lease now, or the row is gone. Else the row says that somebody waits (`wanted`). */
export function holdUpload({ db, actor }: Speaking, { employerId, id, holder, heldMs }: HoldUploadInput): Promise<boolean> {
  return forEmployer({ db, actor }, employerId, async (tx) => {
    const [row] = await tx.$queryRaw<{ held: boolean }[]>`
      UPDATE upload SET
        holder = CASE WHEN free THEN ${holder} ELSE upload.holder END,
        held_until = CASE WHEN free THEN clock_timestamp() + make_interval(secs => ${heldMs / 1000}) ELSE upload.held_until END,
        wanted = NOT free
      FROM (SELECT id, holder IS NULL OR held_until < clock_timestamp() AS free FROM upload
            WHERE id = ${id} AND employer_id = ${employerId}::uuid FOR UPDATE) was
      WHERE upload.id = was.id AND upload.employer_id = ${employerId}::uuid
      RETURNING free AS held`
    return row?.held ?? true
  })
}

/** Renews the lease. `lost`: another holder has it; `wanted`: somebody waits for it. */
export function keepHold(
  { db, actor }: Speaking,
  { employerId, id, holder, heldMs }: HoldUploadInput,
): Promise<'kept' | 'wanted' | 'lost'> {
  return forEmployer({ db, actor }, employerId, async (tx) => {
    const [row] = await tx.$queryRaw<{ wanted: boolean }[]>`
      UPDATE upload SET held_until = clock_timestamp() + make_interval(secs => ${heldMs / 1000})
      WHERE id = ${id} AND employer_id = ${employerId}::uuid AND holder = ${holder} RETURNING wanted`
    if (!row) return 'lost'
    return row.wanted ? 'wanted' : 'kept'
  })
}

export async function releaseHold(
  { db, actor }: Speaking,
  { employerId, id, holder }: Omit<HoldUploadInput, 'heldMs'>,
): Promise<void> {
  await forEmployer({ db, actor }, employerId, (tx) =>
    tx.upload.updateMany({ where: { id, employerId, holder }, data: { holder: null, heldUntil: null, wanted: false } }),
  )
}

/** Records `writer` as the only one whose hash and check fit the file from now on. False: another holder has the lease. */
export async function writeAs(
  { db, actor }: Speaking,
  { employerId, id, holder }: Omit<HoldUploadInput, 'heldMs'>,
  writer: string,
): Promise<boolean> {
  const { count } = await forEmployer({ db, actor }, employerId, (tx) =>
    tx.upload.updateMany({ where: { id, employerId, holder }, data: { writer } }),
  )
  return count === 1
}
