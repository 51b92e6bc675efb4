// How soon is a large file safely in, and what does it cost? node e2e/bench/intake.ts [--megabytes 200] [--runs 3] [--profile DIR]
//
// Sends a correct sjukanmälan over TLS to the portal's own listener (real loop, check, encryption, fsync, database; only
// the pages are not loaded), and in the same rounds the same bytes through the usual chain: nginx DAV PUT over TLS, sync,
// sha256sum, xmllint --stream --valid. The verdict is the answer that says 201 (ours), or the end of the chain's last step.
// "Sender's last byte" is when the sender's kernel has taken it: what kernels still hold for a slower reader counts against
// that reader. "Last byte read" is when the portal's process has it: what is left then is the portal's own tail (check's
// end, last segment, fsync, transaction, rename). The chain is skipped, and that is said, where its tools are missing.
// Compare columns of one run; times on a shared machine are noisy, CPU and memory are not.
import { fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, readFileSync, statSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { sampleXml, writeSample } from '../fixtures/samples.ts'
import type { Usage } from '../fixtures/web-process.ts'
import { freePort } from '../rehearsal/ports.ts'
import { type Ground, prepareGround } from './ground.ts'
import { type Peer, startPeer } from './peer.ts'

type TimedAnswer = { status: number; wallMs: number; afterLastByteMs: number }
type Round = { wallMs: number; afterLastByteMs: number; afterLastReadMs?: number; cpuMs: number; peakMb: number }

const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '200' },
    runs: { type: 'string', default: '3' },
    // Where the portal's CPU profile is written.
    profile: { type: 'string' },
  },
})
const bytes = Number(values.megabytes) * 1_000_000
const runs = Number(values.runs)

const ground = await prepareGround()
try {
  await main(ground)
} finally {
  await ground.end()
}

async function main({ dir, pki }: Ground): Promise<void> {
  const server = await startServer()
  const peer = await startPeer({ dir, pem: pki.gateway, port: await freePort() })
  const idle = await server.usage()
  await portalRound(server, await makeSample('small', 2_000_000)) // warms up both
  const small = await server.usage()
  const [ours, theirs]: [Round[], Round[]] = [[], []]
  for (let run = 1; run <= runs; run++) {
    // New bytes each round: the same bytes would be answered as a repeat.
    const file = await makeSample(`large-${run}`, bytes + run)
    ours.push(await portalRound(server, file))
    if (peer) theirs.push(await peerRound(peer, file))
  }
  peer?.stop()
  server.stop()
  const size = `${values.megabytes} MB of XML over TLS, ${runs} rounds, medians`
  console.log(`\n${size}\n`)
  console.table({ portal: row(ours), ...(peer ? { 'nginx + sync + sha256sum + xmllint': row(theirs) } : {}) })
  console.log(
    `Portal's memory: ${mb(idle.nowMb)} MB idle, peak ${mb(small.peakMb)} MB after 2 MB, peak ${mb(Math.max(...ours.map(({ peakMb }) => peakMb)))} MB after all.`,
  )

  async function makeSample(name: string, size: number): Promise<string> {
    const file = join(dir, `${name}.xml`)
    // A minute apart, so that each has its own time of creation and so its own hash.
    await writeSample(file, sampleXml({ now: new Date(Date.now() - (size % 1000) * 60_000), bytes: size }))
    return file
  }
}

async function startServer() {
  const script = join(import.meta.dirname, '../fixtures/web-process.ts')
  const child = fork(script, [ground.pki.gateway], {
    execArgv: values.profile === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', values.profile],
    env: ground.env as NodeJS.ProcessEnv,
    cwd: join(import.meta.dirname, '../..'),
  })
  const next = <T>() => new Promise<T>((resolve) => child.once('message', (message) => resolve(message as T)))
  await next()
  return {
    async usage(): Promise<Usage> {
      const answer = next<Usage>()
      child.send('usage')
      return answer
    },
    stop: () => child.disconnect(),
  }
}

async function portalRound(server: Awaited<ReturnType<typeof startServer>>, file: string): Promise<Round> {
  const before = await server.usage()
  const sent = await send({ file, port: ground.port, method: 'POST', path: '/api/inlamningar', headers: await headersFor(file) })
  if (sent.status !== 201) throw new Error(`the portal answered ${sent.status}`)
  const after = await server.usage()
  return { ...sent, afterLastReadMs: after.afterLastReadMs, cpuMs: after.cpuMs - before.cpuMs, peakMb: after.peakMb }
}

async function peerRound(peer: Peer, file: string): Promise<Round> {
  const before = peer.cpuMs()
  const sent = await send({ file, port: peer.port, method: 'PUT', path: '/fil.xml', headers: {} })
  if (sent.status !== 201 && sent.status !== 204) throw new Error(`nginx answered ${sent.status}`)
  const begun = performance.now()
  const chain = peer.afterwards()
  const waitedMs = performance.now() - begun
  return {
    wallMs: sent.wallMs + waitedMs,
    afterLastByteMs: sent.afterLastByteMs + waitedMs,
    cpuMs: peer.cpuMs() - before + chain.cpuMs,
    peakMb: peer.peakMb(),
  }
}

type SendInput = { file: string; port: number; method: string; path: string; headers: Record<string, string> }

async function send({ file, port, method, path, headers }: SendInput): Promise<TimedAnswer> {
  const begun = performance.now()
  const call = request({
    ...{ host: 'localhost', port, method, path, ca: readFileSync(ground.pki.ca), agent: false },
    headers: { ...headers, 'content-length': statSync(file).size },
  })
  const answered = new Promise<number>((resolve, reject) => {
    call.once('response', (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0))
    })
    call.once('error', reject)
  })
  await pipeline(createReadStream(file, { highWaterMark: 1 << 18 }), call)
  const lastByte = performance.now()
  const status = await answered
  const end = performance.now()
  return { status, wallMs: end - begun, afterLastByteMs: end - lastByte }
}

/** As the page sends it: with the hash that the browser computed. */
async function headersFor(file: string): Promise<Record<string, string>> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  return {
    cookie: ground.cookie,
    origin: ground.publicUrl,
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/octet-stream',
    'x-tjanst': 'sjukanmalan',
    'x-arbetsgivare': '5599001236',
    'x-filnamn': 'stor.xml',
    'x-sha256': hash.digest('hex'),
  }
}

function row(rounds: Round[]) {
  const of = (pick: (round: Round) => number) => median(rounds.map(pick))
  return {
    'last byte read to verdict, ms':
      rounds[0]?.afterLastReadMs === undefined ? '–' : tenth(of(({ afterLastReadMs = 0 }) => afterLastReadMs)),
    'sender’s last byte to verdict, ms': tenth(of(({ afterLastByteMs }) => afterLastByteMs)),
    'whole, s': Math.round(of(({ wallMs }) => wallMs) / 10) / 100,
    'server CPU, s per GB': Math.round(of(({ cpuMs }) => cpuMs) / (bytes / 1e9) / 10) / 100,
    'peak RSS, MB': mb(of(({ peakMb }) => peakMb)),
  }
}

function median(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10
}

function mb(value: number): number {
  return Math.round(value)
}
