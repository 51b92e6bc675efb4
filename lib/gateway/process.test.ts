// The gateway as the process that ships: what a kill, a stop and a lost database do to files on their way.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { runCurl } from '#e2e/fixtures/curl.ts'
import { type GatewayFixture, gatewayFixture } from '#e2e/fixtures/gateway.ts'
import { processEnv } from '#e2e/fixtures/process-env.ts'
import { startOnTakenPort } from '#e2e/fixtures/taken-port.ts'
import { sickFile, sized } from '#e2e/fixtures/web.ts'
import { freePort, isFree } from '#e2e/rehearsal/ports.ts'
import { INCOMING } from '#lib/store/format.ts'
import { openPayload } from '#lib/store/open-payload.ts'

let at: GatewayFixture
beforeAll(async () => {
  at = await gatewayFixture()
  mkdirSync(join(at.dir, 'files'))
})
afterAll(() => at.drop())

let running: ChildProcess[] = []
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
  running = []
})

type Process = { child: ChildProcess; port: number; exited: Promise<number | null> }

function envOf(port: number, settings: Record<string, string>) {
  return {
    PATH: process.env.PATH,
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
    NODE_ENV: 'production' as const,
    ...processEnv(at.parts.env),
    GATEWAY_PORT: String(port),
    GATEWAY_CERT: at.pki.gateway,
    GATEWAY_KEY: at.pki.gateway,
    GATEWAY_CA: at.pki.ca,
    GATEWAY_CRL: at.pki.crl,
    ...settings,
  }
}

async function startGateway(settings: Record<string, string> = {}): Promise<Process> {
  const port = await freePort()
  const env = envOf(port, settings)
  const args = ['--disable-warning=ExperimentalWarning', 'lib/gateway/main.ts']
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'ignore'] })
  child.stdout.resume()
  running.push(child)
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  await expect.poll(() => isFree(port)).toBe(false)
  return { child, port, exited }
}

function send({ port }: Process, file: string, args: string[] = []) {
  const identity = ['--cert', at.pki.employer(at.first.orgnr), '--cacert', at.pki.ca]
  return runCurl([...identity, ...args, '-T', file, `https://localhost:${port}/filoverforing/sjukanmalan/`])
}

function put(name: string, content: string): string {
  const file = join(at.dir, 'files', name)
  writeFileSync(file, content)
  return file
}

/** A request whose body has begun: the rest is the caller's. */
async function begin({ port }: Process, file: string, part: number): Promise<{ socket: TLSSocket; answer: Promise<string> }> {
  const pem = readFileSync(at.pki.employer(at.first.orgnr))
  const socket = connect({ host: 'localhost', port, ca: readFileSync(at.pki.ca), cert: pem, key: pem })
  let text = ''
  const answer = new Promise<string>((resolve) => socket.on('close', () => resolve(text)))
  socket
    .on('error', () => {})
    .on('data', (chunk) => {
      text += chunk
    })
  const head = ['PUT /filoverforing/sjukanmalan/a.xml HTTP/1.1', 'Host: localhost', 'Connection: close']
  socket.write(`${[...head, `Content-Length: ${Buffer.byteLength(file)}`].join('\r\n')}\r\n\r\n`)
  socket.write(Buffer.from(file).subarray(0, part))
  await expect.poll(incoming).not.toEqual([])
  return { socket, answer }
}

const incoming = () => readdir(join(at.dir, INCOMING)).catch(() => [])
const sweep = async () => {
  const { sweepPartials } = await import('#lib/store/sweep-partials.ts')
  await sweepPartials(at.dir, { olderThanMs: 0, now: new Date(Date.now() + 1000) })
}

test('killed in the middle of a file it hands nothing in, and the same line again does, once', async () => {
  const before = await at.stored()
  const gateway = await startGateway()
  const content = sized(500_000)
  const { answer } = await begin(gateway, content, 200_000)
  gateway.child.kill('SIGKILL')
  await gateway.exited
  expect(await answer).not.toContain('202')
  await sweep()
  expect(await at.stored()).toEqual(before)
  const next = await startGateway()
  const file = put('again.xml', content)
  expect((await send(next, file)).status).toBe(202)
  expect((await send(next, file)).status).toBe(200)
})

test('killed right after its 202 it has lost nothing', async () => {
  for (let n = 0; n < 5; n++) {
    const gateway = await startGateway()
    const content = sickFile({ cases: 50 })
    const { status, headers } = await send(gateway, put('kept.xml', content))
    gateway.child.kill('SIGKILL')
    expect(status).toBe(202)
    const reference = headers.location?.split('/').at(-1) ?? ''
    const { sha256 } = await at.owner.prisma.submission.findUniqueOrThrow({ where: { reference } })
    const parts: Uint8Array[] = []
    const payload = { dir: at.dir, employerId: at.first.employerId, sha256, identity: at.identity }
    for await (const part of openPayload(payload)) parts.push(part)
    expect(Buffer.concat(parts).toString()).toBe(content)
    await gateway.exited
  }
})

