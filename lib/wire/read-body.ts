import type { IncomingMessage } from 'node:http'

/** The line broke, or the receiver let us wait too long, in the middle of an answer's body. `code` is a stable word. */
export class BodyBroken extends Error {
  override readonly name = 'BodyBroken'
  readonly code: string

  constructor(code: string, options?: ErrorOptions) {
    super(code, options)
    this.code = code
  }
}

/** `rest` stops the clock of the receiver's silence, `wait` starts it anew; `brokenBy` is why the line was cut, if we did it. */
type BodyPace = { rest: () => void; wait: () => void; brokenBy: () => string | undefined }

/** An answer's body as it comes. */
export async function* readChunks(response: IncomingMessage, { rest, wait, brokenBy }: BodyPace): AsyncGenerator<Uint8Array> {
  try {
    wait()
    for await (const chunk of response as AsyncIterable<Buffer>) {
      // Our own disk may be slow: only the receiver's silence counts.
      rest()
      yield chunk
      wait()
    }
  } catch (cause) {
    throw new BodyBroken(brokenBy() ?? 'answer-cut', { cause })
  }
  if (!response.complete) throw new BodyBroken(brokenBy() ?? 'answer-cut')
}

/** Throws BodyBroken when it is longer than `limit`. */
export async function readWhole(chunks: AsyncIterable<Uint8Array>, limit: number): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunks) {
    length += chunk.length
    if (length > limit) throw new BodyBroken('answer-too-large')
    parts.push(chunk)
  }
  return Buffer.concat(parts)
}
