import { createHash } from 'node:crypto'
import { AppError } from '#lib/errors.ts'

/** What takes note of a file's bytes. */
export type Notes = {
  /** A check that has just been started for this file. */
  check: { push(chunk: Uint8Array): void }
  maxBytes: number
}
/** What the sender said of it: length and digest must agree with what comes. */
export type DeclaredFile = { bytes?: number | undefined; sha256?: string | undefined }
/** All of it, as it was declared. */
export type WholeFile = { bytes: number; sha256: string }

/** A file while its bytes come: each is hashed and checked once, wherever it comes from. */
export class IncomingFile {
  readonly #notes: Notes
  readonly #hash = createHash('sha256')
  #bytes = 0

  constructor(notes: Notes) {
    this.#notes = notes
  }

  /** How many have come. */
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

  /** Once, after the last bytes. Refuses (`invalid`: `length`, `digest`) what was not declared so. The check is left unfinished. */
  whole(declared: DeclaredFile): WholeFile {
    if (declared.bytes !== undefined && declared.bytes !== this.#bytes) throw new AppError('invalid', 'length')
    const sha256 = this.#hash.digest('hex')
    if (declared.sha256 !== undefined && declared.sha256 !== sha256) throw new AppError('invalid', 'digest')
    return { bytes: this.#bytes, sha256 }
  }
}
