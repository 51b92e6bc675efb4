// Node's permission model around each process: it does its work, and code in it reaches nothing else on the machine.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Takings } from '#e2e/fixtures/taken-code.ts'
import { sickFile, uploadHeaders, type WebFixture, webFixture } from '#e2e/fixtures/web.ts'
import { freePort } from '../ports.ts'
import { type ConfinedPart, permissionFlags } from './permissions.ts'
import { ROOT } from './settings.ts'

let at: WebFixture
let others: string
const running: ChildProcess[] = []
beforeAll(async () => {
  at = await webFixture()
  others = mkdtempSync(join(tmpdir(), 'kvittens-others-'))
  writeFileSync(join(others, 'secret'), 'x')
})
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL')
  rmSync(others, { recursive: true, force: true })
  await at.drop()
})

/** The portal's listener, with a thief's code beside it. `flags`: Node's. */
async function startWeb(flags: (env: Record<string, string>) => string[]): Promise<{ child: ChildProcess; url: string }> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = {
    ...Object.fromEntries(Object.entries(at.parts.env).map(([name, value]) => [name, String(value)])),
    ...{ PORT: String(port), PUBLIC_URL: url, OIDC_CLIENT_ID: 'x', OIDC_CLIENT_KEY: 'x' },
    LOG_LEVEL: 'error',
    ...{ TAKE_FILE: join(others, 'secret'), TAKE_FOLDER: others },
  }
  const thief = join(ROOT, 'e2e/fixtures/taken-code.ts')
  const child = fork(join(ROOT, 'e2e/fixtures/web-process.ts'), {
    env: { ...env, NODE_ENV: 'production' },
    execArgv: ['--disable-warning=ExperimentalWarning', ...flags(env), '--import', thief],
  })
  running.push(child)
  const [first] = await Promise.race([once(child, 'message'), once(child, 'exit')])
  expect(first).toBe('ready')
  return { child, url }
}

/** The test's own scripts are read beside what web reads. */
const confined = (env: Record<string, string>) => [
  ...permissionFlags('web', env, ROOT),
  `--allow-fs-read=${join(ROOT, 'e2e/fixtures/')}`,
]

async function takingsOf(child: ChildProcess): Promise<Takings> {
  const answer = once(child, 'message')
  child.send('take')
  const [{ takings }] = (await answer) as [{ takings: Takings }]
  return takings
}

test('web takes a file as before, and code in it reaches nothing but its own folder', async () => {
  const { child, url } = await startWeb(confined)
  const { cookie } = await at.logIn(at.first.anna, at.first.employerId)
  const body = sickFile()
  const taken = await fetch(`${url}/api/inlamningar`, { method: 'POST', body, headers: uploadHeaders(url, cookie) })
  expect([taken.status, await taken.text()]).toEqual([201, expect.stringContaining('referens')])

  const { 'write to its own folder': own, 'an addon': addon, ...rest } = await takingsOf(child)
  expect(own).toBe('done')
  expect(addon).toBe('ERR_DLOPEN_DISABLED')
  expect(Object.keys(rest).length).toBeGreaterThan(10)
  for (const [what, ended] of Object.entries(rest)) expect(ended, what).toBe('ERR_ACCESS_DENIED')
})

test('without the model the same code reaches all of it', async () => {
  const { child } = await startWeb(() => [])
  const takings = await takingsOf(child)
  expect(Object.entries(takings).filter(([, ended]) => ended !== 'done')).toEqual([])
  rmSync('/tmp/kvittens-taken')
})

/** What the receiver's file names, which a test has not. */
const RECEIVER_FILES = ['fk-cert.pem', 'fk-key.pem', 'fk-ca.pem', 'fk-crl.pem'].map((name) => `/etc/kvittens/relay/${name}`)
const DATABASE_URL = 'postgresql://db.example/kvittens?sslmode=verify-full&sslrootcert=/etc/kvittens/postgres-ca.pem'

test.each<ConfinedPart>(['web', 'gateway', 'relay', 'keeper'])(
  'the unit of %s for production has the flags of the local start',
  (part) => {
    const unit = readFileSync(join(ROOT, `docs/systemd/kvittens-${part}.service`), 'utf8')
    const env = Object.fromEntries([...unit.matchAll(/^Environment=(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]))
    const flags = permissionFlags(part, { ...env, DATABASE_URL }, '/srv/kvittens')
    if (part === 'relay') flags.push(...RECEIVER_FILES.map((file) => `--allow-fs-read=${file}`))
    // The units are for Node 24: docs/hardening.md says what Node 26 wants besides.
    const wanted = flags.filter((flag) => flag !== '--allow-net')
    const inUnit = unit.match(/--(?:permission|allow-\S+)/g) ?? []
    expect(inUnit.toSorted()).toEqual(wanted.toSorted())
    expect(unit).toContain(`/srv/kvittens/lib/${part}/main.ts`)
  },
)
