import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Lock, Locker } from '@tus/server'
import type { Db } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { holdUpload, keepHold, releaseHold } from '#lib/submissions/hold-upload.ts'

/** A process that dies leaves its uploads held for so long … */
export const HELD_MS = 10_000
/** … so it says this often that it lives, and learns then that somebody waits. */
const RENEW_MS = 2_000
const LOOK_EVERY_MS = 100
/** A newcomer waits for the holder to write down what it has, and for a dead one's time to run out. */
const PATIENCE_MS = 30_000

type UploadHoldInput = {
  db: Db
  employerId: string
  /** `begin`: the row is not there yet, and is made held. */
  mode: 'begin' | 'go-on'
  /** Somebody who waits in the same process need not wait for the next look. */
  holders: Map<string, () => void>
}

/** One request's hold on an upload, among all requests in all processes: who comes last gets it (see hold-upload.ts). */
export class UploadHold implements Locker, Lock {
  readonly holder: string = randomUUID()
  readonly #about: UploadHoldInput
  #id = ''
  #renewing: NodeJS.Timeout | undefined
  #letGo: () => void = () => {}
  #lost = false
  #gaveWay = false
  #keptAt = 0

  constructor(about: UploadHoldInput) {
    this.#about = about
  }

  /** Another has it now, or may have: nothing may be written any more. */
  get isLost(): boolean {
    return this.#lost || performance.now() - this.#keptAt > HELD_MS
  }

  /** A newcomer wanted it. */
  get gaveWay(): boolean {
    return this.#gaveWay
  }

  newLock(id: string): Lock {
    this.#id = id
    return this
  }

  async lock(signal: AbortSignal, letGo: () => unknown): Promise<void> {
    if (this.#about.mode === 'go-on') await this.#acquire(signal)
    this.#keptAt = performance.now()
    this.#letGo = () => {
      this.#gaveWay = true
      void letGo()
    }
    this.#about.holders.set(this.#place, this.#letGo)
    this.#renewing = setInterval(() => void this.#renew(), RENEW_MS)
  }

  async unlock(): Promise<void> {
    clearInterval(this.#renewing)
    const { holders, db } = this.#about
    if (holders.get(this.#place) === this.#letGo) holders.delete(this.#place)
    // If this fails, its time runs out by itself.
    if (!this.#lost) await releaseHold({ db }, this.#hold).catch(() => {})
  }

  async #acquire(signal: AbortSignal): Promise<void> {
    const until = performance.now() + PATIENCE_MS
    for (;;) {
      this.#about.holders.get(this.#place)?.()
      if (await holdUpload({ db: this.#about.db }, this.#hold)) return
      if (signal.aborted || performance.now() > until) throw new AppError('unavailable', 'upload_held')
      await sleep(LOOK_EVERY_MS)
    }
  }

  async #renew(): Promise<void> {
    // A database that is away is asked again; by and by `isLost` says that it has been too long.
    const state = await keepHold({ db: this.#about.db }, this.#hold).catch(() => 'unknown' as const)
    if (state === 'kept' || state === 'wanted') this.#keptAt = performance.now()
    if (state === 'lost') this.#lost = true
    if (state === 'wanted' || this.isLost) this.#letGo()
  }

  get #hold() {
    return { employerId: this.#about.employerId, id: this.#id, holder: this.holder, heldMs: HELD_MS }
  }

  get #place(): string {
    return `${this.#about.employerId}/${this.#id}`
  }
}
