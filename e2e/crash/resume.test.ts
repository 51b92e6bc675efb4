// Resumable hand-in from outside: real web processes that share a database and a store, a line that breaks, kill -9.
import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { INCOMING } from '#lib/store/format.ts'
import { openPayload } from '#lib/store/open-payload.ts'
import { prepareStore } from '#lib/store/store.ts'
import { type MeteredLine, meteredLine } from '../fixtures/metered-line.ts'
import { processEnv } from '../fixtures/process-env.ts'
import { type TusUpload, tusUpload } from '../fixtures/tus-upload.ts'
import { sized, uploadHeaders, type WebFixture, webFixture } from '../fixtures/web.ts'
import type { Usage } from '../fixtures/web-process.ts'
import { freePort } from '../rehearsal/ports.ts'

let at: WebFixture
let line: MeteredLine
let publicUrl: string
let cookie: string
beforeAll(async () => {
  at = await webFixture({ MAX_BYTES: 200_000_000 })
  line = await meteredLine(0)
  publicUrl = `http://127.0.0.1:${line.port}`
  cookie = (await at.logIn(at.first.anna, at.first.employerId)).cookie
})
afterAll(async () => {
  await line.close()
  await at.drop()
})

let running: Web[] = []
afterEach(async () => {
  line.setSpeed(undefined)
  for (const { child } of running) child.kill('SIGKILL')
  await Promise.all(running.map(({ exited }) => exited))
  running = []
})

type Web = { child: ChildProcess; port: number; exited: Promise<unknown> }

/** One of several: behind the same address, with the same database and store. */
async function startWeb(more: Record<string, string> = {}): Promise<Web> {
  const port = await freePort()
  const client = { OIDC_CLIENT_ID: 'x', OIDC_CLIENT_KEY: 'x' }
  const env = {
    ...processEnv(at.parts.env),
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
    NODE_ENV: 'production' as const,
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    ...client,
    ...more,
  }
  const child = fork('e2e/fixtures/web-process.ts', { env, execArgv: ['--disable-warning=ExperimentalWarning'] })
  const web = { child, port, exited: new Promise((resolve) => child.once('exit', resolve)) }
  running.push(web)
  await new Promise((resolve) => child.once('message', resolve))
  return web
}

const sha256Of = (file: Buffer) => createHash('sha256').update(file).digest('hex')
const made = (bytes: number) => Buffer.from(sized(bytes))

function send(file: Buffer, more: Partial<Parameters<typeof tusUpload>[1]> = {}): TusUpload {
  const { cookie: as = '', origin = '', 'sec-fetch-site': site = '' } = uploadHeaders(publicUrl, cookie)
  return tusUpload(file, {
    endpoint: `${publicUrl}/api/uppladdningar`,
    headers: { cookie: as, origin, 'sec-fetch-site': site },
    metadata: { filename: 'sjuk.xml', tjanst: 'sjukanmalan', arbetsgivare: '5599001236', sha256: sha256Of(file) },
    ...more,
  })
}

/** Handed in once, with the very bytes, and nothing else left of it. */
async function expectHandedIn(file: Buffer, dir = at.dir): Promise<void> {
  const sha256 = sha256Of(file)
  const rows = await at.owner.prisma.submission.findMany({ where: { sha256 } })
  expect(rows.length).toBe(1)
  expect(rows[0]?.bytes).toBe(BigInt(file.length))
  const parts: Uint8Array[] = []
  for await (const part of openPayload({ dir, employerId: at.first.employerId, sha256, identity: at.identity })) parts.push(part)
  expect(Buffer.concat(parts).equals(file)).toBe(true)
  expect(await readdir(join(dir, INCOMING))).toEqual([])
}

test('web is killed in mid-upload and another process goes on where it was', { timeout: 120_000 }, async () => {
  const [first, second] = [await startWeb(), await startWeb()]
  line.leadTo(first.port)
  line.setSpeed(8_000_000)
  const file = made(20_000_000)
  const before = line.sent
  const upload = send(file)
  await expect.poll(() => line.sent - before).toBeGreaterThan(10_000_000)
  line.leadTo(second.port)
  first.child.kill('SIGKILL')
  await upload.done
  await expectHandedIn(file)
  // What a killed process had not yet read (a busy machine holds some megabytes in its sockets) or given to the disk is sent again,
  // not what came before.
  expect(line.sent - before).toBeLessThan(file.length + 8_000_000)
})

test('who comes last gets it from the process that holds it, and both senders end with one submission', {
  timeout: 120_000,
}, async () => {
  const [first, second] = [await startWeb(), await startWeb()]
  line.leadTo(first.port)
  line.setSpeed(1_500_000)
  const file = made(6_000_000)
  const before = line.sent
  const upload = send(file)
  await expect.poll(() => line.sent - before).toBeGreaterThan(1_000_000)
  const [row] = await at.owner.prisma.upload.findMany({ where: { sha256: sha256Of(file) } })
  line.leadTo(second.port)
  const other = send(file, { uploadUrl: `${publicUrl}/api/uppladdningar/${row?.id}` })
  await expect.poll(() => upload.failures).toContain(409)
  line.setSpeed(undefined)
  expect(await Promise.all([upload.done, other.done])).toEqual(Array(2).fill(expect.stringContaining(row?.id ?? '')))
  await expectHandedIn(file)
})

