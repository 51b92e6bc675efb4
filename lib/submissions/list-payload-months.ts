import type { Context } from '#lib/db.ts'

/** `month` null: payloads of before the months. `kept`: submissions whose content is kept. */
export type PayloadMonth = { month: string | null; kept: number; destroyedAt: Date | null }

/** The months that have a key, the latest ten that had one, and what is kept of before, newest first. As relay's role, which sees every submission. */
export async function listPayloadMonths({ db }: Pick<Context, 'db'>): Promise<PayloadMonth[]> {
  const { rows } = await db.pool.query<PayloadMonth>(MONTHS)
  return rows
}

const MONTHS = `
SELECT k.month, count(s.id)::int AS kept, k.destroyed_at AS "destroyedAt"
FROM payload_key k LEFT JOIN submission s ON s.payload_month = k.month AND s.purged_at IS NULL
WHERE k.destroyed_at IS NULL OR k.month IN (SELECT month FROM payload_key WHERE destroyed_at IS NOT NULL ORDER BY month DESC LIMIT 10)
GROUP BY k.month
UNION ALL
SELECT NULL, count(*)::int, NULL FROM submission WHERE payload_month IS NULL AND purged_at IS NULL HAVING count(*) > 0
ORDER BY month DESC NULLS LAST`
