// Faults while files are sent: processes are killed at random moments, the agency misbehaves.
import { setTimeout as sleep } from 'node:timers/promises'
import type { BehaviourInput } from '../rehearsal/agency/behaviour.ts'
import type { World, WorldPart } from './world.ts'

type Rules = NonNullable<BehaviourInput['rules']>

/** About a quarter of all calls to the agency. */
const FAULTS: Rules = [
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
  { mode: 'old-receipt', share: 0.02 },
  { mode: 'error-later', share: 0.02 },
  { mode: 'reject', share: 0.02 },
]

/** The same faults, so many that about `share` of all calls fail. */
export function faultsOf(share: number): Rules {
  const all = 1 - FAULTS.reduce((none, rule) => none * (1 - (rule.share ?? 1)), 1)
  return FAULTS.map((rule) => ({ ...rule, share: ((rule.share ?? 1) * share) / all }))
}

/** Within this time a part is back on an idle machine. */
const QUICK_START_MS = 3_000

type Strike = WorldPart | 'session' | 'postmaster' | 'sleep'
export type Kills = Record<Strike, number>
type WreakInput = { random: () => number; until: AbortSignal; everyMs: number }

/** What comes in one round, in an order of its own each time. */
const ROUND: Record<Strike, number> = {
  ...{ web: 5, gateway: 5, 'relay-1': 5, 'relay-2': 5, syncer: 5, agency: 2 },
  ...{ session: 3, postmaster: 1, sleep: 1 },
}

/** Kills one thing after the other until told to stop. */
export async function wreak(world: World, { random, until, everyMs }: WreakInput): Promise<Kills> {
  const kills: Kills = {
    web: 0,
    gateway: 0,
    'relay-1': 0,
    'relay-2': 0,
    syncer: 0,
    agency: 0,
    session: 0,
    postmaster: 0,
    sleep: 0,
  }
  const struck = new Map<WorldPart, Struck>()
  const strike = async (what: Strike): Promise<boolean> => {
    if (what === 'session') return await killSession(world)
    if (what === 'postmaster') return await world.killPostgres().then(() => true)
    if (what === 'sleep') return await putToSleep(world)
    // Not again before it has come up since the last kill.
    if (!(await isBack(world, what, struck.get(what))) || !signal(world, what, 'SIGKILL')) return false
    struck.set(what, { at: new Date(), backAt: null })
    return true
  }
  let round: Strike[] = []
  while (!until.aborted) {
    await sleep(everyMs * (0.5 + random()))
    if (until.aborted) break
    if (round.length === 0) round = shuffled(random)
    // What is not up yet comes later in the round.
    for (const what of [...round]) {
      if (!(await strike(what))) continue
      kills[what]++
      round.splice(round.indexOf(what), 1)
      break
    }
  }
  return kills
}

function shuffled(random: () => number): Strike[] {
  const all = (Object.keys(ROUND) as Strike[]).flatMap((what) => Array.from({ length: ROUND[what] }, () => what))
  return all
    .map((what) => ({ what, lot: random() }))
    .sort((a, b) => a.lot - b.lot)
    .map(({ what }) => what)
}

/** Longer than its lease: another relay takes over, and this one wakes up in the middle of something old. */
async function putToSleep(world: World): Promise<boolean> {
  if (!signal(world, 'relay-1', 'SIGSTOP')) return false
  await sleep(4_500)
  signal(world, 'relay-1', 'SIGCONT')
  return true
}

/** `backAt`: when it was first seen to have written a beat since. */
type Struck = { at: Date; backAt: Date | null }

/**
 * Whether the part has written a beat since. On a loaded machine, where it takes long to come up, it is also left alone for as
 * long as that took: otherwise it would be killed before it has done anything, for ever.
 */
async function isBack({ owner }: World, part: WorldPart, struck: Struck | undefined): Promise<boolean> {
  if (!struck || part === 'agency' || part === 'syncer') return true
  const find = owner.prisma.processBeat.findFirst({ where: { instance: part, at: { gt: struck.at } }, select: { at: true } })
  // A later beat takes the first one's place; and the database may be recovering.
  struck.backAt ??= (await find.catch(() => null))?.at ?? null
  if (!struck.backAt) return false
  const tookMs = struck.backAt.getTime() - struck.at.getTime()
  return tookMs < QUICK_START_MS || Date.now() - struck.backAt.getTime() > tookMs
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
async function killSession({ owner }: World): Promise<boolean> {
  const find = owner.pool.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE usename IN ('kvittens_relay', 'kvittens_web', 'kvittens_gateway')
     ORDER BY state = 'active' DESC, random() LIMIT 1`,
  )
  const [session] = await find.then(
    ({ rows }) => rows,
    () => [], // it is recovering
  )
  try {
    return session !== undefined && process.kill(session.pid, 'SIGKILL')
  } catch {
    return false
  }
}
