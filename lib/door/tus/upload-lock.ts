import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Lock, Locker } from '@tus/server'
import type { Speaking } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { holdUpload, keepHold, releaseHold } from '#lib/intake/hold-upload.ts'

/** Lease of the lock: after a process dies, its uploads stay locked for so long. */
export const HELD_MS = 10_000
/** The lease is renewed this often, and the holder learns then whether another request waits. */
const RENEW_MS = 2_000
const POLL_MS = 100
/** The longest a request waits for the lock: for its holder to store what it has, or for a dead one's lease to end. */
const LONGEST_WAIT_MS = 30_000

type UploadLockInput = {
  at: Speaking
  employerId: string
  /** `begin`: the row does not exist yet, and is created locked. */
  mode: 'begin' | 'go-on'
  /** Lets a request of the same process ask the holder at once, without polling. */
  holders: Map<string, () => void>
}

/** One request's lock on an upload, across processes. The latest request gets it: the holder stops and releases (hold-upload.ts). */
export class UploadLock implements Locker, Lock {
  readonly holder: string = randomUUID()
  readonly #input: UploadLockInput
  #id = ''
  #renewing: NodeJS.Timeout | undefined
  #letGo: () => void = () => {}
  #lost = false
  #gaveWay = false
  #keptAt = 0

  constructor(input: UploadLockInput) {
    this.#input = input
  }

  /** Another request has the lock, or may have: nothing may be written any more. */
  get isLost(): boolean {
    return this.#lost || performance.now() - this.#keptAt > HELD_MS
  }

  /** Released because another request wanted it. */
  get gaveWay(): boolean {
    return this.#gaveWay
  }

  newLock(id: string): Lock {
    this.#id = id
    return this
  }

  async lock(signal: AbortSignal, letGo: () => unknown): Promise<void> {
    if (this.#input.mode === 'go-on') await this.#acquire(signal)
    this.#keptAt = performance.now()
    this.#letGo = () => {
      this.#gaveWay = true
      void letGo()
    }
    this.#input.holders.set(this.#place, this.#letGo)
    this.#renewing = setInterval(() => void this.#renew(), RENEW_MS)
  }

  async unlock(): Promise<void> {
    clearInterval(this.#renewing)
    const { holders, at } = this.#input
    if (holders.get(this.#place) === this.#letGo) holders.delete(this.#place)
    // When this fails, the lease ends by itself.
    if (!this.#lost) await releaseHold(at, this.#hold).catch(() => {})
  }

  async #acquire(signal: AbortSignal): Promise<void> {
    const until = performance.now() + LONGEST_WAIT_MS
    for (;;) {
      this.#input.holders.get(this.#place)?.()
      if (await holdUpload(this.#input.at, this.#hold)) return
      if (signal.aborted || performance.now() > until) throw new AppError('unavailable', 'upload_held')
      await sleep(POLL_MS)
    }
  }

  async #renew(): Promise<void> {
    // When the database cannot be reached, it is tried again until `isLost`.
    const state = await keepHold(this.#input.at, this.#hold).catch(() => 'unknown' as const)
    if (state === 'kept' || state === 'wanted') this.#keptAt = performance.now()
    if (state === 'lost') this.#lost = true
    if (state === 'wanted' || this.isLost) this.#letGo()
  }

  get #hold() {
    return { employerId: this.#input.employerId, id: this.#id, holder: this.holder, heldMs: HELD_MS }
  }

  get #place(): string {
    return `${this.#input.employerId}/${this.#id}`
  }
}
