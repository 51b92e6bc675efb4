import { forEmployer, type SpeakerContext } from '#lib/db.ts'
import { listNeeding, listSubmissions } from './list-submissions.ts'
import type { ListedSubmission } from './read-listed.ts'

/** What is not with FK. `lastDay`: the first last day of its cases, YYYY-MM-DD; null where none has one. */
export type OpenSubmission = ListedSubmission & { lastDay: string | null }
export type OpenSubmissions = { needing: OpenSubmission[]; underWay: OpenSubmission[] }

/** Of what is on its way so many are looked at, the newest, to find the most urgent. */
const LOOKED_AT = 50

/**
 * What Hem tells of first: what needs a person (in listNeeding's order) and what is on its way, the first last day first; at most `limit`
 * of each.
 */
export async function listOpen(
  context: SpeakerContext,
  { employerId, limit }: { employerId: string; limit: number },
): Promise<OpenSubmissions> {
  const needing = await listNeeding(context, { employerId, limit })
  const { submissions } = await listSubmissions(context, { employerId, group: 'under-way', limit: LOOKED_AT })
  const days = await readLastDays(context, { employerId, ids: [...needing, ...submissions].map(({ id }) => id) })
  const withDay = (row: ListedSubmission): OpenSubmission => ({ ...row, lastDay: days.get(row.id) ?? null })
  const byDay = submissions.map(withDay).sort((a, b) => ((a.lastDay ?? LAST) < (b.lastDay ?? LAST) ? -1 : 1))
  return { needing: needing.map(withDay), underWay: byDay.slice(0, limit) }
}

/** After every day. */
const LAST = '9999'

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
