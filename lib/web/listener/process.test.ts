import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { readdir, utimes } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { holdCommits } from '#e2e/fixtures/held-commit.ts'
import { processEnv } from '#e2e/fixtures/process-env.ts'
import { sickFile, sized, uploadHeaders, type WebFixture, webFixture } from '#e2e/fixtures/web.ts'
import { freePort, isFree } from '#e2e/rehearsal/ports.ts'
import { INCOMING } from '#lib/store/format.ts'
import { prepareStore } from '#lib/store/store.ts'

let at: WebFixture
beforeAll(async () => {
  at = await webFixture()
})
afterAll(() => at.drop())

let running: ChildProcess[] = []
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
  running = []
})

type Web = { child: ChildProcess; port: number; url: string; exited: Promise<number | null> }

/** The portal's listener as a process of its own, on the fixture's database. */
async function startWeb(more: Record<string, string> = {}): Promise<Web> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = {
    ...processEnv(at.parts.env),
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
    NODE_ENV: 'production' as const,
    PORT: String(port),
    PUBLIC_URL: url,
    OIDC_CLIENT_ID: 'x',
    OIDC_CLIENT_KEY: 'x',
    ...more,
  }
  const child = fork('e2e/fixtures/web-process.ts', { env, execArgv: ['--disable-warning=ExperimentalWarning'] })
  running.push(child)
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  await Promise.race([
    new Promise((resolve) => child.once('message', resolve)),
    exited.then((code) => Promise.reject(new Error(`web ended with ${code}`))),
  ])
  return { child, port, url, exited }
}

/** Writes an upload's headers and the first `part` of its body; the rest is the caller's. */
async function begin(web: Web, file: string, part: number): Promise<{ socket: Socket; answer: Promise<string> }> {
  const { cookie } = await at.logIn(at.first.anna, at.first.employerId)
  const headers = {
    host: `127.0.0.1:${web.port}`,
    ...uploadHeaders(web.url, cookie),
    'content-length': String(Buffer.byteLength(file)),
  }
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const socket = connect(web.port, '127.0.0.1')
  let text = ''
  const answer = new Promise<string>((resolve) => socket.on('close', () => resolve(text)))
  socket
    .on('error', () => {})
    .on('data', (chunk) => {
      text += chunk.toString()
      if (text.includes('}')) socket.end()
    })
  socket.write(`POST /api/inlamningar HTTP/1.1\r\n${head.join('')}\r\n${file.slice(0, part)}`)
  await expect.poll(() => incoming()).not.toEqual([])
  return { socket, answer }
}

const incoming = () => readdir(join(at.dir, INCOMING)).catch(() => [])

test('web killed in mid-upload leaves nothing once its successor has swept', async () => {
  const before = await at.stored()
  const web = await startWeb()
  const { answer } = await begin(web, sickFile({ cases: 5000 }), 300_000)
  web.child.kill('SIGKILL')
  await Promise.all([web.exited, answer])
  const [left = ''] = await incoming()
  expect(left).toMatch(/\.part$/)
  const old = new Date(Date.now() - 3_700_000)
  await utimes(join(at.dir, INCOMING, left), old, old)
  await startWeb() // sweeps as it starts
  await expect.poll(() => incoming()).toEqual([])
  expect(await at.stored()).toEqual(before)
  expect((await at.upload(sickFile())).status).toBe(201)
})

test('SIGTERM lets a running upload end, takes no new one, and goes', async () => {
  const web = await startWeb()
  const file = sickFile({ cases: 500 })
  const { socket, answer } = await begin(web, file, 10_000)
  web.child.kill('SIGTERM')
  const state = () =>
    fetch(web.url).then(
      () => 'up',
      () => 'down',
    )
  await expect.poll(state).toBe('down')
  socket.write(file.slice(10_000))
  expect(await answer).toMatch(/^HTTP\/1\.1 201/)
  expect(await web.exited).toBe(0)
  expect(await incoming()).toEqual([])
})

