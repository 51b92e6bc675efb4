import { formatDay, stockholmDay } from '#lib/calendar.ts'
import type { Context } from '#lib/db.ts'
import { FREE_FAILURES, guardedKey, MOST_FAILURES } from '../login-delay.ts'
import { canonicalUsername } from '../person.ts'
import { tellOwner } from '../tell-owner.ts'

/**
 * Mails owners of user names that strangers have failed with: once a day when there is a delay, and when strangers are locked out. Done
 * afterwards, by housekeeping: a try at a user name that exists takes no longer than one at another.
 */
export async function tellFailures({ db, now }: Context, pepper: string): Promise<void> {
  const rows = await db.prisma.loginDelay.findMany({
    where: { key: { startsWith: 'account:' }, failures: { gte: FREE_FAILURES }, told: { lt: MOST_FAILURES } },
  })
  const untold = rows.filter(({ failures, told }) => told < levelOf(failures))
  if (untold.length === 0) return
  const owners = await db.prisma.person.findMany({
    where: { username: { not: null }, removedAt: null },
    select: { id: true, username: true },
  })
  const byKey = new Map(owners.map(({ id, username }) => [keyOf(username ?? '', pepper), id]))
  for (const { key, failures } of untold) {
    const personId = byKey.get(key)
    const level = levelOf(failures)
    await db.prisma.$transaction(async (tx) => {
      if (personId !== undefined) {
        const kind = level === MOST_FAILURES ? 'login-locked' : 'login-failures'
        const about = `${level}:${formatDay(stockholmDay(now))}`
        await tellOwner(tx, { personId, kind, about, params: { failures: level } }, now)
      }
      await tx.loginDelay.updateMany({ where: { key }, data: { told: level } })
    })
  }
}

const levelOf = (failures: number): number => (failures >= MOST_FAILURES ? MOST_FAILURES : FREE_FAILURES)

const keyOf = (username: string, pepper: string): string => guardedKey('account', canonicalUsername(username), pepper).key
