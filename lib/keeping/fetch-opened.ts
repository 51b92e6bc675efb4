import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { z } from 'zod'
import { AppError } from '#lib/errors.ts'
import { credential } from './credential.ts'

/** Where keeper answers with the bytes of a delivery: the one operation whose answer is no JSON. */
export const DELIVERY_OPERATION = 'openDelivery'

export const deliveryTicket = z.object({
  /** Of the transaction that noted the opening (write_delivery_ticket). */
  ticket: z.uuid(),
  /** Of the login that it was noted in. */
  credential,
})
export type DeliveryTicket = z.infer<typeof deliveryTicket>

/** A connection on which nothing moves for so long is ended by both sides: longer than a browser may take over one piece (write-out.ts). */
export const STILL_MS = 90_000

/**
 * The plain bytes that a ticket is for, as keeper opens them; fetched as fast as they are read. Ending the loop ends the connection.
 * Refuses (`unavailable`): `content` where they cannot be read, also midway; `keeper` where keeper is not reached.
 */
export async function* fetchOpened(socketPath: string, ticket: DeliveryTicket): AsyncGenerator<Uint8Array> {
  const answer = await askFor(socketPath, ticket)
  try {
    if (answer.statusCode !== 200) throw new Error(`keeper answered ${answer.statusCode}`)
    yield* answer as AsyncIterable<Buffer>
    if (!answer.complete) throw new Error('keeper went away')
  } catch (cause) {
    throw new AppError('unavailable', 'content', { cause })
  } finally {
    answer.destroy()
  }
}

async function askFor(socketPath: string, ticket: DeliveryTicket): Promise<IncomingMessage> {
  const body = JSON.stringify(ticket)
  const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }
  const sent = request({ socketPath, path: `/${DELIVERY_OPERATION}`, method: 'POST', headers, agent: false, timeout: STILL_MS })
  sent.on('timeout', () => sent.destroy(new Error('nothing comes from keeper')))
  sent.end(body)
  try {
    const [answer] = (await once(sent, 'response')) as [IncomingMessage]
    return answer
  } catch (cause) {
    throw new AppError('unavailable', 'keeper', { cause })
  }
}
