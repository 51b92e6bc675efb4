// Faults while files are sent: processes are killed at random moments, the agency misbehaves.
import { setTimeout as sleep } from 'node:timers/promises'
import type { BehaviourInput } from '../rehearsal/agency/behaviour.ts'
import type { World, WorldPart } from './world.ts'

/**
 * About a quarter of all calls to the agency. Not `old-receipt`: with the id of a file whose own receipt was lost, this side
 * cannot tell which file it belongs to (relay.test.ts tests that the second to claim an id is not believed).
 */
export const FAULTS: NonNullable<BehaviourInput['rules']> = [
  { mode: 'store-then-reset', share: 0.05 },
  { mode: 'store-then-hang', share: 0.02 },
  { mode: 'reset-before-body', share: 0.03 },
  { mode: 'reset-mid-body', share: 0.04 },
  { mode: 'status-503', share: 0.04, retryAfter: 1 },
  { mode: 'status-500', share: 0.02 },
  { mode: 'status-502', share: 0.01 },
  { mode: 'hang', share: 0.01 },
  { mode: 'slow', share: 0.02 },
  { mode: 'empty-answer', share: 0.01 },
  { mode: 'html-answer', share: 0.01 },
  { mode: 'error-later', share: 0.02 },
  { mode: 'reject', share: 0.02 },
]

/** Within this time a part is back on an idle machine. */
const QUICK_START_MS = 3_000

export type Kills = Record<WorldPart | 'database' | 'sleeps', number>
type WreakInput = { random: () => number; until: AbortSignal; everyMs: number }

/** Kills web and relays at random until told to stop; the agency, a database session and a long sleep come once each. */
export async function wreak(world: World, { random, until, everyMs }: WreakInput): Promise<Kills> {
  const kills: Kills = { web: 0, 'relay-1': 0, 'relay-2': 0, agency: 0, database: 0, sleeps: 0 }
  const once: (() => Promise<void>)[] = [() => strike('agency'), () => killSession(world, kills), () => putToSleep()]
  const struck = new Map<WorldPart, Date>()
  const strike = async (part: WorldPart) => {
    // Not again before it has come up since the last kill.
    if (!(await isBack(world, part, struck.get(part))) || !signal(world, part, 'SIGKILL')) return
    kills[part]++
    struck.set(part, new Date())
  }
  const putToSleep = async () => {
    // Longer than its lease: another relay takes over, and this one wakes up in the middle of something old.
    if (!signal(world, 'relay-1', 'SIGSTOP')) return
    kills.sleeps++
    await sleep(4_500)
    signal(world, 'relay-1', 'SIGCONT')
  }
  for (let turn = 1; !until.aborted; turn++) {
    await sleep(everyMs * (0.5 + random()))
    if (until.aborted) break
    const special = turn % 8 === 0 ? once.shift() : undefined
    if (special) await special()
    else await strike((['web', 'relay-1', 'relay-2'] as const)[Math.floor(random() * 3)] ?? 'web')
  }
  return kills
}

/**
 * Whether the part has written a beat since. On a loaded machine, where it takes long to come up, it is also left alone for as
 * long as that took: otherwise it would be killed before it has done anything, for ever.
 */
async function isBack({ owner }: World, part: WorldPart, since: Date | undefined): Promise<boolean> {
  if (!since || part === 'agency') return true
  const find = owner.prisma.processBeat.findFirst({ where: { instance: part, at: { gt: since } }, select: { at: true } })
  const beat = await find.catch(() => null) // the database is recovering
  if (!beat) return false
  const tookMs = beat.at.getTime() - since.getTime()
  return tookMs < QUICK_START_MS || Date.now() - beat.at.getTime() > tookMs
}

function signal({ parts }: World, part: WorldPart, name: NodeJS.Signals): boolean {
  const { pid } = parts[part]
  try {
    return pid !== undefined && process.kill(pid, name)
  } catch {
    return false // it is down already
  }
}

/** Postgres ends all sessions and recovers when one of its own is killed. */
async function killSession({ owner }: World, kills: Kills): Promise<void> {
  const { rows } = await owner.pool.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE usename IN ('kvittens_relay', 'kvittens_web') LIMIT 1`,
  )
  const [session] = rows
  if (!session) return
  process.kill(session.pid, 'SIGKILL')
  kills.database++
}
