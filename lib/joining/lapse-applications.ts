import type { Context } from '#lib/db.ts'
import { LIMITS } from '#lib/limits.ts'

/** Days after which those who have not answered are reminded. */
const REMINDER_DAYS = [7, 25]

/** Ends the applications that nobody has gone on with, at most a hundred at a time, and reminds those who are waited for. */
export async function lapseApplications({ db, now }: Context): Promise<number> {
  const [row] = await db.prisma.$queryRaw<{ count: number }[]>`
    SELECT lapse_applications(${now}, ${LIMITS.draftDays}::int, ${LIMITS.unsignedDays}::int, ${REMINDER_DAYS}::int[]) AS count`
  return row?.count ?? 0
}
