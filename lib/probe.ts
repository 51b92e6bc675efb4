// Liveness and readiness: what an orchestrator asks a process. Live: it still turns; if not, start it again. Ready: it has what
// its own work needs; if not, send it nothing. Neither asks about other processes or about FK: those are /api/health's.
import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { Db } from './db.ts'
import type { Log } from './log.ts'
import { diskSync } from './store/disk-sync.ts'
import { INCOMING } from './store/format.ts'
import { requireRoom } from './store/require-room.ts'

/** Something that a process cannot work without; `ask` rejects while it is missing. */
export type Need = { name: string; ask: () => Promise<unknown> }
export type ProbeAnswer = { status: 200 | 503; json: { status: 'ok' | 'failing'; failing: string[] } }
export type Probe = { live: () => ProbeAnswer; ready: () => Promise<ProbeAnswer> }
type ProbeTerms = { needs: Need[]; isStopping: () => boolean; isTurning?: () => boolean; log: Log }

/** Whoever asks: what is needed is looked at once in this time. */
const FRESH_MS = 1_000
/** What does not answer in this time is missing. */
const ANSWER_MS = 5_000
const MOST_CONNECTIONS = 50
/** Whoever connects and asks nothing must not take the place of who does. */
const PATIENCE = { headersTimeout: 1_000, requestTimeout: 1_000, keepAliveTimeout: 1_000, connectionsCheckingInterval: 500 }

export function openProbe({ needs, isStopping, isTurning = () => true, log }: ProbeTerms): Probe {
  let last: { begun: number; missing: Promise<string[]> } | undefined
  let told = ''
  const look = async () => {
    const missing = (await Promise.all(needs.map(isMissing))).flat()
    const now = missing.join(' ')
    if (now !== told) log.warn(now === '' ? 'ready-again' : 'not-ready', { part: now })
    told = now
    return missing
  }
  return {
    live: () => answerOf(isTurning() ? [] : ['loop']),
    async ready() {
      if (!last || performance.now() - last.begun >= FRESH_MS) last = { begun: performance.now(), missing: look() }
      const missing = await last.missing
      return answerOf(isStopping() ? [...missing, 'stopping'] : missing)
    },
  }
}

async function isMissing({ name, ask }: Need): Promise<string[]> {
  return awaitAnswer(ask()).then(
    () => [],
    () => [name],
  )
}

/** Rejects when nothing has come in ANSWER_MS: what hangs does not answer either. */
export async function awaitAnswer<T>(asked: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('no answer')), ANSWER_MS).unref()
  return Promise.race([asked, late.promise]).finally(() => clearTimeout(timer))
}

const answerOf = (failing: string[]): ProbeAnswer =>
  failing.length === 0 ? { status: 200, json: { status: 'ok', failing } } : { status: 503, json: { status: 'failing', failing } }

export const databaseNeed = ({ pool }: Pick<Db, 'pool'>): Need => ({ name: 'database', ask: () => pool.query('SELECT 1') })

type StoreEnv = { PAYLOAD_DIR: string; SYNC_SOCKET?: string | undefined }

/** Free space, a file can be written and removed, and the syncer, where there is one, syncs. */
export async function tryStore({ PAYLOAD_DIR: dir, SYNC_SOCKET: socket }: StoreEnv): Promise<void> {
  await requireRoom(dir, 0)
  const probe = join(dir, INCOMING, `${randomUUID()}.probe`)
  await writeFile(probe, 'probe')
  await rm(probe)
  if (socket !== undefined) await diskSync(dir, socket).entries(dir)
}

/** A plain server for `/api/live` and `/api/ready`, for a process that has none of its own. */
export function listenForProbes(
  { PROBE_PORT: port, PROBE_HOST: host }: ProbeEnv,
  probe: Probe,
  log: Pick<Log, 'error'>,
): Server | undefined {
  if (port === undefined) return undefined
  const server = createServer(PATIENCE, (request, response) => void answerProbe(probe, request, response))
  server.maxConnections = MOST_CONNECTIONS
  exitWithoutPort(server, port, log)
  return server.listen(port, host)
}

/** A port that is taken, or that the process may not have, ends it with one line that names it. */
export function exitWithoutPort(server: Server, port: number, log: Pick<Log, 'error'>): void {
  server.once('error', ({ code }: NodeJS.ErrnoException) => {
    log.error('port-failed', { port, ...(code && { code }) })
    process.exit(1)
  })
}

async function answerProbe(probe: Probe, { method = '', url = '' }: IncomingMessage, response: ServerResponse): Promise<void> {
  const ask = { '/api/live': probe.live, '/api/ready': probe.ready }[url.split('?', 1)[0] ?? '']
  if (!ask) return void response.writeHead(404, { 'Content-Length': 0 }).end()
  if (method !== 'GET' && method !== 'HEAD')
    return void response.writeHead(405, { Allow: 'GET, HEAD', 'Content-Length': 0 }).end()
  const { status, json } = await ask()
  const body = `${JSON.stringify(json)}\n`
  const headers = { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': Buffer.byteLength(body) }
  response.writeHead(status, { ...headers, 'Cache-Control': 'no-store' }).end(method === 'HEAD' ? undefined : body)
}

export type ProbeEnv = { PROBE_PORT?: number | undefined; PROBE_HOST: string }
