import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, stat, unlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { INCOMING, pathOf, SEGMENT, TAG } from './format.ts'
import { listMarks } from './marks.ts'
import { openPayload, PayloadDamaged } from './open-payload.ts'
import { requireRoom } from './require-room.ts'
import { startPayload } from './start-payload.ts'
import { prepareInnerStore, prepareStore } from './store.ts'
import { sweepPartials } from './sweep-partials.ts'

const EMPLOYER = '0197a000-0000-7000-8000-000000000001'
const OTHER = '0197a000-0000-7000-8000-000000000002'
let dir: string
let identity: string
let recipient: string

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'kvittens-payloads-'))
  await prepareStore(dir)
  identity = await generateIdentity()
  recipient = await identityToRecipient(identity)
})
afterAll(() => rm(dir, { recursive: true, force: true }))

const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

async function keep(bytes: Buffer, { employerId = EMPLOYER, step = 16_384 } = {}): Promise<string> {
  const payload = await startPayload({ dir, employerId, recipient })
  for (let at = 0; at < bytes.length; at += step) await payload.write(bytes.subarray(at, at + step))
  await payload.seal(sha256Of(bytes))
  await payload.confirm()
  return sha256Of(bytes)
}

async function read(sha256: string, { employerId = EMPLOYER, key = identity } = {}): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of openPayload({ dir, employerId, sha256, identity: key })) parts.push(part)
  return Buffer.concat(parts)
}

describe('what was sealed', () => {
  const sizes = [1, SEGMENT - 1, SEGMENT, SEGMENT + 1, 4 * SEGMENT, 4 * SEGMENT + 1, 9_000_001]
  test.each(sizes)('%i bytes come back as they were, however they were cut on the way in', async (size) => {
    const bytes = randomBytes(size)
    for (const step of [size, 16_384, 65_536, 100_003]) {
      const sha256 = await keep(bytes, { step })
      expect((await read(sha256)).equals(bytes)).toBe(true)
    }
  })

  test('no byte of it can be read in the file itself, and only its owner may open it', async () => {
    const text = 'Tolvan Tolvansson var sjuk i november. '
    const sha256 = await keep(Buffer.from(text.repeat(5000)))
    const raw = await readFile(pathOf(dir, EMPLOYER, sha256))
    expect(raw.includes('Tolvansson')).toBe(false)
    expect((await stat(pathOf(dir, EMPLOYER, sha256))).mode & 0o777).toBe(0o600)
  })

  test('the same bytes again replace the file whole, under a new key', async () => {
    const bytes = randomBytes(200_000)
    const sha256 = await keep(bytes)
    const before = await readFile(pathOf(dir, EMPLOYER, sha256))
    await keep(bytes)
    expect((await readFile(pathOf(dir, EMPLOYER, sha256))).equals(before)).toBe(false)
    expect((await read(sha256)).equals(bytes)).toBe(true)
  })

  test('another employer does not find it', async () => {
    const sha256 = await keep(randomBytes(1000))
    await expect(read(sha256, { employerId: OTHER })).rejects.toThrow(PayloadDamaged)
  })

  test('another key does not open it', async () => {
    const sha256 = await keep(randomBytes(1000))
    await expect(read(sha256, { key: await generateIdentity() })).rejects.toThrow(PayloadDamaged)
  })
})

describe('a file that was touched is never taken for whole', () => {
  const whole = randomBytes(3 * SEGMENT + 1000)
  const path = () => pathOf(dir, EMPLOYER, sha256Of(whole))
  const head = async () => (await stat(path())).size - (whole.length + 4 * TAG)

  test('a flipped bit anywhere', async () => {
    await keep(whole)
    const good = await readFile(path())
    for (const at of [3, 9, 40, await head(), (await head()) + SEGMENT, good.length - TAG, good.length - 1]) {
      const bad = Buffer.from(good)
      bad[at] = (bad[at] ?? 0) ^ 1
      await writeFile(path(), bad)
      await expect(read(sha256Of(whole)), `byte ${at}`).rejects.toThrow(PayloadDamaged)
    }
  })

  test('cut off, at a segment border too', async () => {
    await keep(whole)
    const good = await readFile(path())
    const border = (await head()) + SEGMENT + TAG
    for (const length of [0, 9, 100, border - TAG, border, border + 5, border + TAG, good.length - 1]) {
      await writeFile(path(), good.subarray(0, length))
      await expect(read(sha256Of(whole)), `${length} bytes`).rejects.toThrow(PayloadDamaged)
    }
  })

  test('two segments that changed places, one twice, bytes after the end', async () => {
    await keep(whole)
    const good = await readFile(path())
    const start = await head()
    const segment = (n: number) => good.subarray(start + n * (SEGMENT + TAG), start + (n + 1) * (SEGMENT + TAG))
    const bad = [
      [good.subarray(0, start), segment(1), segment(0), segment(2), segment(3)],
      [good.subarray(0, start), segment(0), segment(0), segment(1), segment(2), segment(3)],
      [good, Buffer.from('more')],
      [good, segment(3)],
    ]
    for (const parts of bad) {
      await writeFile(path(), Buffer.concat(parts))
      await expect(read(sha256Of(whole))).rejects.toThrow(PayloadDamaged)
    }
  })

  test('gone', async () => {
    await keep(whole)
    await unlink(path())
    await expect(read(sha256Of(whole))).rejects.toThrow(PayloadDamaged)
  })
})