test('SIGTERM ends a connection that its client would keep, with the answer that is under way', async () => {
  const web = await startWeb()
  const kept = connect(web.port, '127.0.0.1')
  let text = ''
  kept
    .on('error', () => {})
    .on('data', (chunk) => {
      text += chunk.toString()
    })
  const closed = new Promise<string>((resolve) => kept.once('close', () => resolve(text)))
  kept.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${web.port}\r\n`)
  const file = sickFile({ cases: 500 })
  const { socket, answer } = await begin(web, file, 10_000)
  web.child.kill('SIGTERM')
  await expect.poll(() => isFree(web.port)).toBe(true)
  kept.write('\r\n')
  expect(await closed).toMatch(/\r\nconnection: close\r\n/i)
  socket.write(file.slice(10_000))
  expect(await answer).toMatch(/^HTTP\/1\.1 201/)
})

test('SIGTERM waits for one who was refused early and still writes: a reset would take the answer from a client that writes first', async () => {
  const web = await startWeb()
  const broken: Error[] = []
  const socket = connect(web.port, '127.0.0.1')
  let text = ''
  socket
    .on('error', (error) => broken.push(error))
    .on('data', (chunk) => {
      text += chunk.toString()
    })
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  const head = ['POST /api/inlamningar HTTP/1.1', `Host: 127.0.0.1:${web.port}`, `Origin: ${web.url}`, 'Content-Length: 3000000']
  socket.write(`${head.join('\r\n')}\r\n\r\na`)
  await expect.poll(() => text).toMatch(/^HTTP\/1\.1 401 /)
  web.child.kill('SIGTERM')
  await expect.poll(() => isFree(web.port)).toBe(true)
  for (let n = 0; n < 100; n++)
    await new Promise<void>((next) => {
      socket.write('a'.repeat(n === 99 ? 29_999 : 30_000), (error) => {
        if (error) broken.push(error)
        next()
      })
    })
  await closed
  expect([broken, await web.exited]).toEqual([[], 0])
})

test('SIGTERM while a file’s COMMIT waits for longer than there is time: the answer says that nobody knows', async () => {
  const web = await startWeb({ FINISH_MS: '200' })
  const held = await holdCommits(at.owner)
  const file = sickFile()
  const { socket, answer } = await begin(web, file, 10)
  socket.write(file.slice(10))
  await held.isUnderWay()
  web.child.kill('SIGTERM')
  expect(await answer).toMatch(/^HTTP\/1\.1 503 .*"case":"commit_unknown"/s)
  await held.release()
  await web.exited
  expect([200, 201]).toContain((await at.upload(file)).status)
  const sha256 = createHash('sha256').update(file).digest('hex')
  expect(await at.owner.prisma.submission.count({ where: { sha256 } })).toBe(1)
})

test('SIGTERM cuts off an upload that does not end, and leaves nothing of it', async () => {
  const before = await at.stored()
  const web = await startWeb()
  const { answer } = await begin(web, sickFile({ cases: 500 }), 10_000)
  web.child.kill('SIGTERM')
  expect(await web.exited).toBe(0)
  await answer
  expect(await at.stored()).toEqual(before)
})

describe('the database', () => {
  test('that cannot be reached is 503 with Retry-After, and nothing is stored', async () => {
    const before = await at.stored()
    const web = await startWeb({ DATABASE_URL: `postgresql://nobody:x@127.0.0.1:${await freePort()}/none` })
    const { cookie } = await at.logIn(at.first.anna, at.first.employerId)
    const response = await fetch(`${web.url}/api/inlamningar`, {
      method: 'POST',
      body: sickFile(),
      headers: uploadHeaders(web.url, cookie),
    })
    expect([response.status, Number(response.headers.get('retry-after')) > 0]).toEqual([503, true])
    expect(await response.json()).toMatchObject({ code: 'unavailable', case: 'database', id: expect.any(String) })
    const health = await fetch(`${web.url}/api/health`)
    expect([health.status, await health.json()]).toMatchObject([503, { failing: ['database', 'relay', 'gateway', 'keeper'] }])
    expect(await at.stored()).toEqual(before)
  })

  test('whose sessions are all ended while a file is on its way is 503 or works, and the next upload works', async () => {
    const before = await at.stored()
    const web = await startWeb()
    const file = sickFile({ cases: 500 })
    const { socket, answer } = await begin(web, file, 10_000)
    await at.owner.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'kvittens_web' AND datname = current_database()`,
    )
    socket.write(file.slice(10_000))
    const status = Number(/^HTTP\/1\.1 (\d+)/.exec(await answer)?.[1])
    expect([201, 503]).toContain(status)
    const { rows, incoming: left } = await at.stored()
    expect([rows, left]).toEqual([before.rows + (status === 201 ? 1 : 0), before.incoming])
    expect((await at.upload(sickFile())).status).toBe(201)
  })
})

const canMount = process.platform === 'linux' && process.getuid?.() === 0

describe.skipIf(!canMount)('a disk that is full', () => {
  let small: string
  beforeAll(() => {
    small = mkdtempSync(join(tmpdir(), 'kvittens-small-'))
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', small]).status).toBe(0)
  })
  afterAll(() => {
    spawnSync('umount', [small])
    rmSync(small, { recursive: true, force: true })
  })

  const send = async (web: Web, file: string) => {
    const { cookie } = await at.logIn(at.first.anna, at.first.employerId)
    return fetch(`${web.url}/api/inlamningar`, { method: 'POST', body: file, headers: uploadHeaders(web.url, cookie) })
  }

  test('refuses before the body is read, refuses in the middle, leaves nothing, and heals by itself', async () => {
    const store = join(small, 'payloads')
    await prepareStore(store)
    const web = await startWeb({ PAYLOAD_DIR: store })
    const before = await at.owner.prisma.submission.count()
    const large = sized(6_000_000)
    // Its length says that it will not fit.
    const early = await send(web, large)
    expect([early.status, await early.json()]).toMatchObject([503, { code: 'unavailable', case: 'storage' }])
    // Nothing says so: the disk itself does, in the middle.
    const { cookie } = await at.logIn(at.first.anna, at.first.employerId)
    const late = await fetch(`${web.url}/api/inlamningar`, {
      method: 'POST',
      body: new Blob([large]).stream(),
      headers: uploadHeaders(web.url, cookie),
      duplex: 'half',
    } as RequestInit)
    expect([late.status, await late.json()]).toMatchObject([503, { code: 'unavailable', case: 'storage' }])
    expect(await readdir(join(store, INCOMING))).toEqual([])
    expect(await at.owner.prisma.submission.count()).toBe(before)
    expect((await send(web, sickFile())).status).toBe(201)
  })
})
