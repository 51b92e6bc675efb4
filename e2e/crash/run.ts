// Hands files in while parts are killed, lets the queue drain, and audits the portal against the agency's ledger.
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readLedger } from '../rehearsal/agency/ledger.ts'
import { audit, auditPayloads, type Books, believedAlone } from './audit.ts'
import { faultsOf, type Kills } from './chaos.ts'
import { readBooks } from './read-books.ts'
import { sendInChaos, sendThroughRestore } from './send-in-chaos.ts'
import { startWorld, type World } from './world.ts'

export type CrashOptions = {
  files: number
  dedupe: boolean
  seed: number
  perSecond?: number
  killEveryMs?: number
  /** The share of calls to the agency that fail. */
  faulty?: number
  /** At most so many cases in a file. */
  cases?: number
  /** No file is begun later than this. */
  withinMs?: number
  /** The database is put back from a backup in mid-run. */
  restore?: boolean
  keep?: boolean
}
export type CrashResult = { table: Record<string, string | number>; faults: string[] }

const UP_WITHIN_MS = 120_000
const DRAINED_WITHIN_MS = 300_000

export async function crash(options: CrashOptions): Promise<CrashResult> {
  const {
    files,
    dedupe,
    seed,
    perSecond = 6,
    killEveryMs = 600,
    faulty = 0.25,
    cases = 400,
    withinMs = Number.POSITIVE_INFINITY,
    restore = false,
    keep = false,
  } = options
  const dir = mkdtempSync(join(tmpdir(), 'kvittens-crash-'))
  const begun = performance.now()
  const world = await startWorld(dir, { dedupe })
  let faults: string[] = ['did not come to an end']
  try {
    await isUp(world)
    await world.agency.behave({ dedupe, rules: faultsOf(faulty) })
    const wish = {
      count: files,
      perSecond,
      cases,
      withinMs,
      random: seeded(seed + 1),
      chaos: { random: seeded(seed), everyMs: killEveryMs },
    }
    const { answered, kills, reconciled } = restore
      ? await sendThroughRestore(world, wish, { ledgerFile: join(dir, 'list.jsonl') })
      : { ...(await sendInChaos(world, wish)), reconciled: '' }
    await drain(world, { dedupe })
    const books = await readBooks(world.owner, { answered, ledger: readLedger(world.ledgerFile) })
    faults = [
      ...audit(books, { dedupe, restored: restore }),
      ...(await auditPayloads(books.submissions, world.payloads)),
      ...(await auditChains(world)),
    ]
    const seconds = (performance.now() - begun) / 1000
    const table = tableOf(books, { kills, dedupe, seed, seconds })
    return { table: restore ? { ...table, 'restored and reconciled': reconciled } : table, faults }
  } finally {
    await world.stop()
    if (keep || faults.length > 0) console.error(`what happened is kept in ${dir}`)
    else rmSync(dir, { recursive: true, force: true })
  }
}

async function isUp({ url, agency, gateway }: World): Promise<void> {
  const until = performance.now() + UP_WITHIN_MS
  for (;;) {
    try {
      await agency.ledger()
      await fetch(`${url}/api/health`)
      if (await isListening(gateway.url)) return
      throw new Error('no gateway yet')
    } catch (error) {
      if (performance.now() > until) throw error
      await sleep(100)
    }
  }
}

function isListening(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(address).port), '127.0.0.1', () => resolve(true))
    socket.on('error', () => resolve(false)).on('connect', () => socket.destroy())
  })
}

/** Ends the agency's faults and waits until no submission is queued or being sent. */
async function drain({ agency, owner }: World, { dedupe }: { dedupe: boolean }): Promise<void> {
  const until = performance.now() + DRAINED_WITHIN_MS
  for (let calm = false; ; await sleep(250)) {
    if (performance.now() > until) throw new Error('files are still under way')
    calm ||= await agency.behave({ dedupe }).then(
      () => true,
      () => false,
    )
    const moving = await owner.prisma.submission
      .count({ where: { OR: [{ nextAttemptAt: { not: null } }, { sendingAt: { not: null } }] } })
      .catch(() => -1) // the database is recovering
    if (calm && moving === 0) return
  }
}

/** The audit trail is whole: each entry holds the hash of the one before. */
async function auditChains({ owner }: World): Promise<string[]> {
  const { rows } = await owner.pool.query<{ broken: string }>(`
    SELECT chain || ' ' || seq AS broken FROM (
      SELECT chain, seq, prev, lag(hash, 1, '\\x') OVER w AS before, lag(seq, 1, 0::bigint) OVER w AS last FROM audit WINDOW w AS (PARTITION BY chain ORDER BY seq)
    ) links WHERE prev <> before OR seq <> last + 1`)
  return rows.map(({ broken }) => `the audit trail is broken at ${broken}`)
}

type Facts = { kills: Kills; dedupe: boolean; seed: number; seconds: number }

function tableOf({ answered, submissions, ledger }: Books, { kills, dedupe, seed, seconds }: Facts): CrashResult['table'] {
  const count = (is: (row: Books['submissions'][number]) => unknown) => submissions.filter(is).length
  return {
    'receiver drops repeats': dedupe ? 'yes' : 'no',
    seed,
    'files answered': answered.length,
    'by browser, by machine': ['web', 'gateway'].map((one) => answered.filter(({ way }) => way === one).length).join(', '),
    'uploads tried again': answered.filter(({ tries }) => tries > 1).length,
    delivered: count(({ deliveredAt, disputedAt }) => deliveredAt && !disputedAt),
    refused: count(({ refusedAt }) => refusedAt),
    'held: unknown': count(({ heldReason, disputedAt }) => heldReason === 'unknown' && !disputedAt),
    'settled from the list': count(({ settledAs }) => settledAs !== null),
    disputed: count(({ disputedAt }) => disputedAt),
    'sent alone after a death': count(({ deaths }) => deaths > 0),
    'held: other': count(({ heldReason }) => heldReason && heldReason !== 'unknown'),
    'with the id of a file that never got its own': believedAlone({ answered, submissions, ledger }).length,
    'lines in the ledger': ledger.length,
    'repeats the agency dropped': ledger.reduce((sum, { repeats }) => sum + repeats, 0),
    attempts: submissions.reduce((sum, { attemptCount }) => sum + attemptCount, 0),
    'attempts unknown': submissions.reduce((sum, { unknownAttempts }) => sum + unknownAttempts, 0),
    'kill -9': Object.entries(kills)
      .map(([part, times]) => `${part} ${times}`)
      .join(', '),
    seconds: Math.round(seconds),
  }
}

/** Numbers in 0 ≤ n < 1 that are the same for the same seed (mulberry32), so that a run's plan can be made again. */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
