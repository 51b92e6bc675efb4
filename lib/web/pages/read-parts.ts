// Which of the portal's parts say that they are alive.
import { cache } from 'react'
import type { Db } from '#lib/db.ts'
import { webDb } from './db.ts'

export type PartState = { kind: 'well' } | { kind: 'silent'; since: Date | null }
/** How the parts say that they are, beside being alive; undefined when nobody has said. */
export type PartDetails = {
  /** What issuers say of revoked certificates: up to date, late but still counting, or too old to let anybody in. */
  revocation: 'none' | 'fresh' | 'late' | 'stale' | undefined
  mail: 'on' | 'off' | undefined
}
export type Parts = { kind: 'known'; relay: PartState; gateway: PartState; told: PartDetails } | { kind: 'database-away' }

/** As long as /api/health waits. */
const SILENT_S = 60

/** The page's own question, asked once a request. */
export const readParts = cache((): Promise<Parts> => findParts(webDb()))

/** By the database's clock. That it is away is an answer too: the page about disruptions must not fall with it. */
export async function findParts(db: Pick<Db, 'pool'>): Promise<Parts> {
  try {
    const { rows } = await db.pool.query<Row>(PROCESSES, [SILENT_S])
    const state = (process: string): PartState => {
      const newest = rows.find((row) => row.process === process)
      return newest?.well ? { kind: 'well' } : { kind: 'silent', since: newest?.at ?? null }
    }
    const detail = (process: string): Row['detail'] => rows.find((row) => row.process === process)?.detail ?? {}
    const told = {
      revocation: oneOf(['none', 'fresh', 'late', 'stale'] as const, detail('gateway').revocation),
      mail: oneOf(['on', 'off'] as const, detail('relay').mail),
    }
    return { kind: 'known', relay: state('relay'), gateway: state('gateway'), told }
  } catch {
    return { kind: 'database-away' }
  }
}

type Row = { process: string; at: Date; well: boolean; detail: Record<string, unknown> }

/** The newest of each kind. */
const PROCESSES = `
SELECT DISTINCT ON (process) process, at, at > clock_timestamp() - make_interval(secs => $1) AS well, detail
FROM process_beat ORDER BY process, at DESC`

const oneOf = <T extends string>(known: readonly T[], value: unknown): T | undefined => known.find((word) => word === value)
