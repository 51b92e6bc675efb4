import type { Web } from './web.ts'

/** Says that this process is alive, by the database's clock. */
export async function beat({ db, env, gate }: Web): Promise<void> {
  await db.pool.query(
    `INSERT INTO process_beat (process, instance, at, detail) VALUES ('web', $1, clock_timestamp(), $2)
     ON CONFLICT (process, instance) DO UPDATE SET at = excluded.at, detail = excluded.detail`,
    [env.INSTANCE, { uploads: gate.count }],
  )
}
