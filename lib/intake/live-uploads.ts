// Hash and check of uploads between two requests, in this process. It only saves reading the bytes back: what is forgotten
// here (or dies with the process) is read back from the store.
import type { PayloadWriter } from '#lib/store/payload-writer.ts'
import type { IncomingFile } from './incoming-file.ts'

export type LiveUpload = {
  /** The row's last writer when it was kept: if another has written since, this is out of date. */
  writer: string
  incoming: IncomingFile
  payload: PayloadWriter
}

/** A sender whose connection broke is back within minutes, or not for hours. */
const FORGET_AFTER_MS = 2 * 60_000
/** Each may take some megabytes. */
const MOST = 32

type KeptUpload = { live: LiveUpload; timer: NodeJS.Timeout }

export class LiveUploads {
  readonly #kept = new Map<string, KeptUpload>()

  keep(id: string, live: LiveUpload): void {
    const timer = setTimeout(() => void this.#forget(id), FORGET_AFTER_MS).unref()
    this.#kept.set(id, { live, timer })
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > MOST && oldest) void this.#forget(oldest)
  }

  /** Hands it over: the caller keeps it again, or leaves its payload. */
  take(id: string): LiveUpload | undefined {
    const kept = this.#kept.get(id)
    if (!kept) return undefined
    this.#kept.delete(id)
    clearTimeout(kept.timer)
    return kept.live
  }

  async #forget(id: string): Promise<void> {
    await this.take(id)?.payload.leave()
  }
}
