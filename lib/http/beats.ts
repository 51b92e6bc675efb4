// Which of the portal's parts say that they are alive.
import { cache } from 'react'
import { webDb } from './db.ts'

export type PartState = { kind: 'well' } | { kind: 'silent'; since: Date | null }
export type Parts = { kind: 'known'; relay: PartState; gateway: PartState } | { kind: 'database-away' }

/** Three missed beats and some. */
const SILENT_MS = 90_000

/** Asked once a request. That the database is away is an answer too: the page about disruptions must not fall with it. */
export const readParts = cache(async (): Promise<Parts> => {
  try {
    const newest = await webDb().prisma.processBeat.groupBy({ by: ['process'], _max: { at: true } })
    const state = (process: string): PartState => {
      const at = newest.find((beat) => beat.process === process)?._max.at ?? null
      return at && Date.now() - at.getTime() < SILENT_MS ? { kind: 'well' } : { kind: 'silent', since: at }
    }
    return { kind: 'known', relay: state('relay'), gateway: state('gateway') }
  } catch {
    return { kind: 'database-away' }
  }
})
