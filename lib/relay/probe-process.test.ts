// What an orchestrator sees of real relay processes, and of web beside one that was killed.
import { type ChildProcess, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type RelayFixture, relayFixture } from '#e2e/fixtures/relay.ts'
import { startOnTakenPort } from '#e2e/fixtures/taken-port.ts'
import { sickFile, type WebFixture, webFixture } from '#e2e/fixtures/web.ts'
import { freePort } from '#e2e/rehearsal/ports.ts'
import { beat, readBeats } from '#lib/beat.ts'
import type { ReceiverFile } from '#lib/wire/receiver.ts'

let at: RelayFixture
let web: WebFixture
let children: ChildProcess[] = []
beforeAll(async () => {
  at = await relayFixture()
  web = await webFixture({}, at.given)
})
afterAll(async () => {
  await web.drop()
  await at.drop()
})
afterEach(async () => {
  await Promise.all(children.map((child) => end(child, 'SIGKILL')))
  children = []
})

const soon = { timeout: 60_000, interval: 100 }
const ok = { status: 200, body: { status: 'ok', failing: [] } }

type RelayProcess = { child: ChildProcess; ask: (path: string, method?: string) => Promise<unknown> }

function envOf(instance: string, port: number, more: Partial<ReceiverFile> = {}) {
  const identity = join(at.given.dir, 'identity')
  writeFileSync(identity, `# relay\n${at.given.identity}\n`)
  return {
    ...process.env,
    ...{ DATABASE_URL: at.given.database.as('relay'), PAYLOAD_DIR: at.given.dir },
    ...{ PAYLOAD_KEYS: at.given.keys, WEBHOOK_IDENTITY: identity },
    ...{ RECEIVER_FILE: at.receiverFile(more), INSTANCE: instance, PROBE_PORT: String(port) },
  }
}

async function start(
  instance: string,
  more: Partial<ReceiverFile> = {},
  env: Record<string, string> = {},
): Promise<RelayProcess> {
  const port = await freePort()
  const args = ['lib/relay/main.ts']
  const child = spawn(process.execPath, args, { env: { ...envOf(instance, port, more), ...env }, stdio: 'ignore' })
  children.push(child)
  const ask = async (path: string, method = 'GET') => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method }).catch(() => undefined)
    const body = await answer?.text()
    return { status: answer?.status, body: body ? (JSON.parse(body) as unknown) : body }
  }
  await expect.poll(() => ask('/api/live'), soon).toEqual(ok)
  return { child, ask }
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill(signal)
  })
}

const relays = async () => {
  const beats = await readBeats(at.given.relay)
  return beats.filter(({ process }) => process === 'relay').map(({ instance, isAlive }) => [instance, isAlive])
}
const portal = async (path: string) => {
  const answer = await fetch(`${web.url}${path}`)
  return { status: answer.status, body: (await answer.json()) as unknown }
}

test('that FK is away makes no relay unready', async () => {
  await at.agency.behave({ rules: [{ mode: 'status-503' }] })
  const { ask } = await start('patient')
  const [submission] = await at.handIn()
  await expect.poll(async () => (await at.look(submission ?? expect.fail())).attempts.length, soon).toBeGreaterThan(0)
  expect(await ask('/api/ready')).toEqual(ok)
  await at.agency.reset()
})

test('what relay itself needs does: its certificate, the files, the database', async () => {
  const { tls } = JSON.parse(JSON.stringify({ tls: at.relay().receiver.tls })) as Pick<ReceiverFile, 'tls'>
  const expired = await start('expired', { tls: { ...tls, certificate: at.pki.expired, key: at.pki.expired } })
  expect(await expired.ask('/api/ready')).toEqual({ status: 503, body: { status: 'failing', failing: ['identity'] } })
  const alone = await start('alone', {}, { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', PAYLOAD_DIR: '/nowhere' })
  expect(await alone.ask('/api/ready')).toEqual({ status: 503, body: { status: 'failing', failing: ['database', 'payloads'] } })
  expect(await alone.ask('/api/live')).toEqual(ok)
  expect(await alone.ask('/api/live', 'HEAD')).toEqual({ status: 200, body: '' })
  expect(await alone.ask('/api/live', 'POST')).toEqual({ status: 405, body: '' })
  expect(await alone.ask('/api/health')).toEqual({ status: 404, body: '' })
})

test('a port that is taken ends relay with one line that names it', async () => {
  const envFor = (taken: number) => ({ ...envOf('second', taken), OPERATOR_MAIL: undefined, LOG_LEVEL: 'error' })
  const { code, log, errors, port } = await startOnTakenPort('lib/relay/main.ts', envFor)
  expect([code, log, errors]).toEqual([1, [expect.objectContaining({ msg: 'port-failed', port, code: 'EADDRINUSE' })], ''])
})

test('a killed relay leaves its beat, a stopped one does not; web stays ready, and takes files', async () => {
  const [killed, stopped] = await Promise.all([start('killed'), start('stopped')])
  await expect.poll(relays, soon).toEqual(
    expect.arrayContaining([
      ['killed', true],
      ['stopped', true],
    ]),
  )
  await Promise.all([end(killed.child, 'SIGKILL'), end(stopped.child, 'SIGTERM')])
  const left = (await relays()).map(([instance]) => instance)
  expect([left.includes('killed'), left.includes('stopped')]).toEqual([true, false])
  // As if a minute had passed.
  await at.given.owner.pool.query(`UPDATE process_beat SET at = at - interval '61 seconds'`)
  for (const process of ['gateway', 'keeper'] as const) await beat(at.given.owner, { process, instance: 'one' })
  await expect.poll(() => portal('/api/health'), soon).toMatchObject({ status: 503, body: { failing: ['relay'] } })
  await expect.poll(() => portal('/api/ready'), soon).toEqual(ok)
  expect((await web.upload(sickFile())).status).toBe(201)
  // One that is started again under its name is no dead one.
  const again = await start('killed')
  await expect.poll(relays, soon).toContainEqual(['killed', true])
  expect(await again.ask('/api/ready')).toEqual(ok)
})
