// The body of an upload as it comes, with limits on how slowly it may come.
import type { IncomingMessage } from 'node:http'
import { setImmediate as others } from 'node:timers/promises'
import { AppError } from '#lib/errors.ts'

/** Nothing at all for this long ends the upload … */
export const UPLOAD_IDLE_MS = 60_000
/** … and so does a mean below this after the first minute: a line that slow is a fault or an attack. */
const SLOWEST_BYTES_PER_S = 500
const LOOK_EVERY_MS = 5_000
/** Pieces small enough, and pauses often enough, that a page never waits long for a large file to be checked. */
const PIECE = 32 * 1024
const BREATHE_AFTER_MS = 1

/** The sender went away in the middle: there is no connection to answer on. */
export class UploadAborted extends Error {
  override readonly name = 'UploadAborted'
}

/** Requests whose body is being read. */
const running = new WeakMap<IncomingMessage, (fault: Error) => void>()
/** Requests whose body will be asked for, or is; and those whose body ended before it was whole. */
const expected = new WeakSet<IncomingMessage>()
const cut = new WeakSet<IncomingMessage>()
/** Requests whose sender may no longer send, and why. */
const ended = new WeakMap<IncomingMessage, Error>()

/** Marks a request that will be answered, whatever happens to its body. */
export function expectBody(request: IncomingMessage): void {
  expected.add(request)
}

/**
 * No more comes of the announced body: its sender closed the connection for sending, or wrote what is no body. True when somebody
 * answers: an upload is refused (`invalid`, `length`), and the answer can still be written.
 */
export function cutShort(request: IncomingMessage): boolean {
  cut.add(request)
  running.get(request)?.(new AppError('invalid', 'length'))
  return expected.has(request)
}

/** The sender may no longer send: whoever reads the body, now or later, gets `fault` in place of what has not come. */
export function endBody(request: IncomingMessage, fault: Error): void {
  ended.set(request, fault)
  running.get(request)?.(fault)
}

/** How slowly a body may come. Milliseconds; `slowest` in bytes per second, asked after the first minute. */
export type Pace = { idleMs?: number; slowest?: number; longestMs?: number }

/**
 * Yields pieces until the body has ended. Throws AppError (`invalid`: `length`, `too_slow`) or UploadAborted. Lets others
 * in between two pieces: a fast sender's socket would otherwise be read 32 times in one turn of the event loop.
 */
export async function* readBody(request: IncomingMessage, allowed: Pace = {}): AsyncGenerator<Buffer> {
  let fault: Error | undefined
  let isWhole = request.readableEnded
  let wake = () => {}
  const fail = (error: Error) => {
    fault ??= error
    wake()
  }
  const onReadable = () => wake()
  const onEnd = () => {
    isWhole = true
    wake()
  }
  const onGone = () => fail(new UploadAborted('the sender went away'))
  const pace = watchPace(allowed, () => fail(new AppError('invalid', 'too_slow')))
  request.on('readable', onReadable).on('end', onEnd).on('error', onGone).on('close', onGone)
  running.set(request, fail)
  // It may have closed while the sender's rights were looked up.
  if (cut.has(request)) fail(new AppError('invalid', 'length'))
  const end = ended.get(request)
  if (end) fail(end)
  if (request.destroyed && !isWhole) onGone()
  try {
    for (;;) {
      const chunk: Buffer | null = fault ? null : request.read()
      if (chunk) {
        yield* inPieces(chunk)
        pace.took(chunk.length)
        continue
      }
      if (isWhole) return
      if (fault) throw fault
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  } finally {
    pace.stop()
    running.delete(request)
    // The `error` listener stays: a later error without a listener would end the process.
    request.off('readable', onReadable).off('end', onEnd).off('close', onGone)
  }
}

/** Measures the sender's pace; the time the reader takes is not counted against it. */
async function* inPieces(chunk: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < chunk.length; at += PIECE) {
    const begun = performance.now()
    yield chunk.subarray(at, at + PIECE)
    if (performance.now() - begun > BREATHE_AFTER_MS) await others()
  }
}

function watchPace({ idleMs = UPLOAD_IDLE_MS, slowest = SLOWEST_BYTES_PER_S, longestMs }: Pace, tooSlow: () => void) {
  const begun = performance.now()
  let last = begun
  let bytes = 0
  const look = () => {
    const now = performance.now()
    const lasted = now - begun
    const slow = lasted > Math.min(UPLOAD_IDLE_MS, idleMs) && (bytes * 1000) / lasted < slowest
    if (slow || now - last > idleMs || (longestMs !== undefined && lasted > longestMs)) tooSlow()
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
