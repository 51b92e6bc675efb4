import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type SyncerFixture, syncerFixture } from '#e2e/fixtures/syncer.ts'
import { openLog } from '#lib/log.ts'
import { openPayload } from '#lib/store/open-payload.ts'
import { startPayload } from '#lib/store/start-payload.ts'
import { isDistrusted } from '#lib/store/storage-faults.ts'
import { prepareStore } from '#lib/store/store.ts'
import { nodeName, type SyncQuestion } from '#lib/store/sync-question.ts'
import { createSyncer } from './create-syncer.ts'

const EMPLOYER = '0197a000-0000-7000-8000-000000000001'
const FILE = `.incoming/${EMPLOYER}.part`
const AWAY = { code: 'unavailable', detail: 'storage' }

let top: string
let dir: string
let syncer: SyncerFixture
let identity: string
let recipient: string
beforeAll(async () => {
  top = mkdtempSync(join(tmpdir(), 'kvittens-synced-'))
  dir = join(top, 'payloads')
  await prepareStore(dir)
  syncer = await syncerFixture(dir)
  identity = await generateIdentity()
  recipient = await identityToRecipient(identity)
})
beforeEach(() => {
  rmSync(join(dir, FILE), { force: true, recursive: true })
  writeFileSync(join(dir, FILE), 'x')
})
afterAll(async () => {
  await syncer.drop()
  rmSync(top, { recursive: true, force: true })
})

const nodeOf = (path: string) => nodeName(statSync(join(dir, path), { bigint: true }))
/** The word that is answered to a line as it is. */
async function say(line: string, socket = syncer.socket): Promise<string> {
  const connection = connect(socket)
  connection.end(line)
  return (await text(connection)).trim()
}
const ask = (path: string, { node = nodeOf(path), sync = 'all' }: Partial<SyncQuestion> = {}) =>
  say(JSON.stringify({ path, node, sync }))

async function keep(bytes: Buffer, socket: string, at = dir): Promise<void> {
  const payload = await startPayload({ dir: at, employerId: EMPLOYER, recipient, syncSocket: socket })
  try {
    await payload.write(bytes)
    await payload.seal('a'.repeat(64))
  } finally {
    await payload.discard()
  }
}

test('a payload that is synced through it comes back as it was', async () => {
  const bytes = randomBytes(21_000_000)
  await keep(bytes, syncer.socket)
  const parts: Uint8Array[] = []
  for await (const part of openPayload({ dir, employerId: EMPLOYER, sha256: 'a'.repeat(64), identity })) parts.push(part)
  expect(Buffer.concat(parts).equals(bytes)).toBe(true)
})

test('it syncs files on their way in, employers’ folders and the store’s, and nothing else', async () => {
  mkdirSync(join(dir, EMPLOYER), { recursive: true })
  writeFileSync(join(top, 'outside'), 'x')
  writeFileSync(join(dir, '.incoming/other'), 'x')
  for (const path of [FILE, EMPLOYER, '']) expect(await ask(path), path).toBe('done')
  expect(await ask(FILE, { sync: 'data' })).toBe('done')
  const others = ['..', '../outside', '.incoming', '.incoming/other', `.incoming/../${FILE}`, `${EMPLOYER}/x`, '/etc/passwd', '.']
  for (const path of others) expect(await ask(path, { node: nodeOf('') }), path).toBe('EINVAL')
  for (const line of ['', '{', '[]', '{"path":""}', JSON.stringify({ path: '', node: '1', sync: 'all' })])
    expect(await say(line), line).toBe('EINVAL')
  expect(await say('x'.repeat(100_000)).catch(() => 'cut off')).not.toBe('done')
})

test('it follows no link, and syncs no other node than the one that was written', async () => {
  const written = nodeOf(FILE)
  renameSync(join(dir, FILE), join(top, 'moved'))
  expect(await ask(FILE, { node: written })).toBe('ENOENT')
  writeFileSync(join(dir, FILE), 'another')
  expect(await ask(FILE, { node: written })).toBe('ESTALE')
  rmSync(join(dir, FILE))
  symlinkSync(join(top, 'moved'), join(dir, FILE))
  expect(await ask(FILE, { node: written })).toBe('ELOOP')
  rmSync(join(dir, FILE))
  mkdirSync(join(dir, FILE))
  expect(await ask(FILE)).toBe('ESTALE')
  // A link in the place of the folder.
  renameSync(join(top, 'moved'), join(top, `${EMPLOYER}.part`))
  renameSync(join(dir, '.incoming'), join(dir, 'incoming'))
  symlinkSync(top, join(dir, '.incoming'))
  expect(await ask(FILE, { node: written })).toBe('ESTALE')
  rmSync(join(dir, '.incoming'))
  renameSync(join(dir, 'incoming'), join(dir, '.incoming'))
})

test('away, a hand-in is refused and leaves nothing; back, the next is taken', async () => {
  const before = readdirSync(join(dir, '.incoming'))
  await syncer.kill()
  await expect(keep(randomBytes(1000), syncer.socket)).rejects.toMatchObject(AWAY)
  await expect(keep(randomBytes(1000), join(top, 'none'))).rejects.toMatchObject(AWAY)
  expect(readdirSync(join(dir, '.incoming'))).toEqual(before)
  expect(isDistrusted(dir)).toBe(false)
  await syncer.start()
  await keep(randomBytes(1000), syncer.socket)
})

test('killed before its answer, nobody takes the file for durable', async () => {
  process.kill(syncer.pid(), 'SIGSTOP')
  const kept = expect(keep(randomBytes(1000), syncer.socket)).rejects.toMatchObject(AWAY)
  await expect.poll(() => syncer.waiting()).toBeGreaterThan(0)
  await syncer.kill()
  await kept
  await syncer.start()
})

test.each([
  ['a word cut off', 'don'],
  ['nothing', ''],
  ['another word', 'well\n'],
])('an answer that is %s is none', async (_what, answer) => {
  const server = await listening(
    createServer((connection) => connection.end(answer)),
    join(top, 'odd'),
  )
  await expect(keep(randomBytes(1000), join(top, 'odd'))).rejects.toMatchObject(AWAY)
  server.close()
})

test('a lost write (EIO) is a lost write to all from then on, and the store is not believed any more', async () => {
  const broken = join(top, 'broken')
  await prepareStore(broken)
  let losses = 0
  const server = createSyncer({
    dir: broken,
    log: openLog({ process: 'syncer', instance: 'test', level: 'silent' }),
    // As the kernel does: told once.
    sync: async () => {
      if (losses++ === 0) throw Object.assign(new Error('EIO'), { code: 'EIO' })
    },
  })
  await listening(server, join(top, 'broken-socket'))
  await expect(keep(randomBytes(1000), join(top, 'broken-socket'), broken)).rejects.toMatchObject(AWAY)
  expect(isDistrusted(broken)).toBe(true)
  expect(await say(JSON.stringify({ path: '', node: nodeOf(''), sync: 'all' }), join(top, 'broken-socket'))).toBe('EIO')
  server.close()
})

async function listening(server: Server, path: string): Promise<Server> {
  server.listen(path)
  await once(server, 'listening')
  return server
}
