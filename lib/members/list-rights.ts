import type { Role } from '#lib/access/employers-of.ts'
import { forEmployer, type Speaking, withWords } from '#lib/db.ts'
import { LIMITS } from '#lib/limits.ts'

export type ListedRight = { personId: string; name: string; role: Role; confirmedAt: Date; endsAt: Date }

/** The rights of the employer's members and when each ends unless it is confirmed, the first to end first. */
export async function listRights({ db, actor }: Speaking, employerId: string): Promise<ListedRight[]> {
  const rows = await forEmployer({ db, actor }, employerId, (tx) =>
    tx.member.findMany({
      where: { employerId, removedAt: null, person: { removedAt: null } },
      include: { person: { select: { name: true } } },
      orderBy: [{ confirmedAt: 'asc' }, { person: { name: 'asc' } }],
    }),
  )
  return rows.map((row) => ({
    ...{ personId: row.personId, name: row.person.name, role: withWords<typeof row, { role: Role }>(row).role },
    ...{ confirmedAt: row.confirmedAt, endsAt: monthsAfter(row.confirmedAt, LIMITS.confirmMonths) },
  }))
}

/** As the database adds months: the 31st becomes a shorter month's last day. */
function monthsAfter(from: Date, months: number): Date {
  const then = new Date(from)
  then.setUTCMonth(from.getUTCMonth() + months)
  if (then.getUTCDate() !== from.getUTCDate()) then.setUTCDate(0)
  return then
}
