// Does a refusal that comes before the body has ended reach its client? node e2e/bench/early-refusals.ts [--each 1] [--kinds raw,curl]
//
// The gateway as it ships and the portal's listener over TLS, each a process of its own, refuse before they read the body.
// Each client sends each such request with bodies of 3 kB to 3 MB: what it has not read as the refusal is lost. Clients: a raw
// one that writes all before it reads, Python's http.client and urllib (which says Connection: close), Java's HttpClient
// and HttpsURLConnection, curl as it is and without Expect. At last curl with 600 MB, of which nothing is stored.
// A client that this machine has not is skipped, and that is said.
import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process'
import { openSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { runCurl } from '../fixtures/curl.ts'
import { type EarlyRefusal, gatewayRefusals, portalRefusals } from '../fixtures/early-refusals.ts'
import { writeFirst } from '../fixtures/write-first.ts'
import { freePort, isFree } from '../rehearsal/ports.ts'
import { BENCH_ORGNR, type Ground, prepareGround } from './ground.ts'

type Attempt = { port: number; refusal: EarlyRefusal; bytes: number }
/** What a client saw of each: a status, or why there is none. */
type Client = { needs?: string; raw?: true; send: (at: Ground, attempts: Attempt[]) => Promise<string[]> }

const SIZES = [3_000, 30_000, 300_000, 3_000_000]
const HUGE = 600_000_000
/** Less than any body that is sent, so that every one is too large. */
const MAX_BYTES = '2000'
const CLIENTS: Record<string, Client> = {
  raw: { raw: true, send: byRaw },
  'http.client': {
    needs: 'python3',
    send: (at, all) => byProgram(at, all, ['python3', script('write_first.py'), 'http.client']),
  },
  urllib: { needs: 'python3', send: (at, all) => byProgram(at, all, ['python3', script('write_first.py'), 'urllib']) },
  HttpClient: { needs: 'java', send: (at, all) => byProgram(at, all, ['java', script('WriteFirst.java'), 'HttpClient']) },
  HttpsURLConnection: { needs: 'java', send: (at, all) => byProgram(at, all, ['java', script('WriteFirst.java'), 'Connection']) },
  curl: { needs: 'curl', send: (at, all) => byCurl(at, all, []) },
  'curl without Expect': { needs: 'curl', send: (at, all) => byCurl(at, all, ['-H', 'Expect:']) },
}

const { values } = parseArgs({ options: { each: { type: 'string', default: '1' }, kinds: { type: 'string' } } })

const ground = await prepareGround()
const children: ChildProcess[] = []
try {
  await main(ground)
} finally {
  for (const child of children) child.kill('SIGKILL')
  await ground.end()
}

async function main(at: Ground): Promise<void> {
  const gatewayPort = await startGateway(at)
  await startPortal(at)
  const refusals = [
    ...gatewayRefusals(at.pki, BENCH_ORGNR).map((refusal) => ({ port: gatewayPort, refusal })),
    ...portalRefusals({ origin: at.publicUrl, cookie: at.cookie }).map((refusal) => ({ port: at.port, refusal })),
  ]
  const table: Record<string, Record<string, string>> = {}
  const lostOf = new Map<string, number>()
  for (const [kind, client] of Object.entries(CLIENTS)) {
    if (values.kinds && !values.kinds.split(',').includes(kind)) continue
    if (client.needs && spawnSync('which', [client.needs]).status !== 0) {
      console.log(`${kind} is skipped: there is no ${client.needs}`)
      continue
    }
    const row: Record<string, string> = {}
    for (const bytes of SIZES) {
      const sent = Array.from({ length: Number(values.each) }, () => refusals).flat()
      const attempts = sent.filter(({ refusal }) => client.raw || !refusal.rawOnly).map((one) => ({ ...one, bytes }))
      const heard = await client.send(at, attempts)
      const lost = attempts.filter(({ refusal }, n) => heard[n] !== String(refusal.status))
      for (const { refusal, port } of lost) {
        const name = `${port === at.port ? 'portal' : 'gateway'}: ${refusal.status}, ${refusal.name}`
        lostOf.set(name, (lostOf.get(name) ?? 0) + 1)
      }
      for (const word of new Set(heard.filter((word) => !/^\d+$/.test(word)))) console.log(`${kind}, ${bytes}: ${word}`)
      row[`${bytes / 1000} kB`] = `${lost.length} of ${attempts.length}`
    }
    table[kind] = row
  }
  console.log('\nLost refusals, by client and size of the body\n')
  console.table(table)
  console.log('\nWhich were lost\n')
  console.table(Object.fromEntries([...lostOf].sort(([a], [b]) => a.localeCompare(b)).map(([name, lost]) => [name, { lost }])))
  await huge(at, gatewayPort)
}

async function huge(at: Ground, port: number): Promise<void> {
  const refusal = gatewayRefusals(at.pki, BENCH_ORGNR).find(({ status }) => status === 413) as EarlyRefusal
  const attempts = Array.from({ length: 8 }, () => ({ port, refusal, bytes: HUGE }))
  for (const [kind, extra] of [
    ['curl', []],
    ['curl without Expect', ['-H', 'Expect:']],
  ] as const) {
    const heard = await byCurl(at, attempts, extra)
    console.log(`${kind}, 600 MB that are too large: lost ${heard.filter((word) => word !== '413').length} of ${heard.length}`)
  }
}

async function startGateway(at: Ground): Promise<number> {
  const port = await freePort()
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'lib/gateway/main.ts'], {
    env: { PATH: process.env.PATH, ...at.gatewayEnv, NODE_ENV: 'production', MAX_BYTES, GATEWAY_PORT: String(port) },
    stdio: 'inherit',
  })
  children.push(child)
  while (await isFree(port)) await sleep(50)
  return port
}

