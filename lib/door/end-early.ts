import type { IncomingMessage, ServerResponse } from 'node:http'

/** Time a sender has to notice that it was answered before its body had ended. */
const LINGER_MS = 30_000

/**
 * Around an answer to a request whose body has not been read: the connection ends after the answer, but what still
 * comes is thrown away for a while, since a closed door makes senders lose the answer. Once the answer is on its way
 * the connection lives on if the body ends in that time.
 */
export function endEarly(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request
  if (request.complete || socket.destroyed) return
  if (!response.headersSent) response.setHeader('Connection', 'close')
  request.resume()
  // By then the connection may carry another request, which is none of ours to cut.
  const timer = setTimeout(() => !request.complete && socket.destroy(), LINGER_MS)
  socket.once('close', () => clearTimeout(timer))
}
