import type { Context } from '#lib/db.ts'
import { CONFIRM_REMINDER_DAYS, LIMITS } from '#lib/limits.ts'

/**
 * What the clock does with members of all companies: ends those whom no administrator has confirmed for LIMITS.confirmMonths, who have
 * done nothing for LIMITS.idleDays, or whose last day has passed, and never a company's last administrator; reminds administrators
 * before. Gives how many it ended.
 */
export async function lapseMembers({ db, now }: Context): Promise<number> {
  const [row] = await db.prisma.$queryRaw<{ ended: number }[]>`
    SELECT lapse_members(${now}, ${LIMITS.confirmMonths}::int, ${LIMITS.idleDays}::int, ${[...CONFIRM_REMINDER_DAYS]}::int[]) AS ended`
  return row?.ended ?? 0
}
