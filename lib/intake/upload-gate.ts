import { AppError } from '#lib/errors.ts'
import { FairQueue, type QueueLimits } from '#lib/queue.ts'

/** Nobody waits: a person is told at once that it is busy. */
const AT_ONCE: QueueLimits = { most: 256, mostPerEmployer: 64, waitingPerEmployer: 0, waitMs: 0 }

/** The uploads that run in this process. */
export class UploadGate extends FairQueue {
  readonly #committing = new Set<() => void>()

  constructor(limits: QueueLimits = AT_ONCE) {
    super(limits)
  }

  /** Gives what `work` gives, until cutOff: then it refuses (`unavailable`, `commit_unknown`), and `work` goes on as long as it can. */
  async commitBeforeCutOff<T>(work: Promise<T>): Promise<T> {
    const { promise, reject } = Promise.withResolvers<never>()
    const cut = () => reject(new AppError('unavailable', 'commit_unknown'))
    this.#committing.add(cut)
    try {
      return await Promise.race([work, promise])
    } finally {
      this.#committing.delete(cut)
    }
  }

  /** The process must end now: who waits for a commit is told that nobody knows. */
  cutOff(): void {
    for (const cut of this.#committing) cut()
  }
}
