// Node's permission model around web, gateway and keeper (the local start runs them so): they do their work, and code in them reaches
// nothing else on the machine.
import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { processEnv } from '#e2e/fixtures/process-env.ts'
import { type SyncerFixture, syncerFixture } from '#e2e/fixtures/syncer.ts'
import type { Takings } from '#e2e/fixtures/taken-code.ts'
import { tusUpload } from '#e2e/fixtures/tus-upload.ts'
import { sickFile, sized, uploadHeaders, type WebFixture, webFixture } from '#e2e/fixtures/web.ts'
import { freePort } from '../ports.ts'
import { type ConfinedPart, permissionFlags } from './permissions.ts'
import { ROOT } from './settings.ts'

const FIXTURES = join(ROOT, 'e2e/fixtures/')
const THIEF = join(FIXTURES, 'taken-code.ts')
let dir: string
let env: Record<string, string>
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'kvittens-permissions-'))
  for (const name of ['payloads', 'socket', 'others']) mkdirSync(join(dir, name))
  writeFileSync(join(dir, 'others/secret'), 'x')
  writeFileSync(join(dir, 'payloads/payload'), 'x')
  env = {
    ...{ NODE_ENV: 'production', PAYLOAD_DIR: join(dir, 'payloads'), KEEPER_SOCKET: join(dir, 'socket/socket') },
    ...{ TAKE_FILE: join(dir, 'others/secret'), TAKE_FOLDER: join(dir, 'others'), TAKE_PAYLOAD: join(dir, 'payloads/payload') },
  }
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

async function takingsOf(child: ChildProcess): Promise<Takings> {
  const answer = once(child, 'message')
  child.send('take')
  const [{ takings }] = (await answer) as [{ takings: Takings }]
  return takings
}

/** What a thief's code reaches in a process with these flags. */
async function takingsWith(flags: string[]): Promise<Takings> {
  const child = fork(THIEF, { env: env as NodeJS.ProcessEnv, execArgv: ['--disable-warning=ExperimentalWarning', ...flags] })
  try {
    return await takingsOf(child)
  } finally {
    child.kill('SIGKILL')
  }
}

test('code in keeper reaches no other file, starts nothing, and only reads the payload store', async () => {
  const {
    'an addon': addon,
    'read a payload of another process': read,
    ...rest
  } = await takingsWith([...permissionFlags('keeper', env, ROOT), `--allow-fs-read=${THIEF}`])
  expect([addon, read]).toEqual(['done', 'done']) // argon2; files from FK
  expect(Object.keys(rest).length).toBeGreaterThan(11)
  for (const [what, ended] of Object.entries(rest)) expect(ended, what).toBe('ERR_ACCESS_DENIED')
})

/** Nothing but the payload store, in which it may do anything; `takings` of web or gateway. */
function expectWalledIn({ 'an addon': addon, ...takings }: Takings): void {
  expect(addon).toBe('ERR_DLOPEN_DISABLED')
  const { 'write to its own folder': own, 'read a payload of another process': read, ...others } = takings
  const { 'rename a payload of another process': renamed, ...rest } = others
  expect([own, read, renamed]).toEqual(['done', 'done', 'done'])
  expect(Object.keys(rest).length).toBeGreaterThan(10)
  for (const [what, ended] of Object.entries(rest)) expect(ended, what).toBe('ERR_ACCESS_DENIED')
}

test('code in gateway reaches nothing but the payload store, and loads no addon', async () => {
  expectWalledIn(await takingsWith([...permissionFlags('gateway', env, ROOT), `--allow-fs-read=${THIEF}`]))
})

test('without the model the same code reaches all of it', async () => {
  const takings = await takingsWith([])
  expect(Object.entries(takings).filter(([, ended]) => ended !== 'done')).toEqual([])
  rmSync('/tmp/kvittens-taken')
})

test('under the model nothing can be synced: that is what the syncer is for', () => {
  const sync = `const fs = require('node:fs'); fs.fsyncSync(fs.openSync('${join(dir, 'payloads')}'))`
  const run = (flags: string[]) => spawnSync(process.execPath, [...flags, '-e', sync], { encoding: 'utf8' }).stderr
  expect(run(['--permission', '--allow-fs-read=*', '--allow-fs-write=*'])).toContain('ERR_ACCESS_DENIED')
  expect(run([])).toBe('')
})