async function startPortal(at: Ground): Promise<void> {
  const env = { ...at.env, NODE_ENV: 'production' as const, MAX_BYTES, HOST: '127.0.0.1' }
  const child = fork('e2e/fixtures/web-process.ts', [at.pki.gateway], {
    env,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  children.push(child)
  await new Promise((ready) => child.once('message', ready))
}

async function byRaw({ pki }: Ground, attempts: Attempt[]): Promise<string[]> {
  const heard: string[] = []
  for (const { port, refusal, bytes } of attempts) {
    const [first] = await writeFirst({ port, host: `localhost:${port}`, ca: pki.ca }, refusal, bytes)
    heard.push(first?.kind === 'answer' ? String(first.status) : `lost ${first?.why}`)
  }
  return heard
}

/** One process for all: attempts as lines on its standard input, an answer a line on its standard output. */
async function byProgram({ pki }: Ground, attempts: Attempt[], [program = '', ...args]: string[]): Promise<string[]> {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.on('data', (chunk) => {
    text += chunk
  })
  const lines = attempts.map(({ port, refusal: { pem = '-', method, path, headers }, bytes }) =>
    [pem, pki.ca, method, `https://localhost:${port}${path}`, bytes, ...fields(headers)].join('\t'),
  )
  child.stdin.end(`${lines.join('\n')}\n`)
  await new Promise((resolve) => child.once('close', resolve))
  return text.trim().split('\n')
}

async function byCurl({ pki, dir }: Ground, attempts: Attempt[], extra: readonly string[]): Promise<string[]> {
  const heard: string[] = []
  for (const {
    port,
    refusal: { pem, method, path, headers },
    bytes,
  } of attempts) {
    const file = join(dir, `body-${bytes}`)
    openSync(file, 'w')
    truncateSync(file, bytes) // sparse: no disk for 600 MB
    const own = fields(headers).flatMap((field) => ['-H', field])
    const identity = pem === undefined ? [] : ['--cert', pem]
    const args = [...identity, '--cacert', pki.ca, '-X', method, '-T', file, '--max-time', '60', ...own, ...extra]
    const { exit, status } = await runCurl([...args, `https://localhost:${port}${path}`])
    heard.push(exit === 0 ? String(status) : `lost, exit ${exit}`)
  }
  return heard
}

function fields(headers: Record<string, string>): string[] {
  return Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
}

function script(name: string): string {
  return join(import.meta.dirname, 'clients', name)
}
