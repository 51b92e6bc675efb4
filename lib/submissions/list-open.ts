import { forEmployer, type SpeakerContext } from '#lib/db.ts'
import { listNeeding, listSubmissions } from './list-submissions.ts'
import type { ListedSubmission } from './read-listed.ts'
import { isRefusal } from './state.ts'

/** What is not with FK. `lastDay`: the first last day of its cases, YYYY-MM-DD; null where none has one. */
export type OpenSubmission = ListedSubmission & { lastDay: string | null }
export type OpenSubmissions = { needing: OpenSubmission[]; underWay: OpenSubmission[] }

/** Of each so many are looked at, the newest, to find the most urgent. */
const LOOKED_AT = 50

/**
 * What Hem tells of first: what needs a person and what is on its way, the first last day first; at most `limit` of each. What FK said
 * no to stands before all else, and takes at most half the places from what waits.
 */
export async function listOpen(
  context: SpeakerContext,
  { employerId, limit }: { employerId: string; limit: number },
): Promise<OpenSubmissions> {
  const needing = await listNeeding(context, { employerId, limit: LOOKED_AT })
  const { submissions } = await listSubmissions(context, { employerId, group: 'under-way', limit: LOOKED_AT })
  const days = await readLastDays(context, { employerId, ids: [...needing, ...submissions].map(({ id }) => id) })
  const withDay = (row: ListedSubmission): OpenSubmission => ({ ...row, lastDay: days.get(row.id) ?? null })
  const refused = byDay(needing.filter(({ state }) => isRefusal(state)).map(withDay))
  const waiting = byDay(needing.filter(({ state }) => !isRefusal(state)).map(withDay))
  const places = Math.max(limit - waiting.length, Math.floor(limit / 2))
  return {
    needing: [...refused.slice(0, places), ...waiting].slice(0, limit),
    underWay: byDay(submissions.map(withDay)).slice(0, limit),
  }
}

/** After every day. */
const LAST = '9999'

/** Those without a day last; of one day in the order they come in. */
const byDay = (rows: OpenSubmission[]): OpenSubmission[] =>
  rows.toSorted((a, b) => (a.lastDay ?? LAST).localeCompare(b.lastDay ?? LAST))

/** Reports are large: the database takes the day out of them. */
async function readLastDays(
  { db, actor }: SpeakerContext,
  { employerId, ids }: { employerId: string; ids: readonly string[] },
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await forEmployer(
    { db, actor },
    employerId,
    (tx) => tx.$queryRaw<{ id: string; day: string | null }[]>`
      SELECT id, report->'deadlines'->>'earliest' AS day FROM submission
      WHERE employer_id = ${employerId}::uuid AND id = ANY(${ids}::uuid[])`,
  )
  return new Map(rows.flatMap(({ id, day }) => (day === null ? [] : [[id, day] as const])))
}