test('a process that stood still and wakes when another has finished does the file no harm', { timeout: 120_000 }, async () => {
  const [first, second] = [await startWeb(), await startWeb()]
  line.leadTo(first.port)
  line.setSpeed(3_000_000)
  const file = made(4_000_000)
  const before = line.sent
  const upload = send(file)
  await expect.poll(() => line.sent - before).toBeGreaterThan(1_500_000)
  // It has begun to write: one that opens the file only when it wakes makes it anew, and the next day's sweep takes that away.
  await expect.poll(() => readdir(join(at.dir, INCOMING))).toHaveLength(1)
  first.child.kill('SIGSTOP')
  line.leadTo(second.port)
  line.cutNow()
  await upload.done
  first.child.kill('SIGCONT')
  const awake = await fetch(`http://127.0.0.1:${first.port}/api/health`)
  expect(awake.status).toBeGreaterThan(0)
  first.child.kill('SIGTERM')
  await first.exited
  await expectHandedIn(file)
})

test('a line that breaks three times costs little more than the file', { timeout: 120_000 }, async () => {
  const web = await startWeb()
  line.leadTo(web.port)
  // Slow enough that little of it is on its way when the line breaks.
  line.setSpeed(4_000_000)
  const file = made(8_000_000)
  const before = line.sent
  const upload = send(file)
  for (let cuts = 0; cuts < 3; cuts++) await line.cutAfter(2_000_000)
  await upload.done
  await expectHandedIn(file)
  expect(line.sent - before).toBeLessThan(file.length + 6_000_000)
})

test('two processes in turn, whichever the next request meets, end with one submission', { timeout: 120_000 }, async () => {
  const webs = [await startWeb(), await startWeb()]
  const file = made(2_000_000)
  line.leadTo(webs[0]?.port ?? 0)
  const upload = send(file, { chunkSize: 262_144 })
  for (let turn = 1; turn < 6; turn++) {
    const cut = line.cutAfter(300_000)
    await Promise.race([cut, upload.done])
    line.leadTo(webs[turn % 2]?.port ?? 0)
  }
  await upload.done
  await expectHandedIn(file)
})

test('memory is flat in the file’s size', { timeout: 120_000 }, async () => {
  const web = await startWeb()
  line.leadTo(web.port)
  const peak = () =>
    new Promise<number>((resolve) => {
      web.child.once('message', (usage: Usage) => resolve(usage.peakMb))
      web.child.send('usage')
    })
  await send(made(10_000_000)).done
  const small = await peak()
  const file = made(150_000_000)
  await send(file).done
  expect((await peak()) - small).toBeLessThan(90)
  await expectHandedIn(file)
})

test('however often it is cut or killed, it ends with equal bytes and one submission', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 70_000, max: 1_500_000 }),
      fc.array(fc.record({ after: fc.integer({ min: 1, max: 600_000 }), how: fc.constantFrom('cut', 'kill', 'move') }), {
        maxLength: 4,
      }),
      fc.constantFrom(Number.POSITIVE_INFINITY, 65_536, 100_003),
      async (bytes, faults, chunkSize) => {
        let web = await startWeb()
        line.leadTo(web.port)
        const file = made(bytes)
        const upload = send(file, { chunkSize })
        for (const { after, how } of faults) {
          await Promise.race([line.cutAfter(after), upload.done])
          if (how === 'cut') continue
          if (how === 'kill') web.child.kill('SIGKILL')
          web = await startWeb()
          line.leadTo(web.port)
        }
        await upload.done
        await expectHandedIn(file)
      },
    ),
    { numRuns: 5 },
  )
})

const canMount = process.platform === 'linux' && process.getuid?.() === 0

describe.skipIf(!canMount)('a disk that fills up in the middle', () => {
  let small: string
  beforeAll(() => {
    small = mkdtempSync(join(tmpdir(), 'kvittens-small-'))
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', small]).status).toBe(0)
  })
  afterAll(() => {
    spawnSync('umount', [small])
    rmSync(small, { recursive: true, force: true })
  })

  /** Takes what room there is. */
  const fill = (path: string) => {
    try {
      writeFileSync(path, Buffer.alloc(12_000_000))
    } catch {
      // as far as it goes
    }
  }

  test('stops the upload, and it goes on when there is room again', async () => {
    const store = join(small, 'payloads')
    await prepareStore(store)
    const web = await startWeb({ PAYLOAD_DIR: store })
    line.leadTo(web.port)
    line.setSpeed(3_000_000)
    const file = made(7_000_000)
    const before = line.sent
    const upload = send(file)
    await expect.poll(() => line.sent - before).toBeGreaterThan(1_500_000)
    fill(join(small, 'filler'))
    await expect.poll(() => upload.failures).toContain(503)
    rmSync(join(small, 'filler'))
    await upload.done
    await expectHandedIn(file, store)
  })
})
