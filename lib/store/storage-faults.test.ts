import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AppError } from '#lib/errors.ts'
import { requireRoom } from './require-room.ts'
import { startPayload } from './start-payload.ts'
import { storageFault } from './storage-faults.ts'
import { isStoreThere, prepareInnerStore, prepareStore } from './store.ts'

let dir: string
let recipient: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'kvittens-faults-'))
  await prepareStore(dir)
  recipient = await identityToRecipient(await generateIdentity())
})
afterAll(() => rm(dir, { recursive: true, force: true }))

const fault = (code: string) => Object.assign(new Error(code), { code })
const start = async (at: string) => {
  const payload = await startPayload({ dir: at, employerId: '0197a000-0000-7000-8000-000000000001', recipient })
  await payload.discard()
}
const AWAY = { code: 'unavailable', detail: 'storage' }

test.each(['ENOSPC', 'EDQUOT', 'EROFS', 'EMFILE', 'EACCES'])(
  '%s refuses this file and the store is tried again next time',
  async (code) => {
    expect(storageFault(dir, fault(code))).toMatchObject(AWAY)
    await start(dir)
    await requireRoom(dir, 1)
  },
)

test('after a lost write (EIO) the store is not believed any more, another one is', async () => {
  const broken = join(dir, 'broken')
  await prepareStore(broken)
  await start(broken)
  expect(storageFault(broken, fault('EIO'))).toMatchObject(AWAY)
  await expect(start(broken)).rejects.toMatchObject(AWAY)
  await expect(requireRoom(broken, 1)).rejects.toMatchObject(AWAY)
  await start(dir)
})

test('what is no fault of the disk stays what it is', () => {
  const bug = new TypeError('x is not a function')
  expect(storageFault(dir, bug)).toBe(bug)
  const refusal = new AppError('too_large')
  expect(storageFault(dir, refusal)).toBe(refusal)
})

test('a store that is a file refuses instead of failing', async () => {
  await expect(requireRoom('/dev/null/store', 1)).rejects.toMatchObject(AWAY)
  await expect(start('/dev/null/store')).rejects.toMatchObject(AWAY)
})

test('a folder that is not marked as the store, and one that is not there, take nothing, and no request makes them', async () => {
  const mountPoint = join(dir, 'mount-point')
  await mkdir(mountPoint)
  for (const away of [mountPoint, join(dir, 'none')]) {
    await expect(requireRoom(away, 1)).rejects.toMatchObject(AWAY)
    await expect(start(away)).rejects.toMatchObject(AWAY)
    // Relay makes that of the files from FK when it first asks for some.
    await expect(prepareInnerStore(join(away, 'inner'))).rejects.toMatchObject(AWAY)
    expect(await isStoreThere(away)).toBe(false)
  }
  expect(await readdir(mountPoint)).toEqual([])
  expect(await readdir(dir)).not.toContain('none')
})

test('a store that goes away while a file comes in is not made anew', async () => {
  const away = join(dir, 'goes-away')
  await prepareStore(away)
  const payload = await startPayload({ dir: away, employerId: '0197a000-0000-7000-8000-000000000001', recipient })
  await payload.write(Buffer.from('a'))
  await rename(away, join(dir, 'elsewhere'))
  await expect(payload.seal('a'.repeat(64))).rejects.toMatchObject(AWAY)
  expect(await readdir(dir)).not.toContain('goes-away')
  await payload.discard()
})
