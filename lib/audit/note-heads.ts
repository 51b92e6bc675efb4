import { stat, writeFile } from 'node:fs/promises'
import { DAY_MS } from '#lib/calendar.ts'
import { type Context, inTransaction } from '#lib/db.ts'
import { appendHeads, readHeadsFile } from './heads-file.ts'

/** A row is written some time before it is committed; what was noted already is noted again rather than missed. */
const OVERLAP_MS = 10 * 60_000
/** Two relays with one file: one of them notes. */
const LOCK = 7_118_203

/**
 * Appends the heads of the chains that have grown to the file at `path`, once a day. Returns how many, or undefined when it was
 * not yet time. Who can rewrite the whole database cannot rewrite what was copied from this file in the meantime.
 */
export async function noteHeads({ db, now }: Context, path: string): Promise<number | undefined> {
  await writeFile(path, '', { flag: 'a', mode: 0o640 })
  const { size, mtimeMs } = await stat(path)
  if (size > 0 && now.getTime() - mtimeMs < DAY_MS) return undefined
  return inTransaction(db, async (client) => {
    const { rows: locked } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS mine', [LOCK])
    if (!locked[0]?.mine) return undefined
    const file = await readHeadsFile(path)
    if (file.lastAt && now.getTime() - file.lastAt.getTime() < DAY_MS) return undefined
    const since = new Date((file.lastAt?.getTime() ?? 0) - OVERLAP_MS)
    const { rows } = await client.query<{ chain: string; seq: string; hash: Buffer }>(
      'SELECT chain, seq, hash FROM audit_heads_since($1)',
      [since],
    )
    const heads = rows.map(({ chain, seq, hash }) => ({ chain, seq: Number(seq), hash: hash.toString('hex') }))
    await appendHeads(path, file, now, heads)
    return heads.length
  })
}
