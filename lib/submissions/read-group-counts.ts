import { forEmployer, type Speaking } from '#lib/db.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { inGroupSql, type SubmissionGroup } from './group-sql.ts'

/** `more`: there are more than `count`. */
export type GroupCounts = Record<SubmissionGroup, { count: number; more: boolean }>

/** Counted to here and no further: no history is read to its end for a number. */
const MOST = 99

/** How many of the employer's submissions stand in each group. Each is read from the newest end of an index. */
export async function readGroupCounts({ db, actor }: Speaking, employerId: string): Promise<GroupCounts> {
  const [row] = await forEmployer({ db, actor }, employerId, (tx) =>
    tx.$queryRaw<Record<SubmissionGroup, number>[]>(groupCountSql(employerId)),
  )
  const of = (group: SubmissionGroup) => ({ count: Math.min(MOST, row?.[group] ?? 0), more: (row?.[group] ?? 0) > MOST })
  return { 'needs-person': of('needs-person'), 'under-way': of('under-way'), done: of('done'), all: of('all') }
}

/** One query for the four; one more than MOST says that there are more. */
export function groupCountSql(employerId: string): Prisma.Sql {
  const count = (group: SubmissionGroup) => Prisma.sql`(SELECT count(*)::int FROM (
    SELECT FROM submission WHERE employer_id = ${employerId}::uuid AND ${inGroupSql(group)}
    ORDER BY submitted_at DESC, id DESC LIMIT ${MOST + 1}) AS counted)`
  return Prisma.sql`SELECT ${count('needs-person')} AS "needs-person", ${count('under-way')} AS "under-way", ${count('done')} AS done,
    ${count('all')} AS "all"`
}
