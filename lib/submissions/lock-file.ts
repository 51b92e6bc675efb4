import type { Tx } from '#lib/db.ts'

/**
 * Until this transaction ends, nobody else decides about this employer's file with these bytes: two requests for the same
 * file (double click, two tabs) come one after the other, and the sweep never removes what is about to get a row.
 * Gives the database's clock, by which relay takes jobs.
 */
export async function lockFile(tx: Tx, { employerId, sha256 }: { employerId: string; sha256: string }): Promise<{ clock: Date }> {
  const [row] = await tx.$queryRaw<{ clock: Date }[]>`
    SELECT clock_timestamp() AS clock FROM pg_advisory_xact_lock(hashtextextended(${`file:${employerId}:${sha256}`}, 0))`
  if (!row) throw new Error('the database has no clock')
  return row
}
