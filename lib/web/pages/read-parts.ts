// State of the portal's processes, from their beats.
import { cache } from 'react'
import type { Db } from '#lib/db.ts'
import { webEnv } from '#lib/env.ts'
import { readGate, type SendGate } from '#lib/submissions/send-gate.ts'
import { webDb } from './db.ts'

export type PartState = { kind: 'well' } | { kind: 'silent'; since: Date | null }
/** Details that the processes report with their beats; undefined when there is none. */
export type PartDetails = {
  /** Freshness of the revocation lists: up to date, past nextUpdate but within the grace time, or too old. */
  revocation: 'none' | 'fresh' | 'late' | 'stale' | undefined
  mail: 'on' | 'off' | undefined
}
export type Parts =
  | { kind: 'known'; relay: PartState; gateway: PartState; gate: SendGate; details: PartDetails }
  | { kind: 'database-away' }

/** A process without a beat for so many seconds is silent, as in /api/health. */
const SILENT_S = 60

/** Once per request. */
export const readParts = cache((): Promise<Parts> => findParts(webDb(), webEnv().PAYLOAD_DIR))

/** By the database's clock. `database-away` instead of an error, so that the page about disruptions works without it. */
export async function findParts(db: Pick<Db, 'pool'>, payloadDir: string): Promise<Parts> {
  try {
    const { rows } = await db.pool.query<Row>(PROCESSES, [SILENT_S])
    const state = (process: string): PartState => {
      const newest = rows.find((row) => row.process === process)
      return newest?.well ? { kind: 'well' } : { kind: 'silent', since: newest?.at ?? null }
    }
    const detail = (process: string): Row['detail'] => rows.find((row) => row.process === process)?.detail ?? {}
    const details = {
      revocation: oneOf(['none', 'fresh', 'late', 'stale'] as const, detail('gateway').revocation),
      mail: oneOf(['on', 'off'] as const, detail('relay').mail),
    }
    const gate = await readGate(db, payloadDir)
    return { kind: 'known', relay: state('relay'), gateway: state('gateway'), gate, details }
  } catch {
    return { kind: 'database-away' }
  }
}

type Row = { process: string; at: Date; well: boolean; detail: Record<string, unknown> }

/** The newest beat of each process. */
const PROCESSES = `
SELECT DISTINCT ON (process) process, at, at > clock_timestamp() - make_interval(secs => $1) AS well, detail
FROM process_beat ORDER BY process, at DESC`

const oneOf = <T extends string>(known: readonly T[], value: unknown): T | undefined => known.find((word) => word === value)
