import type { Context } from '#lib/db.ts'

/** Why files that receivers have for employers are not here, and how many for each reason; those that were never tried do not count. */
export async function countSetAside({ db }: Pick<Context, 'db'>): Promise<{ fault: string; count: number }[]> {
  const { rows } = await db.pool.query<{ fault: string; count: number }>(
    `SELECT fault, count(*)::int AS count FROM arrival WHERE fault IS NOT NULL AND gone_at IS NULL GROUP BY fault ORDER BY fault`,
  )
  return rows
}
