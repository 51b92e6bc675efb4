// Writes a payload: encrypts in segments, keeps memory flat, and syncs while bytes come, so that the last sync is short.
import { createCipheriv, createSecretKey, type KeyObject } from 'node:crypto'
import { type FileHandle, rename, rm, writeFile } from 'node:fs/promises'
import type { DiskSync } from './disk-sync.ts'
import { CIPHER, folderOf, markOf, pathOf, SEGMENT, setNonce } from './format.ts'
import { fileModeAt } from './modes.ts'
import { storageFault } from './storage-faults.ts'
import { makeFolder } from './store.ts'

/** Ciphertext gathered before it is handed to the kernel. */
const BATCH = 4 * SEGMENT
/** A sync starts when this much lies unsynced … */
const ROLL = 4 * 1024 * 1024
/** … and writing waits for it when this much does, so that the last sync is always short. */
const MOST_UNSYNCED = 4 * ROLL

type Parts = {
  dir: string
  sync: DiskSync
  employerId: string
  path: string
  key: Buffer
  file: FileHandle
  /** Written first in a new file; empty when an upload's file is continued. */
  head: Buffer
  /** The month that its head names. */
  month: string | null
  /** When a file is continued: number of segments in it, and the position of the next. */
  from?: { number: number; position: number }
  /** For a file that may be continued: how many bytes it will have. `discard` leaves such a file. */
  bytes?: number
}
/** Employers' folders whose names in the store this process has synced. */
const named = new Set<string>()
type State = 'open' | 'finished' | 'sealed' | 'gone'

export class PayloadWriter {
  readonly #parts: Parts
  /** Made once: of bytes, each segment would make its own. */
  readonly #key: KeyObject
  readonly #segment = Buffer.allocUnsafeSlow(SEGMENT)
  readonly #nonce = Buffer.alloc(12)
  #state: State = 'open'
  #filled = 0
  #number: number
  #position: number
  #batch: Buffer[]
  #batched: number
  #unsynced = 0
  #writing: Promise<void> = Promise.resolve()
  #syncing: Promise<void> | undefined
  #mark: string | undefined
  #finishing: Promise<void> | undefined

  constructor(parts: Parts) {
    this.#parts = parts
    this.#key = createSecretKey(parts.key)
    this.#number = parts.from?.number ?? 0
    this.#position = parts.from?.position ?? 0
    this.#batch = [parts.head]
    this.#batched = parts.head.length
  }

  /** The store that it is written to. */
  get dir(): string {
    return this.#parts.dir
  }

  /** The month whose key opens it; null: none is named. */
  get month(): string | null {
    return this.#parts.month
  }

  /** The bytes of the segment that is not yet full. Valid until the next call. */
  get tail(): Uint8Array {
    return this.#segment.subarray(0, this.#filled)
  }

  /** Bytes in the closed segments. */
  get closedBytes(): number {
    return this.#number * SEGMENT
  }

