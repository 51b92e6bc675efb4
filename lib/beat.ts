import type { Db } from './db.ts'

export type Beat = { process: 'web' | 'gateway' | 'relay'; instance: string; detail?: Record<string, unknown> }

/** Writes that a process is alive, by the database's clock. `detail`: its state in words and numbers, nothing about persons. */
export async function beat(db: Db, { process, instance, detail = {} }: Beat): Promise<void> {
  await db.pool.query({ name: 'beat', text: BEAT, values: [process, instance, detail] })
}

const BEAT = `
INSERT INTO process_beat (process, instance, at, detail) VALUES ($1, $2, clock_timestamp(), $3)
ON CONFLICT (process, instance) DO UPDATE SET at = excluded.at, detail = excluded.detail`
