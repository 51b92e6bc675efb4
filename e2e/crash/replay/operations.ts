// What may happen to the store: each as the verbs of lib/submissions do it, with the database's part as facts.
import { createHash, randomBytes } from 'node:crypto'
import type { PayloadWriter } from '#lib/store/payload-writer.ts'
import type { Disk } from './disk.ts'
import type { StoreCode } from './store-code.ts'

/** `syncSocket`: where its hand-ins are synced; undefined: by itself. */
export type Process = { disk: Disk; store: StoreCode; dir: string; recipient: string; syncSocket?: string | undefined }
export type Operation = { name: string; run: (at: Process) => Promise<void> }

const MONTH = '2026-11'
const A = '0197a000-0000-7000-8000-000000000001'
const B = '0197a000-0000-7000-8000-000000000002'
/** One segment, and two. */
const FILES = [randomBytes(300), randomBytes(70_000)] as const
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
/** By its hash, each file's bytes. */
export const BYTES: ReadonlyMap<string, Buffer> = new Map(FILES.map((bytes) => [hashOf(bytes), bytes]))

type HandIn = { employerId: string; file: 0 | 1 }

export const OPERATIONS: readonly Operation[] = [
  { name: 'A hands in x', run: (at) => handIn(at, { employerId: A, file: 0 }) },
  { name: 'A hands in x in pieces', run: (at) => handInPieces(at, { employerId: A, file: 0 }) },
  { name: 'A hands in y', run: (at) => handIn(at, { employerId: A, file: 1 }) },
  { name: 'A hands in y in pieces', run: (at) => handInPieces(at, { employerId: A, file: 1 }) },
  { name: 'B hands in x', run: (at) => handIn(at, { employerId: B, file: 0 }) },
  { name: 'A is refused', run: refuse },
  { name: 'the store is prepared', run: ({ store, dir }) => store.prepareStore(dir) },
  { name: 'an epoch begins', run: beginEpoch },
  { name: 'sweep', run: sweep },
  { name: 'A’s x is purged', run: purge },
]

async function handIn(at: Process, { employerId, file }: HandIn): Promise<void> {
  const { store, dir, recipient, syncSocket } = at
  const payload = await store.startPayload({ dir, employerId, recipient, month: MONTH, syncSocket })
  await payload.write(FILES[file])
  await end(at, payload, { employerId, file })
}

/** As submitFile ends: seal, commit, confirm. */
async function end({ disk }: Process, payload: PayloadWriter, { employerId, file }: HandIn): Promise<void> {
  const sha256 = hashOf(FILES[file])
  await payload.finish()
  disk.note({ kind: 'writing', employerId, sha256 })
  await payload.seal(sha256)
  disk.note({ kind: 'row', employerId, sha256 })
  await payload.confirm()
}

async function handInPieces(at: Process, { employerId, file }: HandIn): Promise<void> {
  const { store, dir, recipient, syncSocket } = at
  const bytes = FILES[file]
  const sealFor = async () => ({ recipient, month: MONTH })
  const id = randomBytes(16).toString('hex')
  const upload = { dir, syncSocket, employerId, sealFor, id, key: randomBytes(32), bytes: bytes.length }
  const first = await store.openUploadFile(upload, async () => {})
  await first.write(bytes.subarray(0, bytes.length - 100))
  await first.handOver()
  await store.keepTail({ ...upload, at: first.closedBytes }, first.tail)
  await first.leave()
  let there = 0
  const payload = await store.openUploadFile(upload, async (plain) => {
    there += plain.length
  })
  await payload.write(bytes.subarray(there))
  await end(at, payload, { employerId, file })
  await store.removeUploadFile(dir, upload.id)
}

/** As a relay begins one: in the database, then in the store. */
async function beginEpoch({ disk, store, dir }: Process): Promise<void> {
  const epoch = 1 + disk.changes.filter((change) => change.do === 'epoch' && change.kind === 'begun').length
  disk.noteEpoch(epoch, 'begun')
  await store.raiseStoreEpoch(dir, BigInt(epoch))
  disk.noteEpoch(epoch, 'kept')
}

async function refuse({ store, dir, recipient, syncSocket }: Process): Promise<void> {
  const payload = await store.startPayload({ dir, employerId: A, recipient, month: MONTH, syncSocket })
  await payload.write(FILES[0])
  await payload.finish()
  await payload.discard()
}

/** What the database knows of a file. */
function isNeeded({ disk }: Process, { employerId, sha256 }: { employerId: string; sha256: string }): boolean {
  const facts = disk.changes.flatMap((change) => (change.do === 'fact' ? [change.fact] : []))
  const last = facts.findLast((fact) => fact.kind !== 'writing' && fact.employerId === employerId && fact.sha256 === sha256)
  return last?.kind === 'row'
}

async function sweep(at: Process): Promise<void> {
  const { store, dir } = at
  const age = { olderThanMs: 0, now: new Date(Date.now() + 60_000) }
  await store.sweepPartials(dir, age)
  await store.sweepMarks(dir, age, async (mark, remove) => {
    if (!isNeeded(at, mark)) await remove()
  })
}

/** As a purge ends: removal, then the commit. */
async function purge(at: Process): Promise<void> {
  const file = { employerId: A, sha256: hashOf(FILES[0]) }
  if (!isNeeded(at, file)) return
  // From here on the row is due, with its content or without it.
  at.disk.note({ kind: 'purging', ...file })
  await at.store.removePayload(at.dir, file)
  at.disk.note({ kind: 'purged', ...file })
}
