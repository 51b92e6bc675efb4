// Which of the portal's parts say that they are alive.
import { cache } from 'react'
import type { Db } from '#lib/db.ts'
import { webDb } from './db.ts'

export type PartState = { kind: 'well' } | { kind: 'silent'; since: Date | null }
export type Parts = { kind: 'known'; relay: PartState; gateway: PartState } | { kind: 'database-away' }

/** As long as /api/health waits. */
const SILENT_S = 60

/** The page's own question, asked once a request. */
export const readParts = cache((): Promise<Parts> => findParts(webDb()))

/** By the database's clock. That it is away is an answer too: the page about disruptions must not fall with it. */
export async function findParts(db: Pick<Db, 'pool'>): Promise<Parts> {
  try {
    const { rows } = await db.pool.query<{ process: string; at: Date; well: boolean }>(
      `SELECT process, max(at) AS at, max(at) > clock_timestamp() - make_interval(secs => $1) AS well
       FROM process_beat GROUP BY process`,
      [SILENT_S],
    )
    const state = (process: string): PartState => {
      const newest = rows.find((row) => row.process === process)
      return newest?.well ? { kind: 'well' } : { kind: 'silent', since: newest?.at ?? null }
    }
    return { kind: 'known', relay: state('relay'), gateway: state('gateway') }
  } catch {
    return { kind: 'database-away' }
  }
}
