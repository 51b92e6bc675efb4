import type { Context } from '#lib/db.ts'

/** Whether it is this relay's turn to ask what the receiver has: at most one relay does in `everyMs`, by the database's clock. */
export async function takeTurn(
  { db }: Pick<Context, 'db'>,
  { channel, everyMs }: { channel: string; everyMs: number },
): Promise<boolean> {
  const { rowCount } = await db.pool.query({ name: 'take-turn', text: TAKE_TURN, values: [channel, everyMs / 1000] })
  return rowCount === 1
}

const TAKE_TURN = `
INSERT INTO delivery_turn AS t (channel, next_at) VALUES ($1, clock_timestamp() + make_interval(secs => $2))
ON CONFLICT (channel) DO UPDATE SET next_at = EXCLUDED.next_at WHERE t.next_at <= clock_timestamp()`
