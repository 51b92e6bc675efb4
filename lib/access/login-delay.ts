// How guessing is slowed down: per user name (whether it exists or not) and per address it comes from.
import { createHmac } from 'node:crypto'
import type { Context } from '#lib/db.ts'
import { Prisma } from '#prisma/generated/client.ts'

/** Failures before there is any delay; after that it doubles from one second up to the cap. */
type Pace = { free: number; forgottenAfterMs: number; oneLessEveryMs: number; most: number }
/** NIST SP 800-63B-4, 3.2.2: at most 100 failures in a row on one account, however slowly; only a success or an administrator ends the row. */
export const MOST_FAILURES = 100
const NEVER = 100 * 365 * 86_400_000
export const ADDRESS_FORGOTTEN_AFTER_MS = 86_400_000
const PACES = {
  account: { free: 5, forgottenAfterMs: NEVER, oneLessEveryMs: NEVER, most: MOST_FAILURES },
  // Many people may sit behind one address: more room, each minute takes one away, and a quiet day clears it.
  address: { free: 20, forgottenAfterMs: ADDRESS_FORGOTTEN_AFTER_MS, oneLessEveryMs: 60_000, most: 2_000_000_000 },
} satisfies Record<string, Pace>
const LONGEST_DELAY_S = 900

export type Guarded = { kind: keyof typeof PACES; key: string }
export type Turn = { kind: 'go'; failures: number } | { kind: 'wait'; seconds: number } | { kind: 'locked' }

export const guarded = (kind: Guarded['kind'], name: string, pepper: string): Guarded => ({
  kind,
  // The kind can be read, so that what may be forgotten can be found.
  key: `${kind}:${createHmac('sha256', pepper).update(`${kind}:${name}`).digest('hex')}`,
})

/**
 * Takes a turn: counts it as a failure beforehand, in one statement, so that a hundred tries at once are a hundred tries.
 * The caller gives it back (giveBack) when the try succeeds.
 */
export async function takeTurn({ db, now }: Context, { kind, key }: Guarded): Promise<Turn> {
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

/** After a success: an account's row of failures is over; an address only gets its own turn back. */
export async function giveBack({ db }: Pick<Context, 'db'>, { kind, key }: Guarded): Promise<void> {
  switch (kind) {
    case 'account':
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
