// Signs of life: each process says every few seconds that it is alive, and takes it back when it stops. By the database's clock.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from './db.ts'
import type { Log } from './log.ts'

export const PROCESSES = ['web', 'gateway', 'relay', 'keeper'] as const
export type ProcessName = (typeof PROCESSES)[number]
/** `detail`: its state in words and numbers, nothing about persons. */
export type Beat = { process: ProcessName; instance: string; detail?: Record<string, unknown> }
/** The last beat of one instance. `isAlive`: it came lately. */
export type LastBeat = { process: ProcessName; instance: string; at: Date; isAlive: boolean; detail: Record<string, unknown> }

const BEAT_MS = 10_000
/** A process without a beat for so many seconds is silent: with a beat it may be 10 s old, and all are told within a minute. */
const SILENT_S = 45
/** A dead instance is shown for so long, when another of its kind lives. */
const FORGET_S = 15 * 60
/** How long a process that stops waits for a database that does not answer. */
const LAST_WORD_MS = 1_000

type Beats = { db: Db; process: ProcessName; instance: string; log: Log }

/** Beats at once and from then on. The returned function stops it and takes the last beat back. */
export function startBeats({ db, process, instance, log }: Beats, detail: () => Promise<Beat['detail']>): () => Promise<void> {
  let last: string | undefined
  let isStopped = false
  const once = async () => {
    const told = await detail()
    if (!isStopped) last = await beat(db, { process, instance, ...(told && { detail: told }) })
  }
  const underWay = new Set<Promise<void>>()
  const again = () => {
    const beating = once()
      .catch((error) => void log.fault('no-beat', error))
      .finally(() => underWay.delete(beating))
    underWay.add(beating)
  }
  again()
  const timer = setInterval(again, BEAT_MS)
  const end = async () => {
    await Promise.all(underWay)
    // By its time: a successor of the same name has a beat of its own.
    if (last) await db.pool.query(END, [process, instance, last])
  }
  return async () => {
    isStopped = true
    clearInterval(timer)
    await Promise.race([end().catch((error) => void log.fault('no-beat', error)), sleep(LAST_WORD_MS)])
  }
}

/** Writes that a process is alive. Gives the time of the beat, to the microsecond. */
export async function beat(db: Pick<Db, 'pool'>, { process, instance, detail = {} }: Beat): Promise<string | undefined> {
  const { rows } = await db.pool.query<{ at: string }>({ name: 'beat', text: BEAT, values: [process, instance, detail] })
  return rows[0]?.at
}

const BEAT = `
INSERT INTO process_beat (process, instance, at, detail) VALUES ($1, $2, clock_timestamp(), $3)
ON CONFLICT (process, instance) DO UPDATE SET at = excluded.at, detail = excluded.detail RETURNING at::text AS at`

const END = `DELETE FROM process_beat WHERE process = $1 AND instance = $2 AND at = $3::timestamptz`

/** The last beat of each instance, newest first. */
export async function readBeats({ pool }: Pick<Db, 'pool'>): Promise<LastBeat[]> {
  const { rows } = await pool.query<LastBeat>(
    // A time to come is one from before the clock was set back: who lives has written a new one since.
    `SELECT process, instance, at, at BETWEEN clock_timestamp() - make_interval(secs => $1) AND clock_timestamp() AS "isAlive", detail
     FROM process_beat ORDER BY at DESC`,
    [SILENT_S],
  )
  return rows
}

/** Forgets dead instances; the last of its kind stays, so that it can be said since when there is none. Gives their number. */
export async function forgetDead({ pool }: Pick<Db, 'pool'>): Promise<number> {
  const { rowCount } = await pool.query(FORGET, [FORGET_S])
  return rowCount ?? 0
}

const FORGET = `
DELETE FROM process_beat old WHERE at < clock_timestamp() - make_interval(secs => $1)
AND EXISTS (SELECT FROM process_beat newer WHERE newer.process = old.process AND newer.at > old.at)`
