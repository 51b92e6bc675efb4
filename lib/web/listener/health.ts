// /api/health: whether the whole portal works. /api/live and /api/ready: whether this process does.
import { type LastBeat, PROCESSES, readBeats } from '#lib/beat.ts'
import { reachConverter } from '#lib/converting/ask-converter.ts'
import { sendReply } from '#lib/door/reply.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { awaitAnswer, databaseNeed, openProbe, type Probe, tryStore } from '#lib/probe.ts'
import { diskSync } from '#lib/store/disk-sync.ts'
import { type ReceiverLine, readReceiverLine, untriedLine } from '#lib/submissions/receiver-line.ts'
import { readGate } from '#lib/submissions/send-gate.ts'
import type { Web } from './web.ts'

const PARTS = ['database', 'payloads', 'syncer', 'converter', 'relay', 'gateway', 'keeper', 'broker', 'sending'] as const
type Part = (typeof PARTS)[number]
/** `known` is null while the database is away. */
type Health = { failing: Part[]; known: { beats: LastBeat[]; line: ReceiverLine } | null }

/** The route is open to anyone: the parts are checked at most once in this time. */
const FRESH_MS = 1_000
const checks = new WeakMap<Web, { begun: number; health: Promise<Health> }>()
const probes = new WeakMap<Web, Probe>()

/**
 * GET /api/health: 200 when every part works, else 503 with the names of those that do not (contracts: "Local start"). `sending`
 * fails while it is stopped, `broker` while keeper cannot tell who logs in with e-legitimation: the file of the broker's keys cannot be read, or lacks the key that it signs with. That the receiver fails is told, and is no fault of a part. How many files wait is told to nobody.
 */
export async function showHealth(web: Web, call: Call): Promise<void> {
  const { failing, known } = await checkOnce(web)
  const { SYNC_SOCKET: syncer, CONVERT_SOCKET: converter } = web.env
  const without = { syncer, converter }
  const there = PARTS.filter((part) => !Object.hasOwn(without, part) || without[part as keyof typeof without] !== undefined)
  const parts = Object.fromEntries(there.map((part) => [part, failing.includes(part) ? 'failing' : 'ok']))
  const told = { parts, receiver: known && receiverOf(known.line), instances: known && instancesOf(known.beats) }
  if (failing.length === 0) sendReply(call, { status: 200, json: { status: 'ok', ...told } })
  else sendReply(call, { status: 503, json: { status: 'failing', failing, ...told } })
}

export async function showLive(web: Web, call: Call): Promise<void> {
  sendReply(call, probeOf(web).live())
}

export async function showReady(web: Web, call: Call): Promise<void> {
  sendReply(call, await probeOf(web).ready())
}

function probeOf(web: Web): Probe {
  const known = probes.get(web)
  if (known) return known
  const store = { name: 'payloads', ask: () => tryStore(web.env) }
  const probe = openProbe({ needs: [databaseNeed(web.db), store], isStopping: () => web.gate.isClosed, log: web.log })
  probes.set(web, probe)
  return probe
}

function checkOnce(web: Web): Promise<Health> {
  const last = checks.get(web)
  if (last && performance.now() - last.begun < FRESH_MS) return last.health
  const health = check(web)
  checks.set(web, { begun: performance.now(), health })
  return health
}

async function check(web: Web): Promise<Health> {
  const [{ failing, known }, ...others] = await Promise.all([checkByDatabase(web), checkStore(web), checkConverter(web)])
  const all = [failing, ...others].flat()
  return { known, failing: PARTS.filter((part) => all.includes(part)) }
}

/** Without the database the other processes' state is unknown, so they count as failing. */
async function checkByDatabase(web: Web): Promise<Health> {
  try {
    return await awaitAnswer(askDatabase(web))
  } catch (error) {
    web.log.fault('part-away', error, { part: 'database' })
    return { known: null, failing: ['database', 'relay', 'gateway', 'keeper'] }
  }
}

async function askDatabase(web: Web): Promise<Health> {
  const { db } = web
  const beats = await readBeats(db)
  const silent = (['relay', 'gateway', 'keeper'] as const).filter(
    (part) => !beats.some(({ process, isAlive }) => process === part && isAlive),
  )
  const isBlind = beats.some(({ process, isAlive, detail }) => process === 'keeper' && isAlive && detail.broker !== undefined)
  const line = await readReceiverLine({ db, now: new Date() })
  const known = { beats, line: silent.includes('relay') ? untriedLine(line) : line }
  return { known, failing: [...silent, ...(isBlind ? (['broker'] as const) : []), ...(await checkSending(web))] }
}

/** The store says whether its database was put back: one that cannot be asked, or is damaged, is no fault of the database. */
async function checkSending({ db, env, log }: Web): Promise<Part[]> {
  try {
    return (await readGate(db, env.PAYLOAD_DIR)).kind === 'stopped' ? ['sending'] : []
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    log.fault('part-away', error, { part: 'payloads' })
    return ['payloads', 'sending']
  }
}

/** While the syncer is away, nothing can be stored either. */
async function checkStore(web: Web): Promise<Part[]> {
  const { PAYLOAD_DIR: dir, SYNC_SOCKET: socket } = web.env
  const store = await faultOf(web, 'payloads', tryStore({ PAYLOAD_DIR: dir }))
  if (socket === undefined || store.length > 0) return store
  const syncer = await faultOf(web, 'syncer', diskSync(dir, socket).entries(dir))
  return syncer.length > 0 ? ['payloads', 'syncer'] : []
}

async function checkConverter(web: Web): Promise<Part[]> {
  const { CONVERT_SOCKET: socket } = web.env
  return socket === undefined ? [] : faultOf(web, 'converter', reachConverter(socket))
}

function faultOf({ log }: Web, part: Part, tried: Promise<void>): Promise<Part[]> {
  return awaitAnswer(tried).then(
    () => [],
    (error) => {
      log.fault('part-away', error, { part })
      return [part]
    },
  )
}

function receiverOf(line: ReceiverLine) {
  const { kind: state, lastAccepted } = line
  return {
    state,
    since: line.kind === 'failing' ? inSeconds(line.since) : null,
    fault: line.kind === 'failing' ? line.fault : null,
    lastAccepted: inSeconds(lastAccepted),
    opens: line.kind === 'closed' ? inSeconds(line.opens) : null,
  }
}

/** A time to the microsecond could tell one company when another's file went. */
const inSeconds = (at: Date | null): string | null => at && `${at.toISOString().slice(0, 19)}Z`

function instancesOf(beats: LastBeat[]) {
  const count = (process: string, alive: boolean) =>
    beats.filter((beat) => beat.process === process && beat.isAlive === alive).length
  return Object.fromEntries(PROCESSES.map((process) => [process, { alive: count(process, true), silent: count(process, false) }]))
}
