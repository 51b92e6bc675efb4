// The file of a resumable upload: it comes in pieces over a day, through any process. It has a payload's format from its
// first byte on, so it ends with the same rename; its whole segments are what has been received.
import { type FileHandle, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '#lib/errors.ts'
import { diskSync } from './disk-sync.ts'
import { INCOMING, SEGMENT, setNonce, TAG, TAIL, UPLOAD, uploadPathOf } from './format.ts'
import { makeHead, type PayloadRecipient, readHead } from './head.ts'
import { fileModeAt } from './modes.ts'
import { openSegment, PayloadDamaged, readExactly } from './open-payload.ts'
import { PayloadWriter } from './payload-writer.ts'
import { isDistrusted, storageFault } from './storage-faults.ts'
import { makeFolder, requireStore } from './store.ts'
import { readTail } from './upload-tail.ts'

export type UploadFile = {
  dir: string
  /** The syncer's, where this process may not sync by itself. */
  syncSocket?: string | undefined
  employerId: string
  /** Asked for a file that is begun: one that goes on keeps the recipient that it has, over a month's end too. */
  sealFor: () => Promise<PayloadRecipient>
  id: string
  /** Unsealed, as openUploadKey gives it. */
  key: Buffer
  /** Bytes of the whole file. */
  bytes: number
}
/** Gets the bytes that are in the file already, in order. */
type Recall = (plain: Uint8Array) => Promise<void>

/** After how many bytes any process can continue; 0 when there is no file. Never all of them: the last segment is written at the end. */
export async function uploadOffset(of: UploadFile): Promise<number> {
  const file = await openThere(of)
  if (!file) return 0
  try {
    const head = await readHead(file)
    const at = head === undefined ? 0 : segmentsIn(of, (await file.stat()).size - head.at) * SEGMENT
    return at + (await readTail({ ...of, at })).length
  } finally {
    await file.close()
  }
}

/**
 * Opens an upload's file to continue it, or makes it. Its bytes are read back into `recall`; a segment that a power cut has
 * damaged is cut off with all that follows. The writer's `closedBytes` and `tail` say where to continue.
 */
export async function openUploadFile(of: UploadFile, recall: Recall): Promise<PayloadWriter> {
  const { dir, employerId, key, bytes } = of
  if (isDistrusted(dir)) throw new AppError('unavailable', 'storage')
  const path = uploadPathOf(dir, of.id, UPLOAD)
  const file = (await openThere(of)) ?? (await openNew(dir, path))
  try {
    const head = await readHead(file)
    const parts = { dir, sync: diskSync(dir, of.syncSocket), employerId, path, key, file, bytes }
    if (head === undefined) {
      const to = await of.sealFor()
      return new PayloadWriter({ ...parts, head: await makeHead(key, to), month: to.month })
    }
    const number = await recallSegments({ ...of, file, head: head.at }, recall)
    const position = head.at + number * (SEGMENT + TAG)
    const writer = new PayloadWriter({ ...parts, head: Buffer.alloc(0), month: head.month, from: { number, position } })
    const tail = await readTail({ ...of, at: number * SEGMENT })
    if (tail.length > 0) {
      await recall(tail)
      await writer.write(tail)
    }
    return writer
  } catch (error) {
    await file.close()
    throw storageFault(dir, error)
  }
}

/** Removes an upload's file and tail. */
export async function removeUploadFile(dir: string, id: string): Promise<void> {
  const tail = uploadPathOf(dir, id, TAIL)
  for (const path of [uploadPathOf(dir, id, UPLOAD), tail, `${tail}-new`]) await rm(path, { force: true })
}

async function openThere({ dir, id }: UploadFile): Promise<FileHandle | undefined> {
  try {
    await requireStore(dir)
    return await open(uploadPathOf(dir, id, UPLOAD), 'r+')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw storageFault(dir, error)
  }
}

async function openNew(dir: string, path: string): Promise<FileHandle> {
  try {
    await makeFolder(join(dir, INCOMING))
    return await open(path, 'wx+', await fileModeAt(path))
  } catch (error) {
    throw storageFault(dir, error)
  }
}

/** Whole segments in so many bytes of the file, without the last one of all, which is written at the end. */
function segmentsIn({ bytes }: UploadFile, sealedBytes: number): number {
  const last = Math.ceil(bytes / SEGMENT) - 1
  return Math.min(last, Math.floor(sealedBytes / (SEGMENT + TAG)))
}

async function recallSegments(of: UploadFile & { file: FileHandle; head: number }, recall: Recall): Promise<number> {
  const { file, head, key } = of
  const count = segmentsIn(of, (await file.stat()).size - head)
  const nonce = Buffer.alloc(12)
  for (let number = 0; number < count; number++) {
    const at = head + number * (SEGMENT + TAG)
    const plain = await readSegment(file, at, { key, nonce: setNonce(nonce, number, false) })
    if (!plain) {
      await file.truncate(at)
      return number
    }
    await recall(plain)
  }
  return count
}

async function readSegment(file: FileHandle, at: number, { key, nonce }: { key: Buffer; nonce: Buffer }) {
  try {
    return openSegment(await readExactly(file, SEGMENT + TAG, at), key, nonce)
  } catch (error) {
    if (error instanceof PayloadDamaged) return undefined
    throw error
  }
}
