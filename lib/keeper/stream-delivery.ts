// A file from FK, opened for one ticket. Web notes who opens it and gets the ticket in one transaction; keeper reads what was committed.
import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { readDelivery } from '#lib/deliveries/read-delivery.ts'
import { AppError } from '#lib/errors.ts'
import { type DeliveryTicket, STILL_MS } from '#lib/keeping/fetch-opened.ts'
import type { Keeper } from './keeper.ts'

type TicketRow = { employerId: string; deliveryId: string; sha256: string; from: bigint; bytes: bigint }

/**
 * Uses up the ticket and answers with the plain bytes that it is for, no faster than they are read. Refuses (`not_found`, `delivery`) one
 * that is used, too old or of another login, and (`unavailable`, `content`) what cannot be read; what breaks later ends the connection.
 */
export async function streamDelivery({ db, env, log }: Keeper, asked: DeliveryTicket, response: ServerResponse): Promise<void> {
  const [row] = await db.prisma.$queryRaw<TicketRow[]>`
    SELECT employer_id AS "employerId", delivery_id AS "deliveryId", sha256, first_byte AS "from", bytes
    FROM use_delivery_ticket(${asked.ticket}::uuid, ${asked.credential})`
  if (!row) throw new AppError('not_found', 'delivery')
  const { employerId, deliveryId, sha256 } = row
  const bytes = Number(row.bytes)
  const pieces = readDelivery(env, { employerId, sha256, from: Number(row.from), bytes })
  try {
    // What cannot be read at all is refused as such.
    const first = await pieces.next()
    response.setTimeout(STILL_MS, () => response.destroy())
    response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': bytes, Connection: 'close' })
    await pipeline(Readable.from(allOf(first, pieces), { objectMode: false, highWaterMark: 1 }), response)
  } catch (error) {
    if (error instanceof AppError) log.fault('delivery.broken', error.cause ?? error, { employerId, deliveryId })
    if (!response.headersSent) throw error
    // Who has gone asks for the rest with another ticket.
    response.destroy()
  } finally {
    await pieces.return(undefined)
  }
}

async function* allOf(first: IteratorResult<Uint8Array>, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (first.done) return
  yield first.value
  yield* rest
}
