import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { INCOMING, SEGMENT, TAG, TAIL, UPLOAD, uploadPathOf } from './format.ts'
import { openPayload } from './open-payload.ts'
import type { PayloadWriter } from './payload-writer.ts'
import { prepareStore } from './store.ts'
import { openUploadFile, removeUploadFile, type UploadFile, uploadOffset } from './upload-file.ts'
import { makeUploadKey, openUploadKey } from './upload-key.ts'
import { keepTail } from './upload-tail.ts'

const EMPLOYER = '0197a000-0000-7000-8000-000000000001'
const SECRET = 's'.repeat(32)
let dir: string
let identity: string
let recipient: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'kvittens-uploads-'))
  await prepareStore(dir)
  identity = await generateIdentity()
  recipient = await identityToRecipient(identity)
})
afterAll(() => rm(dir, { recursive: true, force: true }))

function newUpload(bytes: number): UploadFile {
  const id = randomBytes(16).toString('hex')
  const { sealed } = makeUploadKey({ secret: SECRET, id })
  return {
    dir,
    employerId: EMPLOYER,
    sealFor: async () => ({ recipient, month: '2026-11' }),
    id,
    key: openUploadKey({ secret: SECRET, id }, sealed),
    bytes,
  }
}

/** As a process that begins: what lies there is told to it. */
async function open(upload: UploadFile): Promise<{ writer: PayloadWriter; there: Buffer }> {
  const parts: Buffer[] = []
  const writer = await openUploadFile(upload, async (plain) => void parts.push(Buffer.from(plain)))
  return { writer, there: Buffer.concat(parts) }
}

/** As a process that is done with a part, and lives. */
async function handOver(upload: UploadFile, writer: PayloadWriter): Promise<void> {
  await writer.handOver()
  if (writer.tail.length > 0) await keepTail({ ...upload, at: writer.closedBytes }, writer.tail)
  await writer.leave()
}

async function expectSealed(upload: UploadFile, writer: PayloadWriter, bytes: Buffer): Promise<void> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await writer.seal(sha256)
  await writer.confirm()
  await removeUploadFile(dir, upload.id)
  const parts: Uint8Array[] = []
  for await (const part of openPayload({ dir, employerId: EMPLOYER, sha256, identity })) parts.push(part)
  expect(Buffer.concat(parts).equals(bytes)).toBe(true)
}

test('however it is cut, and whether its process settles or dies, it ends as any payload and reads as what came', async () => {
  const steps = fc.array(fc.record({ bytes: fc.integer({ min: 1, max: 200_000 }), dies: fc.boolean() }), { maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 400_000 }), steps, async (size, plan) => {
      const upload = newUpload(size)
      const bytes = randomBytes(size)
      for (const step of plan) {
        const { writer, there } = await open(upload)
        expect(there.equals(bytes.subarray(0, there.length))).toBe(true)
        // The last byte comes with the end.
        const part = bytes.subarray(there.length, Math.min(there.length + step.bytes, size - 1))
        await writer.write(part)
        if (step.dies) await writer.leave()
        else {
          await handOver(upload, writer)
          expect(await uploadOffset(upload)).toBe(there.length + part.length)
        }
      }
      const { writer, there } = await open(upload)
      await writer.write(bytes.subarray(there.length))
      await expectSealed(upload, writer, bytes)
      expect(await readdir(join(dir, INCOMING))).toEqual([])
    }),
    { numRuns: 40 },
  )
})

test.each([SEGMENT, 2 * SEGMENT, 2 * SEGMENT + 1])(
  'an end of %i bytes that was written and not kept is written again',
  async (size) => {
    const upload = newUpload(size)
    const bytes = randomBytes(size)
    const first = await open(upload)
    await first.writer.write(bytes)
    await first.writer.finish()
    await first.writer.leave()
    expect(await uploadOffset(upload)).toBeLessThan(size)
    const { writer, there } = await open(upload)
    await writer.write(bytes.subarray(there.length))
    await expectSealed(upload, writer, bytes)
  },
)

