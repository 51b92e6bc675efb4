// A large hand-in whose line breaks three times and whose web process is killed once: node e2e/bench/resume.ts [MB] [MB/s]
// Two web processes behind one address, one database, one store; tus-js-client sends over TLS.
import { type ChildProcess, fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, readFileSync, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { INCOMING } from '#lib/store/format.ts'
import { openPayload } from '#lib/store/open-payload.ts'
import { meteredLine } from '../fixtures/metered-line.ts'
import { sampleXml, writeSample } from '../fixtures/samples.ts'
import { tusUpload } from '../fixtures/tus-upload.ts'
import type { Usage } from '../fixtures/web-process.ts'
import { freePort } from '../rehearsal/ports.ts'
import { BENCH_ORGNR, prepareGround } from './ground.ts'

const [megabytes = 300, speed = 40] = process.argv.slice(2).map(Number)
const begun = performance.now()
const say = (text: string) => console.log(`${((performance.now() - begun) / 1000).toFixed(1).padStart(6)} s  ${text}`)
const mb = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`

const ground = await prepareGround()
const children: ChildProcess[] = []
try {
  const file = join(ground.dir, 'large.xml')
  await writeSample(file, sampleXml({ now: new Date(), bytes: megabytes * 1_000_000 }))
  const size = statSync(file).size
  const sha256 = await digestOf(createReadStream(file))
  const [first, second] = [await startWeb(), await startWeb()]
  const line = await meteredLine(first.port, ground.port)
  line.setSpeed(speed * 1_000_000)
  say(`two web processes; ${mb(size)}, SHA-256 ${sha256.slice(0, 16)}…, at most ${speed} MB/s`)

  const upload = tusUpload(createReadStream(file), {
    endpoint: `${ground.publicUrl}/api/uppladdningar`,
    headers: { cookie: ground.cookie, origin: ground.publicUrl, 'sec-fetch-site': 'same-origin' },
    metadata: { filename: 'stor.xml', tjanst: 'sjukanmalan', arbetsgivare: BENCH_ORGNR, sha256 },
    ca: readFileSync(ground.pki.ca),
    onResume: (offset) => say(`goes on at ${mb(offset)}`),
  })
  for (const time of [1, 2, 3]) {
    await Promise.race([line.cutAfter(size / 5), upload.done])
    say(`the line breaks (${time}), ${mb(line.sent)} sent so far`)
  }
  await Promise.race([line.cutAfter(size / 5), upload.done])
  line.leadTo(second.port)
  first.child.kill('SIGKILL')
  say(`web 1 is killed with -9, ${mb(line.sent)} sent so far; web 2 reads back what has come`)
  await upload.done
  say(`handed in; ${mb(line.sent)} over the line, ${(100 * (line.sent / size - 1)).toFixed(1)} % more than the file`)

  const stored = await storedDigest(sha256)
  say(`stored bytes ${stored === sha256 ? 'EQUAL the file' : 'DIFFER'}; left in ${INCOMING}: ${(await incoming()).length} files`)
  say(`web 2: peak ${(await usageOf(second.child)).peakMb.toFixed(0)} MB`)
  await line.close()
  process.exitCode = stored === sha256 && (await incoming()).length === 0 ? 0 : 1
} finally {
  for (const child of children) child.kill('SIGKILL')
  await ground.end()
}

async function startWeb(): Promise<{ child: ChildProcess; port: number }> {
  const port = await freePort()
  const env = { ...ground.env, NODE_ENV: 'production' as const, PORT: String(port), HOST: '127.0.0.1' }
  const child = fork('e2e/fixtures/web-process.ts', [ground.pki.gateway], {
    env,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  children.push(child)
  await new Promise((ready) => child.once('message', ready))
  return { child, port }
}

function usageOf(child: ChildProcess): Promise<Usage> {
  return new Promise((resolve) => {
    child.once('message', (usage: Usage) => resolve(usage))
    child.send('usage')
  })
}

async function digestOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of bytes) hash.update(chunk)
  return hash.digest('hex')
}

/** SHA-256 of the stored payload, opened with relay's key. */
async function storedDigest(sha256: string): Promise<string> {
  const [employerId = ''] = (await readdir(ground.payloads)).filter((name) => !name.startsWith('.'))
  const payload = { dir: ground.payloads, employerId, sha256, identity: ground.identity }
  return digestOf(openPayload(payload))
}

function incoming(): Promise<string[]> {
  return readdir(join(ground.payloads, INCOMING))
}
