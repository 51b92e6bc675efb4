import { AppError } from './errors.ts'

/** How much work runs at once, how many may wait for each employer, and how long (ms). */
export type QueueLimits = { most: number; mostPerEmployer: number; waitingPerEmployer: number; waitMs: number }

type Waiter = { start: () => void; refuse: (error: AppError) => void }

/**
 * A fair queue: counts the work that runs, and makes more of it wait or refuses it. No employer takes more than its share,
 * and those that wait get their turns employer by employer: a thousand files of one never wait before another's one file.
 */
export class FairQueue {
  readonly #limits: QueueLimits
  readonly #running = new Map<string, number>()
  /** In the order of their next turn. */
  readonly #waiting = new Map<string, Waiter[]>()
  #count = 0
  #closed = false
  #idle: (() => void) | undefined

  constructor(limits: QueueLimits) {
    this.#limits = limits
  }

  /** Work that runs, without what waits. */
  get count(): number {
    return this.#count
  }

  get isClosed(): boolean {
    return this.#closed
  }

  /** Runs `work`, at once or when its turn comes, or refuses it (`unavailable`: `busy`, `stopping`). */
  async run<T>(employerId: string, work: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new AppError('unavailable', 'stopping')
    if (this.#hasPlace(employerId)) this.#change(employerId, 1)
    else await this.#turn(employerId)
    try {
      return await work()
    } finally {
      this.#change(employerId, -1)
      this.#callNext()
      if (this.#count === 0) this.#idle?.()
    }
  }

  /** Takes no new work; resolves when what runs has ended. */
  close(): Promise<void> {
    this.#closed = true
    for (const queue of this.#waiting.values())
      for (const waiter of [...queue]) waiter.refuse(new AppError('unavailable', 'stopping'))
    return new Promise((resolve) => {
      if (this.#count === 0) resolve()
      else this.#idle = resolve
    })
  }

  #hasPlace(employerId: string): boolean {
    const { most, mostPerEmployer } = this.#limits
    return this.#count < most && (this.#running.get(employerId) ?? 0) < mostPerEmployer
  }

  /** Resolves when the place is taken already. */
  #turn(employerId: string): Promise<void> {
    const { waitingPerEmployer, waitMs } = this.#limits
    const queue = this.#waiting.get(employerId) ?? []
    if (queue.length >= waitingPerEmployer) throw new AppError('unavailable', 'busy')
    return new Promise((resolve, reject) => {
      const leave = () => {
        clearTimeout(timer)
        queue.splice(queue.indexOf(waiter), 1)
        if (queue.length === 0) this.#waiting.delete(employerId)
      }
      const waiter: Waiter = {
        start: () => {
          leave()
          this.#change(employerId, 1)
          resolve()
        },
        refuse: (error) => {
          leave()
          reject(error)
        },
      }
      const timer = setTimeout(() => waiter.refuse(new AppError('unavailable', 'busy')), waitMs)
      queue.push(waiter)
      this.#waiting.set(employerId, queue)
    })
  }

  #callNext(): void {
    for (const [employerId, queue] of this.#waiting) {
      const [waiter] = queue
      if (!waiter || !this.#hasPlace(employerId)) continue
      this.#waiting.delete(employerId)
      // Moves this employer to the end of the order.
      if (queue.length > 1) this.#waiting.set(employerId, queue)
      waiter.start()
      return
    }
  }

  #change(employerId: string, by: number): void {
    const own = (this.#running.get(employerId) ?? 0) + by
    if (own === 0) this.#running.delete(employerId)
    else this.#running.set(employerId, own)
    this.#count += by
  }
}