describe('web under the model, with the syncer', () => {
  let at: WebFixture
  let syncer: SyncerFixture
  let web: { child: ChildProcess; url: string }
  beforeAll(async () => {
    at = await webFixture()
    syncer = await syncerFixture(at.dir)
    web = await startWeb({ SYNC_SOCKET: syncer.socket })
  })
  afterAll(async () => {
    web.child.kill('SIGKILL')
    await syncer.drop()
    await at.drop()
  })

  const settingsFor = (port: number): Record<string, string> => ({
    ...processEnv(at.parts.env),
    ...{ PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}`, OIDC_CLIENT_ID: 'x', OIDC_CLIENT_KEY: 'x' },
    ...{ LOG_LEVEL: 'error', NODE_ENV: 'production' },
    ...{ TAKE_FILE: env.TAKE_FILE as string, TAKE_FOLDER: env.TAKE_FOLDER as string },
    TAKE_PAYLOAD: join(at.dir, '.kvittens-store'),
  })
  /** The test's own scripts are read beside what web reads. */
  const flagsFor = (settings: Record<string, string>) => [
    ...['--disable-warning=ExperimentalWarning', ...permissionFlags('web', settings, ROOT), `--allow-fs-read=${FIXTURES}`],
  ]

  /** The portal's listener, with a thief's code beside it. */
  async function startWeb(more: Record<string, string>): Promise<{ child: ChildProcess; url: string }> {
    const port = await freePort()
    const settings = { ...settingsFor(port), ...more }
    const execArgv = [...flagsFor(settings), '--import', THIEF]
    const child = fork(join(FIXTURES, 'web-process.ts'), { env: settings as NodeJS.ProcessEnv, execArgv })
    const [first] = await Promise.race([once(child, 'message'), once(child, 'exit')])
    expect(first).toBe('ready')
    return { child, url: `http://127.0.0.1:${port}` }
  }

  const handIn = async (body = sickFile()) => {
    const { cookie } = await at.logIn(at.first.anna, at.first.employerId)
    const taken = await fetch(`${web.url}/api/inlamningar`, { method: 'POST', body, headers: uploadHeaders(web.url, cookie) })
    return [taken.status, await taken.json()]
  }
  const ask = async (path: string) => {
    const answer = await fetch(`${web.url}${path}`)
    return [answer.status, await answer.json()]
  }
  const REFUSED = [503, { code: 'unavailable', case: 'storage' }]

  test('a file is taken as before, and code in web reaches nothing but its own folder', async () => {
    expect(await handIn()).toMatchObject([201, { referens: expect.any(String) }])
    // Long enough to be synced while it comes.
    expect(await handIn(sized(9_000_000))).toMatchObject([201, {}])
    expectWalledIn(await takingsOf(web.child))
  })

  test('the syncer killed: refused, nothing stored, said by health and by readiness; back by itself', async () => {
    const before = await at.stored()
    await syncer.kill()
    expect(await handIn()).toMatchObject(REFUSED)
    expect(await at.stored()).toEqual(before)
    const parts = { payloads: 'failing', syncer: 'failing' }
    await expect.poll(() => ask('/api/health')).toMatchObject([503, { parts }])
    await expect.poll(() => ask('/api/ready')).toMatchObject([503, { failing: ['payloads'] }])
    await syncer.start()
    expect(await handIn()).toMatchObject([201, {}])
    await expect.poll(() => ask('/api/health')).toMatchObject([503, { parts: { payloads: 'ok', syncer: 'ok' } }])
    await expect.poll(() => ask('/api/ready')).toMatchObject([200, {}])
  })

  test('the syncer killed while it holds a hand-in’s sync: no 201, no row, no file', async () => {
    const before = await at.stored()
    process.kill(syncer.pid(), 'SIGSTOP')
    const refused = handIn()
    await expect.poll(() => syncer.waiting()).toBeGreaterThan(0)
    await syncer.kill()
    expect(await refused).toMatchObject(REFUSED)
    await expect.poll(() => at.stored()).toEqual(before)
    await syncer.start()
    expect(await handIn()).toMatchObject([201, {}])
  })

  test('an upload in pieces whose end cannot be synced is kept, and ends when the syncer is back', async () => {
    await syncer.kill()
    const { cookie } = await at.logIn(at.first.anna, at.first.employerId)
    const { origin = '', 'sec-fetch-site': site = '' } = uploadHeaders(web.url, cookie)
    const { done, failures } = tusUpload(Buffer.from(sized(200_000)), {
      endpoint: `${web.url}/api/uppladdningar`,
      headers: { cookie, origin, 'sec-fetch-site': site },
      metadata: { filename: 'sjuk.xml', tjanst: 'sjukanmalan', arbetsgivare: '5599001236' },
    })
    const handedIn = () => at.owner.prisma.submission.count({ where: { bytes: 200_000n } })
    await expect.poll(() => failures).toContain(503)
    expect(await handedIn()).toBe(0)
    await syncer.start()
    await done
    expect(await handedIn()).toBe(1)
  })

  test('without a syncer web does not start under the model', async () => {
    const settings = settingsFor(0)
    const child = spawn(process.execPath, [...flagsFor(settings), join(FIXTURES, 'web-process.ts')], {
      env: settings as NodeJS.ProcessEnv,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    expect(await text(child.stderr)).toContain('SYNC_SOCKET')
  })
})

const unitOf = (part: string) => readFileSync(join(ROOT, `docs/systemd/kvittens-${part}.service`), 'utf8')
const flagsIn = (unit: string) => unit.match(/--(?:permission|allow-\S+)/g) ?? []

test.each<ConfinedPart>(['web', 'gateway', 'keeper'])(
  'the unit of %s for production has the flags of the local start',
  (part) => {
    const unit = unitOf(part)
    const settings = Object.fromEntries([...unit.matchAll(/^Environment=(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]))
    const DATABASE_URL = 'postgresql://db.example/kvittens?sslmode=verify-full&sslrootcert=/etc/kvittens/postgres-ca.pem'
    // The units are for Node 24: docs/hardening.md says what Node 26 wants besides.
    const wanted = permissionFlags(part, { ...settings, DATABASE_URL }, '/srv/kvittens').filter((flag) => flag !== '--allow-net')
    expect(flagsIn(unit).toSorted()).toEqual(wanted.toSorted())
  },
)

test('the units of relay and syncer, which sync, and of converter, which starts threads, have none', () => {
  for (const part of ['relay', 'syncer', 'converter']) expect(flagsIn(unitOf(part))).toEqual([])
})
