// What does a file cost that comes by curl? node e2e/bench/gateway.ts [--megabytes 100] [--runs 3] [--at-once 500]
//
// The gateway as it ships (lib/gateway/main.ts, a process of its own: TLS with client certificates, check, encryption,
// fsync, Postgres) and nginx with `ssl_verify_client on` and DAV PUT get the same files from the same curl in the same
// rounds. nginx only writes the bytes; the gateway has read, judged, hashed, encrypted and synced them, compared them with
// the history and written the submission when it says 202. What the same takes after nginx (sync, sha256sum, xmllint
// --stream --valid) stands in a column of its own. CPU and peak memory are the server's own, from /proc (Linux, root).
// Then all at once: so many uploads of 1 MB, by one company, on as many connections.
import { fork, spawn } from 'node:child_process'
import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { sampleXml, writeSample } from '../fixtures/samples.ts'
import { freePort, isFree } from '../rehearsal/ports.ts'
import type { Burst } from './burst.ts'
import { BENCH_ORGNR, type Ground, prepareGround } from './ground.ts'
import { type Peer, startPeer } from './peer.ts'
import { cpuMsOf, forgetPeak, peakMbOf } from './proc.ts'

type Round = { wallMs: number; cpuMs: number; peakMb: number }

const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '100' },
    runs: { type: 'string', default: '3' },
    'at-once': { type: 'string', default: '500' },
  },
})
const bytes = Number(values.megabytes) * 1_000_000
const runs = Number(values.runs)
const atOnce = Number(values['at-once'])
/** The least bytes of a case in a sample file. */
const CASE_BYTES = 150
/** Cases of a file that the history remembers. Each file starts past them: a case that was sent before costs extra. */
const REMEMBERED = 200_000

const ground = await prepareGround()
try {
  await main(ground)
} finally {
  await ground.end()
}

async function main(at: Ground): Promise<void> {
  const gateway = await startGateway(at)
  let made = 0
  const peer = await startPeer({ dir: at.dir, pem: at.pki.gateway, port: await freePort(), clientCa: at.pki.ca })
  try {
    const made = 0
    const idleMb = peakMbOf(gateway.pid)
    await gatewayRound(at, gateway.pid, await makeSample('warm', 2_000_000))
    const [ours, theirs, chain]: [Round[], Round[], number[]] = [[], [], []]
    for (let run = 1; run <= runs; run++) {
      const file = await makeSample(`large-${run}`, bytes + run)
      ours.push(await gatewayRound(at, gateway.pid, file))
      if (!peer) continue
      theirs.push(await peerRound(at, peer, file))
      chain.push(peer.afterwards().cpuMs)
    }
    console.log(`\n${values.megabytes} MB of XML by curl over TLS with a client certificate, ${runs} rounds, medians\n`)
    console.table({
      gateway: row(ours),
      ...(peer && { nginx: row(theirs), 'nginx + sync + sha256sum + xmllint': withChain(theirs, chain) }),
    })
    console.log(`Gateway's memory before anything came: ${Math.round(idleMb)} MB`)
    for (const size of [1, 3]) {
      const { peakMb } = await gatewayRound(at, gateway.pid, await makeSample(`flat-${size}`, size * bytes + 7))
      console.log(`Gateway's peak memory while it takes ${(size * bytes) / 1e6} MB: ${Math.round(peakMb)} MB`)
    }
    await allAtOnce(at, gateway.pid, made * REMEMBERED)
  } finally {
    peer?.stop()
    gateway.stop()
  }

  /** A file with cases of its own. */
  async function makeSample(name: string, size: number): Promise<string> {
    const file = join(at.dir, `${name}.xml`)
    await writeSample(file, sampleXml({ now: new Date(), bytes: size, skip: made++ * REMEMBERED }))
    return file
  }
}

async function startGateway({ gatewayEnv, port }: Ground): Promise<{ pid: number; stop: () => void }> {
  const script = join(import.meta.dirname, '../../lib/gateway/main.ts')
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...gatewayEnv },
    cwd: join(import.meta.dirname, '../..'),
    stdio: 'inherit',
  })
  for (let tries = 0; (await isFree(port)) && tries < 200; tries++) await sleep(50)
  if (child.pid === undefined) throw new Error('the gateway did not start')
  return { pid: child.pid, stop: () => void child.kill('SIGTERM') }
}