test('an upload that goes on over a month’s end keeps the month that it began in', async () => {
  const upload = newUpload(200_000)
  const bytes = randomBytes(200_000)
  const { writer: first } = await open(upload)
  await first.write(bytes.subarray(0, 100_000))
  await handOver(upload, first)
  const later = { ...upload, sealFor: () => Promise.reject(new Error('its recipient is asked for again')) }
  const { writer, there } = await open(later)
  expect([first.month, writer.month]).toEqual(['2026-11', '2026-11'])
  await writer.write(bytes.subarray(there.length))
  await expectSealed(later, writer, bytes)
})

test('what is under way can be read by nobody without its key, and only its owner may open it', async () => {
  const text = 'Tolvan Tolvansson var sjuk i november. '
  const upload = newUpload(1_000_000)
  const { writer } = await open(upload)
  await writer.write(Buffer.from(text.repeat(5000)))
  await handOver(upload, writer)
  for (const end of [UPLOAD, TAIL] as const) {
    const path = uploadPathOf(dir, upload.id, end)
    expect((await readFile(path)).includes('Tolvansson')).toBe(false)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  }
  await removeUploadFile(dir, upload.id)
})

test('a segment that a power cut damaged ends what is there, and the upload goes on from it', async () => {
  const size = 6 * SEGMENT + 10
  const bytes = randomBytes(size)
  for (const damage of ['flip', 'cut'] as const) {
    const upload = newUpload(size)
    const { writer } = await open(upload)
    await writer.write(bytes.subarray(0, 5 * SEGMENT))
    await handOver(upload, writer)
    const path = uploadPathOf(dir, upload.id, UPLOAD)
    const file = await readFile(path)
    const third = file.length - 3 * (SEGMENT + TAG)
    file[third + 5] = (file[third + 5] ?? 0) ^ 1
    if (damage === 'flip') await writeFile(path, file)
    else await truncate(path, third + 100)
    const again = await open(upload)
    expect(again.there.equals(bytes.subarray(0, 2 * SEGMENT))).toBe(true)
    expect(await uploadOffset(upload)).toBe(2 * SEGMENT)
    await again.writer.write(bytes.subarray(2 * SEGMENT))
    await expectSealed(upload, again.writer, bytes)
  }
})

test('a tail that was torn, or is of another place, is not counted', async () => {
  const upload = newUpload(1_000_000)
  const { writer } = await open(upload)
  await writer.write(randomBytes(SEGMENT + 1000))
  await handOver(upload, writer)
  expect(await uploadOffset(upload)).toBe(SEGMENT + 1000)
  const path = uploadPathOf(dir, upload.id, TAIL)
  const good = await readFile(path)
  for (const at of [7, 12, 40, good.length - 1]) {
    const bad = Buffer.from(good)
    bad[at] = (bad[at] ?? 0) ^ 1
    await writeFile(path, bad)
    expect(await uploadOffset(upload), `byte ${at}`).toBe(SEGMENT)
  }
  await writeFile(path, good.subarray(0, -5))
  expect(await uploadOffset(upload)).toBe(SEGMENT)
  await removeUploadFile(dir, upload.id)
})

test('an upload’s key opens under its own secret and for itself alone', () => {
  const id = randomBytes(16).toString('hex')
  const { key, sealed } = makeUploadKey({ secret: SECRET, id })
  expect(openUploadKey({ secret: SECRET, id }, sealed).equals(key)).toBe(true)
  expect(() => openUploadKey({ secret: 't'.repeat(32), id }, sealed)).toThrow()
  expect(() => openUploadKey({ secret: SECRET, id: randomBytes(16).toString('hex') }, sealed)).toThrow()
})

test('nothing but an upload’s id becomes a path', async () => {
  await expect(removeUploadFile(dir, '../../etc')).rejects.toThrow('upload')
})
