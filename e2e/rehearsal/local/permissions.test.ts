// Node's permission model around keeper (the local start runs it so), and why the others do without it.
import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Takings } from '#e2e/fixtures/taken-code.ts'
import { keeperFlags } from './permissions.ts'
import { ROOT } from './settings.ts'

const THIEF = join(ROOT, 'e2e/fixtures/taken-code.ts')
let dir: string
let env: NodeJS.ProcessEnv
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'kvittens-permissions-'))
  for (const name of ['payloads', 'socket', 'others']) mkdirSync(join(dir, name))
  writeFileSync(join(dir, 'others/secret'), 'x')
  env = {
    ...{ NODE_ENV: 'production', PAYLOAD_DIR: join(dir, 'payloads'), KEEPER_SOCKET: join(dir, 'socket/socket') },
    ...{ TAKE_FILE: join(dir, 'others/secret'), TAKE_FOLDER: join(dir, 'others') },
  }
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** What a thief's code reaches in a process with these flags. */
async function takingsWith(flags: string[]): Promise<Takings> {
  const child: ChildProcess = fork(THIEF, { env, execArgv: ['--disable-warning=ExperimentalWarning', ...flags] })
  try {
    const answer = once(child, 'message')
    child.send('take')
    const [{ takings }] = (await answer) as [{ takings: Takings }]
    return takings
  } finally {
    child.kill('SIGKILL')
  }
}

test('code in keeper reaches no other file, starts nothing, and only reads the payload store', async () => {
  const { 'an addon': addon, ...rest } = await takingsWith([...keeperFlags(env, ROOT), `--allow-fs-read=${THIEF}`])
  expect(addon).toBe('done') // argon2
  expect(Object.keys(rest).length).toBeGreaterThan(11)
  for (const [what, ended] of Object.entries(rest)) expect(ended, what).toBe('ERR_ACCESS_DENIED')
})

test('without the model the same code reaches all of it', async () => {
  const takings = await takingsWith([])
  expect(Object.entries(takings).filter(([, ended]) => ended !== 'done')).toEqual([])
  rmSync('/tmp/kvittens-taken')
})

test('under the model nothing can be synced, so that who answers for files runs without it', () => {
  const sync = `const fs = require('node:fs'); fs.fsyncSync(fs.openSync('${join(dir, 'payloads')}'))`
  const run = (flags: string[]) => spawnSync(process.execPath, [...flags, '-e', sync], { encoding: 'utf8' }).stderr
  expect(run(['--permission', '--allow-fs-read=*', '--allow-fs-write=*'])).toContain('ERR_ACCESS_DENIED')
  expect(run([])).toBe('')
})

test('the unit of keeper for production has the flags of the local start, and the others none', () => {
  const unitOf = (part: string) => readFileSync(join(ROOT, `docs/systemd/kvittens-${part}.service`), 'utf8')
  const flagsIn = (unit: string) => unit.match(/--(?:permission|allow-\S+)/g) ?? []
  const unit = unitOf('keeper')
  const settings = Object.fromEntries([...unit.matchAll(/^Environment=(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]))
  const DATABASE_URL = 'postgresql://db.example/kvittens?sslmode=verify-full&sslrootcert=/etc/kvittens/postgres-ca.pem'
  expect(flagsIn(unit).toSorted()).toEqual(keeperFlags({ ...settings, DATABASE_URL }, '/srv/kvittens').toSorted())
  for (const part of ['web', 'gateway', 'relay']) expect(flagsIn(unitOf(part))).toEqual([])
})