async function gatewayRound({ port, pki }: Ground, pid: number, file: string): Promise<Round> {
  forgetPeak(pid)
  const before = cpuMsOf(pid)
  const { status, wallMs } = await curl(pki, file, `https://localhost:${port}/filoverforing/sjukanmalan/`)
  if (status !== 202) throw new Error(`the gateway answered ${status}`)
  return { wallMs, cpuMs: cpuMsOf(pid) - before, peakMb: peakMbOf(pid) }
}

async function peerRound({ pki }: Ground, peer: Peer, file: string): Promise<Round> {
  const before = peer.cpuMs()
  const { status, wallMs } = await curl(pki, file, `https://localhost:${peer.port}/fil.xml`)
  if (status !== 201 && status !== 204) throw new Error(`nginx answered ${status}`)
  return { wallMs, cpuMs: peer.cpuMs() - before, peakMb: peer.peakMb() }
}

async function curl({ employer, ca }: Ground['pki'], file: string, url: string): Promise<{ status: number; wallMs: number }> {
  const args = [
    '-sS',
    '--cert',
    employer(BENCH_ORGNR),
    '--cacert',
    ca,
    '-T',
    file,
    '-o',
    '/dev/null',
    '-w',
    '%{http_code} %{time_total}',
  ]
  const child = spawn('curl', [...args, url], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.on('data', (chunk) => {
    text += chunk
  })
  await new Promise((resolve) => child.once('close', resolve))
  const [status = 0, seconds = 0] = text.split(' ').map(Number)
  return { status, wallMs: seconds * 1000 }
}

async function allAtOnce(at: Ground, pid: number, first: number): Promise<void> {
  const folder = join(at.dir, 'burst')
  mkdirSync(folder)
  const files: string[] = []
  for (let n = 0; n < atOnce; n++) {
    files.push(join(folder, `${n}.xml`))
    const skip = first + Math.ceil((n * 1_000_000) / CASE_BYTES)
    await writeSample(files[n] as string, sampleXml({ now: new Date(), bytes: 1_000_000, skip }))
  }
  const total = files.reduce((sum, file) => sum + statSync(file).size, 0)
  forgetPeak(pid)
  const before = cpuMsOf(pid)
  const child = fork(join(import.meta.dirname, 'burst.ts'), [at.pki.employer(BENCH_ORGNR), at.pki.ca, String(at.port), ...files])
  const burst = await new Promise<Burst>((resolve) => child.once('message', (message) => resolve(message as Burst)))
  const cpuMs = cpuMsOf(pid) - before
  console.log(`\n${atOnce} uploads of 1 MB at once, by one company, on ${atOnce} connections:`)
  console.log(
    `answers ${JSON.stringify(burst.answers)}; all in ${seconds(burst.wallMs)} s, ${Math.round(total / 1e6 / (burst.wallMs / 1000))} MB/s`,
  )
  console.log(
    `answered after, s: median ${seconds(quantile(burst.tookMs, 0.5))}, p99 ${seconds(quantile(burst.tookMs, 0.99))}, last ${seconds(Math.max(...burst.tookMs))}`,
  )
  console.log(`gateway: ${seconds(cpuMs / (total / 1e9))} CPU s per GB, peak ${Math.round(peakMbOf(pid))} MB`)
}

function row(rounds: Round[]) {
  const of = (pick: (round: Round) => number) => quantile(rounds.map(pick), 0.5)
  return {
    'MB/s': Math.round(bytes / 1e6 / (of(({ wallMs }) => wallMs) / 1000)) || '–',
    'server CPU, s per GB': hundredth(of(({ cpuMs }) => cpuMs) / (bytes / 1e9) / 1000),
    'peak RSS, MB': Math.round(of(({ peakMb }) => peakMb)),
  }
}

function withChain(rounds: Round[], chain: number[]) {
  return row(rounds.map((round, index) => ({ ...round, wallMs: Number.NaN, cpuMs: round.cpuMs + (chain[index] ?? 0) })))
}

function quantile(numbers: number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

function hundredth(value: number): number {
  return Math.round(value * 100) / 100
}

function seconds(ms: number): number {
  return hundredth(ms / 1000)
}
