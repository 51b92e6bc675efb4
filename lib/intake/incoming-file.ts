import { createHash } from 'node:crypto'
import { AppError } from '#lib/errors.ts'

/** The check that gets a file's bytes, and their limit. */
export type Notes = {
  /** A check that has just been started for this file. */
  check: { push(chunk: Uint8Array): void }
  maxBytes: number
}
/** Length and digest by the sender's word: the bytes must agree. */
export type DeclaredFile = { bytes?: number | undefined; sha256?: string | undefined }
/** The file's length and digest when all of it has come. */
export type WholeFile = { bytes: number; sha256: string }

/** A file while its bytes come: each byte is hashed and checked once. */
export class IncomingFile {
  readonly #notes: Notes
  readonly #hash = createHash('sha256')
  #bytes = 0

  constructor(notes: Notes) {
    this.#notes = notes
  }

  /** Bytes that have come. */
  get bytes(): number {
    return this.#bytes
  }

  /** The next bytes. Refuses (`too_large`) too many. */
  note(chunk: Uint8Array): void {
    this.#bytes += chunk.length
    if (this.#bytes > this.#notes.maxBytes) throw new AppError('too_large')
    this.#hash.update(chunk)
    this.#notes.check.push(chunk)
  }

  /** Once, after the last bytes. Refuses (`invalid`: `length`, `digest`) what differs from what was declared. Does not finish the check. */
  whole(declared: DeclaredFile): WholeFile {
    if (declared.bytes !== undefined && declared.bytes !== this.#bytes) throw new AppError('invalid', 'length')
    const sha256 = this.#hash.digest('hex')
    if (declared.sha256 !== undefined && declared.sha256 !== sha256) throw new AppError('invalid', 'digest')
    return { bytes: this.#bytes, sha256 }
  }
}
