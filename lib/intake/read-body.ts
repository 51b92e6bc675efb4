// The body of an upload as it comes, with limits on how slowly it may come.
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { AppError } from '#lib/errors.ts'

/** Nothing at all for this long ends the upload … */
export const IDLE_MS = 60_000
/** … and so does a mean below this after the first minute: a line that slow is a fault or an attack. */
const SLOWEST_BYTES_PER_S = 500
const LOOK_EVERY_MS = 5_000

/** The sender went away in the middle: nobody is left to answer. */
export class UploadAborted extends Error {
  override readonly name = 'UploadAborted'
}

/** Uploads whose connection is open, by socket, so that the listener can say that one ended too early. */
const running = new WeakMap<Socket, (fault: Error) => void>()

/**
 * The connection of a running upload was closed for sending before the announced bytes had come. True when there was
 * such an upload: it is refused (`invalid`, `length`), and the answer can still be written.
 */
export function cutShort(socket: Socket): boolean {
  const end = running.get(socket)
  end?.(new AppError('invalid', 'length'))
  return end !== undefined
}

type Limits = { idleMs?: number }

/**
 * Yields chunks until the body has ended. Throws AppError (`invalid`: `length`, `too_slow`) or UploadAborted. Takes one
 * chunk per turn of the event loop, as they come from the socket, so pages are answered between two chunks.
 */
export async function* readBody(request: IncomingMessage, { idleMs = IDLE_MS }: Limits = {}): AsyncGenerator<Buffer> {
  let fault: Error | undefined
  let ended = request.readableEnded
  let wake = () => {}
  const fail = (error: Error) => {
    fault ??= error
    wake()
  }
  const onReadable = () => wake()
  const onEnd = () => {
    ended = true
    wake()
  }
  const onGone = () => fail(new UploadAborted('the sender went away'))
  const pace = watchPace(idleMs, () => fail(new AppError('invalid', 'too_slow')))
  request.on('readable', onReadable).on('end', onEnd).on('error', onGone).on('close', onGone)
  running.set(request.socket, fail)
  try {
    for (;;) {
      const chunk: Buffer | null = fault ? null : request.read()
      if (chunk) {
        yield chunk
        pace.took(chunk.length)
        continue
      }
      if (ended) return
      if (fault) throw fault
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  } finally {
    pace.stop()
    running.delete(request.socket)
    request.off('readable', onReadable).off('end', onEnd).off('close', onGone)
  }
}

function watchPace(idleMs: number, tooSlow: () => void) {
  const begun = performance.now()
  let last = begun
  let bytes = 0
  const look = () => {
    const now = performance.now()
    const slow = now - begun > IDLE_MS && (bytes * 1000) / (now - begun) < SLOWEST_BYTES_PER_S
    if (slow || now - last > idleMs) tooSlow()
  }
  const timer = setInterval(look, Math.min(LOOK_EVERY_MS, idleMs / 2))
  return {
    took(count: number) {
      last = performance.now()
      bytes += count
    },
    stop: () => clearInterval(timer),
  }
}
