import { createHmac } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { DAY_MS } from '#lib/calendar.ts'
import type { Context } from '#lib/db.ts'
import { LIMITS } from '#lib/limits.ts'
import { Prisma } from '#prisma/generated/client.ts'

// How guessing is slowed down. Strangers' tries are counted by user name (whether it exists or not) and by the address that they come
// from. A browser in which the user name has logged in before (known-device.ts) is counted by itself: what strangers do does not
// delay it. E-legitimation and passkeys do not ask the count of the user name at all.

/** `free`: failures before there is a delay; after them it doubles from one second up to LONGEST_DELAY_S. */
type Pace = { free: number; forgottenAfterMs: number; oneLessEveryMs: number; most: number }
/** NIST SP 800-63B-4, 3.2.2: at most 100 failures in a row on one account, however slowly; only a success or an administrator ends the row. */
export const MOST_FAILURES = 100
/** Failures before there is a delay, and after which the owner of a user name is told. */
export const FREE_FAILURES = 5
const NEVER = 100 * 365 * DAY_MS
const ADDRESS_FORGOTTEN_AFTER_MS = DAY_MS
const PACES = {
  account: { free: FREE_FAILURES, forgottenAfterMs: NEVER, oneLessEveryMs: NEVER, most: MOST_FAILURES },
  device: { free: FREE_FAILURES, forgottenAfterMs: NEVER, oneLessEveryMs: NEVER, most: MOST_FAILURES },
  // Many people may sit behind one address: more room, each minute takes one away, and a quiet day clears it.
  address: { free: 20, forgottenAfterMs: ADDRESS_FORGOTTEN_AFTER_MS, oneLessEveryMs: 60_000, most: 2_000_000_000 },
} satisfies Record<string, Pace>
const LONGEST_DELAY_S = 900

export type GuardedKey = { kind: keyof typeof PACES; key: string }
export type LoginTry = { kind: 'go'; failures: number } | { kind: 'wait'; seconds: number } | { kind: 'locked' }

export const guardedKey = (kind: GuardedKey['kind'], name: string, pepper: string): GuardedKey => ({
  kind,
  // The kind is in clear, so that housekeeping can find addresses.
  key: `${kind}:${createHmac('sha256', pepper).update(`${kind}:${name}`).digest('hex')}`,
})

/** A browser's own count for a user name: `device` is what known-device.ts knows it by. */
export const deviceKey = (username: string, device: string, pepper: string): GuardedKey => ({
  kind: 'device',
  key: `${guardedKey('device', username, pepper).key}:${device}`,
})

/** Opens a user name: what strangers and its known browsers failed with is forgotten. */
export async function openGuards({ db }: { db: Pick<Context['db'], 'prisma'> }, username: string, pepper: string): Promise<void> {
  const [account, devices] = [guardedKey('account', username, pepper).key, guardedKey('device', username, pepper).key]
  await db.prisma.loginDelay.deleteMany({ where: { OR: [{ key: account }, { key: { startsWith: `${devices}:` } }] } })
}

/**
 * Counts a try as a failure before it is made, in one statement, so that a hundred tries at once are a hundred tries. A caller
 * whose try succeeds takes it back (forgiveTry).
 */
export async function countTry({ db, now }: Context, { kind, key }: GuardedKey): Promise<LoginTry> {
  const { free, forgottenAfterMs, oneLessEveryMs, most }: Pace = PACES[kind]
  const forgotten = new Date(now.getTime() - forgottenAfterMs)
  const passed = Prisma.sql`floor(greatest(0, extract(epoch FROM ${now}::timestamptz - d.last_at)) * 1000 / ${oneLessEveryMs}::float8)`
  const next = Prisma.sql`CASE WHEN d.last_at < ${forgotten} THEN 1 ELSE greatest(0, d.failures - ${passed})::int + 1 END`
  const [taken] = await db.prisma.$queryRaw<{ failures: number }[]>`
    INSERT INTO login_delay AS d (key, failures, last_at) VALUES (${key}, 1, ${now})
    ON CONFLICT (key) DO UPDATE SET
      failures = ${next},
      last_at = ${now},
      locked_until = CASE WHEN ${next} < ${free} THEN NULL
        ELSE ${now}::timestamptz + make_interval(secs => least(${LONGEST_DELAY_S}, 2 ^ least(${next} - ${free}, 20))) END
    WHERE (d.locked_until IS NULL OR d.locked_until <= ${now}) AND (d.failures < ${most} OR d.last_at < ${forgotten})
    RETURNING failures`
  if (taken) return { kind: 'go', failures: taken.failures }
  const row = await db.prisma.loginDelay.findUnique({ where: { key } })
  if (row && row.failures >= most) return { kind: 'locked' }
  return { kind: 'wait', seconds: Math.max(1, Math.ceil(((row?.lockedUntil?.getTime() ?? 0) - now.getTime()) / 1000)) }
}

/** After a success: failures of an account or a known browser are cleared; an address gets this one try back. */
export async function forgiveTry({ db }: Pick<Context, 'db'>, { kind, key }: GuardedKey): Promise<void> {
  switch (kind) {
    case 'account':
    case 'device':
      await db.prisma.loginDelay.deleteMany({ where: { key } })
      return
    case 'address':
      await db.prisma.loginDelay.updateMany({
        where: { key, failures: { gt: 0 } },
        data: { failures: { decrement: 1 }, lockedUntil: null },
      })
      return
  }
}

/** What is counted as one address: an IPv4 address, or the /64 network of an IPv6 address, which one subscriber has whole. */
export function addressGroup(address: string): string {
  const bare = address.replace(/%.*$/, '')
  if (!isIPv6(bare)) return address
  const v4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1]
  if (v4) return v4
  // URL writes an IPv6 address in its canonical form (RFC 5952).
  const [head = '', tail = ''] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split('::')
  const [before, after] = [head, tail].map((part) => (part === '' ? [] : part.split(':')))
  const groups = [
    ...(before ?? []),
    ...Array<string>(8 - (before?.length ?? 0) - (after?.length ?? 0)).fill('0'),
    ...(after ?? []),
  ]
  return `${groups.slice(0, 4).join(':')}::/64`
}

/** Housekeeping: removes failures of addresses a day old, and of browsers that are known no more; returns how many. Those of accounts stay until a success. */
export async function forgetDelays({ db, now }: Context): Promise<number> {
  const before = (ms: number) => ({ lt: new Date(now.getTime() - ms) })
  const addresses = { key: { startsWith: 'address:' }, lastAt: before(ADDRESS_FORGOTTEN_AFTER_MS) }
  const devices = { key: { startsWith: 'device:' }, lastAt: before(LIMITS.knownDeviceDays * DAY_MS) }
  const { count } = await db.prisma.loginDelay.deleteMany({ where: { OR: [addresses, devices] } })
  return count
}

/** Whether strangers' browsers can no longer try the user name. */
export async function isLocked({ db }: Pick<Context, 'db'>, username: string, pepper: string): Promise<boolean> {
  const row = await db.prisma.loginDelay.findUnique({ where: { key: guardedKey('account', username, pepper).key } })
  return row !== null && row.failures >= MOST_FAILURES
}