describe('what was not sealed', () => {
  const left = () => readdir(join(dir, INCOMING))

  test('is gone after discard, whenever it comes', async () => {
    const early = await startPayload({ dir, employerId: EMPLOYER, recipient })
    const midway = await startPayload({ dir, employerId: EMPLOYER, recipient })
    const late = await startPayload({ dir, employerId: EMPLOYER, recipient })
    for (let n = 0; n < 40; n++) await midway.write(randomBytes(200_000))
    await late.write(randomBytes(10))
    await late.finish()
    for (const payload of [early, midway, late]) {
      await payload.discard()
      await payload.discard()
    }
    expect(await left()).toEqual([])
    await expect(late.seal('0'.repeat(64))).rejects.toThrow('cannot be sealed')
  })

  test('discard after seal takes nothing away', async () => {
    const bytes = randomBytes(10)
    const payload = await startPayload({ dir, employerId: EMPLOYER, recipient })
    await payload.write(bytes)
    await payload.seal(sha256Of(bytes))
    await payload.confirm()
    await payload.discard()
    expect((await read(sha256Of(bytes))).equals(bytes)).toBe(true)
  })

  test('a sealed one that nobody confirms leaves a mark that says which it is; a confirmed one leaves none', async () => {
    const payload = await startPayload({ dir, employerId: EMPLOYER, recipient })
    await payload.seal('a'.repeat(64))
    const always = { olderThanMs: 0, now: new Date(Date.now() + 60_000) }
    expect(await listMarks(dir, always)).toMatchObject([{ employerId: EMPLOYER, sha256: 'a'.repeat(64) }])
    await payload.confirm()
    expect(await left()).toEqual([])
  })

  test('is swept when it has not been written to for an hour, and not before', async () => {
    const now = new Date()
    const payload = await startPayload({ dir, employerId: EMPLOYER, recipient })
    const hour = { olderThanMs: 3_600_000, now }
    expect(await sweepPartials(dir, hour)).toBe(0)
    const [name] = await left()
    const old = new Date(now.getTime() - 3_700_000)
    await utimes(join(dir, INCOMING, name ?? ''), old, old)
    expect(await sweepPartials(dir, hour)).toBe(1)
    expect(await left()).toEqual([])
    await payload.discard()
  })

  test('sweeping a store that has never been used finds nothing', async () => {
    expect(await sweepPartials(join(dir, 'never'), { olderThanMs: 0, now: new Date() })).toBe(0)
  })
})

describe('names', () => {
  test('nothing but an employer and a digest becomes a path', async () => {
    await expect(startPayload({ dir, employerId: EMPLOYER, recipient }).then((p) => p.seal('../../etc'))).rejects.toThrow(
      'sha256',
    )
    const odd = await startPayload({ dir, employerId: '../..', recipient })
    await expect(odd.seal('0'.repeat(64))).rejects.toThrow('employer')
    await odd.discard()
  })
})

describe('room', () => {
  test('there is room for a file, and none for more than the disk holds', async () => {
    await requireRoom(dir, 1_000_000)
    await expect(requireRoom(dir, 1e15)).rejects.toMatchObject({ code: 'unavailable', detail: 'storage' })
  })
})

test('memory stays flat while 400 MB are written', async () => {
  const payload = await startPayload({ dir, employerId: EMPLOYER, recipient })
  const chunk = randomBytes(65_536)
  let most = 0
  for (let n = 0; n < 6400; n++) {
    await payload.write(chunk)
    most = Math.max(most, process.memoryUsage().arrayBuffers)
  }
  await payload.discard()
  expect(most).toBeLessThan(130_000_000)
})

test('a store is its owner’s alone, or its group’s too where the folder is', async () => {
  const modeOf = (path: string) => statSync(path).mode & 0o777
  const shared = join(dir, 'shared')
  mkdirSync(shared)
  chmodSync(shared, 0o2770)
  const before = process.umask(0o007)
  try {
    for (const [store, file, folder] of [
      [dir, 0o600, 0o700],
      [shared, 0o660, 0o770],
    ] as const) {
      await prepareStore(store)
      await prepareInnerStore(join(store, 'inner'))
      const payload = await startPayload({ dir: store, employerId: EMPLOYER, recipient })
      await payload.write(randomBytes(100))
      const sha256 = randomBytes(32).toString('hex')
      await payload.seal(sha256)
      const [mark = ''] = readdirSync(join(store, '.incoming')).filter(
        (name) => name.endsWith('.sealed') && name.includes(sha256),
      )
      expect(modeOf(join(store, '.incoming', mark))).toBe(file)
      await payload.confirm()
      expect(modeOf(join(store, EMPLOYER, sha256))).toBe(file)
      expect([modeOf(join(store, EMPLOYER)), modeOf(join(store, '.incoming')), modeOf(join(store, 'inner'))]).toEqual([
        folder,
        folder,
        folder,
      ])
    }
  } finally {
    process.umask(before)
  }
})