test('SIGTERM lets a running upload end, takes no new one, and goes', async () => {
  const gateway = await startGateway()
  const content = sickFile({ cases: 500 })
  const { socket, answer } = await begin(gateway, content, 10_000)
  gateway.child.kill('SIGTERM')
  await expect.poll(() => isFree(gateway.port)).toBe(true)
  socket.write(Buffer.from(content).subarray(10_000))
  expect(await answer).toMatch(/HTTP\/1\.1 202/)
  expect(await gateway.exited).toBe(0)
  expect(await incoming()).toEqual([])
})

test('SIGTERM cuts off an upload that does not end, and leaves nothing of it', async () => {
  const before = await at.stored()
  const gateway = await startGateway()
  const { answer } = await begin(gateway, sickFile({ cases: 500 }), 10_000)
  gateway.child.kill('SIGTERM')
  expect(await gateway.exited).toBe(0)
  expect(await answer).not.toContain('202')
  expect(await at.stored()).toEqual(before)
})

test('a database whose sessions are all ended while a file is on its way: 503 or 202, and the next upload works', async () => {
  const gateway = await startGateway()
  const content = sickFile({ cases: 500 })
  const { socket, answer } = await begin(gateway, content, 10_000)
  await at.owner.pool.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'kvittens_gateway'")
  socket.write(Buffer.from(content).subarray(10_000))
  expect(await answer).toMatch(/HTTP\/1\.1 (202|503)/)
  expect((await send(gateway, put('next.xml', sickFile()))).status).toBe(202)
  expect(await incoming()).toEqual([])
})

test('certificates that are read anew on SIGHUP change nothing else: still no session is resumed', async () => {
  const { child, port } = await startGateway({ LOG_LEVEL: 'info' })
  const told = new Promise<void>((resolve) => child.stdout?.on('data', (text) => /"reloaded"/.test(String(text)) && resolve()))
  child.kill('SIGHUP')
  await told
  const pem = readFileSync(at.pki.employer(at.first.orgnr))
  for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
    const versions = { minVersion: version, maxVersion: version } as const
    const who = { host: 'localhost', port, ca: readFileSync(at.pki.ca), cert: pem, key: pem, ...versions }
    const { session } = await meet(who)
    expect((await meet({ ...who, ...(session && { session }) })).reused).toBe(false)
  }
})

/** One call on a connection of its own. */
async function meet(who: ConnectionOptions): Promise<{ session: Buffer | undefined; reused: boolean }> {
  const socket = connect(who)
  let session: Buffer | undefined
  socket.on('session', (given: Buffer) => {
    session = given
  })
  await new Promise((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject))
  const reused = socket.isSessionReused()
  socket.write('GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
  await new Promise((resolve) => socket.resume().once('close', resolve))
  return { session, reused }
}

test.each(['GATEWAY_PORT', 'PROBE_PORT'])('%s that is taken ends it with one line that names the port', async (name) => {
  const free = await freePort()
  const { code, log, errors, port } = await startOnTakenPort('lib/gateway/main.ts', (taken) =>
    envOf(free, { LOG_LEVEL: 'warn', [name]: `${taken}` }),
  )
  expect([code, log, errors]).toEqual([1, [expect.objectContaining({ msg: 'port-failed', port, code: 'EADDRINUSE' })], ''])
})

test('an orchestrator is told what gateway lacks: its certificate, or that it stops', async () => {
  const probe = await freePort()
  const ask = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${probe}${path}`)
    return [answer.status, await answer.json()]
  }
  const settings = { PROBE_PORT: String(probe) }
  const expired = await startGateway({ ...settings, GATEWAY_CERT: at.pki.expired, GATEWAY_KEY: at.pki.expired })
  await expect.poll(() => ask('/api/ready')).toEqual([503, { status: 'failing', failing: ['certificate'] }])
  expired.child.kill('SIGKILL')
  await expired.exited
  const gateway = await startGateway(settings)
  await expect.poll(() => ask('/api/ready')).toEqual([200, { status: 'ok', failing: [] }])
  const content = sickFile({ cases: 500 })
  const { socket, answer } = await begin(gateway, content, 10_000)
  gateway.child.kill('SIGTERM')
  await expect.poll(() => ask('/api/ready')).toEqual([503, { status: 'failing', failing: ['stopping'] }])
  expect(await ask('/api/live')).toEqual([200, { status: 'ok', failing: [] }])
  socket.write(Buffer.from(content).subarray(10_000))
  expect(await answer).toMatch(/HTTP\/1\.1 202/)
})
