import type { Tx } from '#lib/db.ts'

/**
 * Locks an employer's file, by its hash, until the transaction ends: two requests with the same bytes (double click, two tabs)
 * come one after the other, and the sweep never removes what is about to get a row. Gives the database's clock.
 */
export async function lockFile(tx: Tx, { employerId, sha256 }: { employerId: string; sha256: string }): Promise<{ clock: Date }> {
  const [row] = await tx.$queryRaw<{ clock: Date }[]>`
    SELECT clock_timestamp() AS clock FROM pg_advisory_xact_lock(hashtextextended(${`file:${employerId}:${sha256}`}, 0))`
  if (!row) throw new Error('the database has no clock')
  return row
}
