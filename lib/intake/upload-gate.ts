import { AppError } from '#lib/errors.ts'

const MOST = 256
/** No employer takes more than its share: the others' files still come in. */
const MOST_PER_EMPLOYER = 64

/** Counts the uploads that run in this process, refuses too many, and tells when the last one has ended. */
export class UploadGate {
  readonly #running = new Map<string, number>()
  #count = 0
  #closed = false
  #idle: (() => void) | undefined

  get count(): number {
    return this.#count
  }

  /** Runs an upload, or refuses (`unavailable`) at once. */
  async run<T>(employerId: string, upload: () => Promise<T>): Promise<T> {
    const own = this.#running.get(employerId) ?? 0
    if (this.#closed) throw new AppError('unavailable', 'stopping')
    if (this.#count >= MOST || own >= MOST_PER_EMPLOYER) throw new AppError('unavailable', 'busy')
    this.#change(employerId, 1)
    try {
      return await upload()
    } finally {
      this.#change(employerId, -1)
      if (this.#count === 0) this.#idle?.()
    }
  }

  /** Takes no new uploads; resolves when those that run have ended. */
  close(): Promise<void> {
    this.#closed = true
    return new Promise((resolve) => {
      if (this.#count === 0) resolve()
      else this.#idle = resolve
    })
  }

  #change(employerId: string, by: number): void {
    const own = (this.#running.get(employerId) ?? 0) + by
    if (own === 0) this.#running.delete(employerId)
    else this.#running.set(employerId, own)
    this.#count += by
  }
}
