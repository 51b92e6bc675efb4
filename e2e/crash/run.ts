// Hands files in while parts are killed, lets the queue drain, and audits the portal against the agency's ledger.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readLedger } from '../rehearsal/agency/ledger.ts'
import { audit, auditPayloads, type Books } from './audit.ts'
import { FAULTS, type Kills, wreak } from './chaos.ts'
import { readBooks } from './read-books.ts'
import { sendSteadily } from './send-files.ts'
import { startWorld, type World } from './world.ts'

export type CrashOptions = {
  files: number
  dedupe: boolean
  seed: number
  perSecond?: number
  killEveryMs?: number
  keep?: boolean
}
export type CrashResult = { table: Record<string, string | number>; faults: string[] }

const UP_WITHIN_MS = 120_000
const DRAINED_WITHIN_MS = 300_000

export async function crash(options: CrashOptions): Promise<CrashResult> {
  const { files, dedupe, seed, perSecond = 6, killEveryMs = 600, keep = false } = options
  const dir = mkdtempSync(join(tmpdir(), 'kvittens-crash-'))
  const begun = performance.now()
  const world = await startWorld(dir, { dedupe })
  let faults: string[] = ['did not come to an end']
  try {
    await isUp(world)
    await world.agency.behave({ dedupe, rules: FAULTS })
    const [random, stop] = [seeded(seed), new AbortController()]
    const chaos = wreak(world, { random, until: stop.signal, everyMs: killEveryMs })
    const answered = await sendSteadily({
      url: world.url,
      senders: world.senders,
      count: files,
      perSecond,
      random: seeded(seed + 1),
    }).finally(() => stop.abort())
    const kills = await chaos
    await drain(world, { dedupe })
    const books = await readBooks(world.owner, { answered, ledger: readLedger(world.ledgerFile) })
    faults = [
      ...audit(books, { dedupe }),
      ...(await auditPayloads(books.submissions, world.payloads)),
      ...(await auditChains(world)),
    ]
    return { table: tableOf(books, { kills, dedupe, seed, seconds: (performance.now() - begun) / 1000 }), faults }
  } finally {
    await world.stop()
    if (keep || faults.length > 0) console.error(`what happened is kept in ${dir}`)
    else rmSync(dir, { recursive: true, force: true })
  }
}

async function isUp({ url, agency }: World): Promise<void> {
  const until = Date.now() + UP_WITHIN_MS
  for (;;) {
    try {
      await agency.ledger()
      await fetch(`${url}/api/health`)
      return
    } catch (error) {
      if (Date.now() > until) throw error
      await sleep(100)
    }
  }
}

/** Ends the agency's faults and waits until no submission is queued or being sent. */
async function drain({ agency, owner }: World, { dedupe }: { dedupe: boolean }): Promise<void> {
  const until = Date.now() + DRAINED_WITHIN_MS
  for (let calm = false; ; await sleep(250)) {
    if (Date.now() > until) throw new Error('files are still under way')
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
    'uploads tried again': answered.filter(({ tries }) => tries > 1).length,
    delivered: count(({ deliveredAt }) => deliveredAt),
    refused: count(({ refusedAt }) => refusedAt),
    'held: unknown': count(({ heldReason }) => heldReason === 'unknown'),
    'held: other': count(({ heldReason }) => heldReason && heldReason !== 'unknown'),
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