  /** Takes the next bytes (copied at once). Resolves when there is room for more; a fault of the disk shows here or later. */
  async write(chunk: Uint8Array): Promise<void> {
    for (let at = 0; at < chunk.length; ) {
      // A full segment is closed only when more follows, so that the last one always carries the flag.
      if (this.#filled === SEGMENT) this.#closeSegment(false)
      const part = chunk.subarray(at, at + SEGMENT - this.#filled)
      this.#segment.set(part, this.#filled)
      this.#filled += part.length
      at += part.length
    }
    if (this.#filled === SEGMENT && this.closedBytes + SEGMENT < (this.#parts.bytes ?? 0)) this.#closeSegment(false)
    if (this.#batched >= BATCH) await this.#flush()
  }

  /** Hands every closed segment to the kernel, so that a process that dies now loses the tail at most. */
  async handOver(): Promise<void> {
    await this.#flush()
    await this.#guard(this.#writing)
  }

  /** Closes a file that may be continued. Bytes that were not handed over are lost; the sender sends them again. */
  async leave(): Promise<void> {
    if (this.#state === 'sealed' || this.#state === 'gone') return
    this.#state = 'gone'
    await Promise.allSettled([this.#finishing, this.#writing, this.#syncing])
    await Promise.allSettled([this.#parts.file.close()])
    await this.confirm()
  }

  /** Writes the last segment and syncs the file, which has no name yet and may still be discarded. May be called again to wait. */
  finish(): Promise<void> {
    this.#finishing ??= this.#finish()
    return this.#finishing
  }

  /**
   * Gives the payload its name: rename, then the folders are synced. After this it survives a power cut. Until `confirm`
   * a mark stands in the incoming folder, so that a sweep can ask whether anybody has written down what it is for.
   */
  async seal(sha256: string): Promise<void> {
    await this.finish()
    if (this.#state === 'sealed') return
    if (this.#state !== 'finished') throw new Error(`a payload that is ${this.#state} cannot be sealed`)
    const { dir, employerId, path, sync } = this.#parts
    this.#mark = markOf(dir, employerId, sha256)
    await this.#guard(writeMark(this.#mark))
    const folder = folderOf(dir, employerId)
    const made = await this.#guard(makeFolder(folder))
    await this.#guard(rename(path, pathOf(dir, employerId, sha256)))
    this.#state = 'sealed'
    await this.#guard(sync.entries(folder))
    // Another process may have made the folder and died before its name was synced: whoever has not seen to that does.
    if (!made && named.has(folder)) return
    await this.#guard(sync.entries(dir))
    named.add(folder)
  }

  /** The database has a row for the sealed payload: removes its mark. */
  async confirm(): Promise<void> {
    if (this.#mark) await rm(this.#mark, { force: true })
  }

  /** Removes the file, unless it may be continued. Does nothing once sealed. */
  async discard(): Promise<void> {
    if (this.#state === 'sealed' || this.#state === 'gone') return
    // Faults of the disk are ignored here: the one that mattered has been thrown where it happened.
    await this.leave()
    if (this.#parts.bytes === undefined) await rm(this.#parts.path, { force: true })
  }

  async #finish(): Promise<void> {
    this.#closeSegment(true)
    await this.handOver()
    // A process that died may have written part of a segment beyond the last whole one.
    if (this.#parts.bytes !== undefined) await this.#guard(this.#parts.file.truncate(this.#position))
    await this.#guard(this.#syncing)
    const { file, path, sync } = this.#parts
    await this.#guard(sync.file(file, path, 'all'))
    await this.#guard(file.close())
    if (this.#state === 'open') this.#state = 'finished'
  }

  #closeSegment(last: boolean): void {
    const cipher = createCipheriv(CIPHER, this.#key, setNonce(this.#nonce, this.#number++, last))
    const sealed = cipher.update(this.#segment.subarray(0, this.#filled))
    cipher.final()
    const tag = cipher.getAuthTag()
    this.#batch.push(sealed, tag)
    this.#batched += sealed.length + tag.length
    this.#filled = 0
  }

  /** One write runs while the next batch is gathered. */
  async #flush(): Promise<void> {
    await this.#guard(this.#writing)
    if (this.#unsynced >= MOST_UNSYNCED) await this.#guard(this.#syncing)
    const batch = this.#batch
    this.#batch = []
    this.#batched = 0
    this.#writing = this.#writeOut(batch)
    this.#writing.catch(() => {}) // awaited, and so thrown, at the next flush
  }

  async #writeOut(batch: Buffer[]): Promise<void> {
    for (let rest = batch.filter(({ length }) => length > 0); rest.length > 0; ) {
      const { bytesWritten } = await this.#parts.file.writev(rest, this.#position)
      if (bytesWritten === 0) throw Object.assign(new Error('nothing was written'), { code: 'ENOSPC' })
      this.#position += bytesWritten
      this.#unsynced += bytesWritten
      rest = remaining(rest, bytesWritten)
    }
    if (this.#unsynced >= ROLL && !this.#syncing) this.#roll()
  }

  #roll(): void {
    this.#unsynced = 0
    const { file, path, sync } = this.#parts
    const syncing = sync.file(file, path, 'data')
    this.#syncing = syncing
    syncing.then(
      () => {
        this.#syncing = undefined
      },
      () => {}, // kept, so that the next await sees the fault
    )
  }

  async #guard<T>(work: Promise<T> | undefined): Promise<T | undefined> {
    try {
      return await work
    } catch (error) {
      throw storageFault(this.#parts.dir, error)
    }
  }
}

async function writeMark(path: string): Promise<void> {
  await writeFile(path, '', { mode: await fileModeAt(path) })
}

/** The rest after a short write. */
function remaining(batch: Buffer[], written: number): Buffer[] {
  let skip = written
  for (const [index, part] of batch.entries()) {
    if (skip < part.length) return [part.subarray(skip), ...batch.slice(index + 1)]
    skip -= part.length
  }
  return []
}
