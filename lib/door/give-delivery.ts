// Answers with the content of a delivery (a file from FK), whole or a range.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { create as contentDisposition } from 'content-disposition'
import type { Actor, PortalWay } from '#lib/access/actor.ts'
import type { Db } from '#lib/db.ts'
import { type DeliveryKey, lookUpDelivery } from '#lib/deliveries/find-delivery.ts'
import { completeOpening, openDelivery, type ReadOpening } from '#lib/deliveries/open-delivery.ts'
import { AppError } from '#lib/errors.ts'
import type { Delivery } from '#prisma/generated/client.ts'
import { readRange } from './read-range.ts'
import { writeOut } from './write-out.ts'

type GiveDeliveryContext = { db: Db; readOpening: ReadOpening }
type DeliveryRequest = { request: IncomingMessage; response: ServerResponse; now: Date }
type GiveDeliveryInput = { which: DeliveryKey; actor: Actor; way: PortalWay }

/**
 * Answers GET and HEAD for a delivery's content. The opening is recorded before the first byte is sent; HEAD and If-None-Match
 * with the current tag open nothing. Refuses (`not_found`: `delivery`, `purged`; `unavailable`: `content`).
 */
export async function giveDelivery(
  context: GiveDeliveryContext,
  { request, response, now }: DeliveryRequest,
  input: GiveDeliveryInput,
): Promise<void> {
  const delivery = await lookUpDelivery({ db: context.db, actor: input.actor }, input.which)
  if (delivery.purgedAt) throw new AppError('not_found', 'purged')
  const representation = representationOf(delivery)
  const headers = headersOf(delivery, representation.etag)
  if (hasTag(request.headers['if-none-match'], representation.etag)) return void response.writeHead(304, headers).end()
  const range = request.method === 'HEAD' ? ({ kind: 'whole' } as const) : readRange(request.headers, representation)
  if (range.kind === 'unsatisfiable') {
    const none = { ...headers, 'Content-Range': `bytes */${representation.bytes}`, 'Content-Length': 0 }
    return void response.writeHead(416, none).end()
  }
  const part = range.kind === 'part' ? range : { from: 0, to: representation.bytes - 1 }
  const head = {
    ...headers,
    'Content-Length': part.to - part.from + 1,
    ...(range.kind === 'part' && { 'Content-Range': `bytes ${part.from}-${part.to}/${representation.bytes}` }),
  }
  const status = range.kind === 'part' ? 206 : 200
  if (request.method === 'HEAD') return void response.writeHead(status, head).end()
  const { which, actor, way } = input
  const opened = await openDelivery(
    { db: context.db, actor, now },
    { which, way, from: part.from, bytes: part.to - part.from + 1 },
  )
  // A range at the end alone does not count as a fetch.
  const isLast = opened.reachesBack && part.to === representation.bytes - 1
  await writeOut(response, { status, headers: head, pieces: context.readOpening(opened) }, async () => {
    if (isLast) await completeOpening({ db: context.db, actor, now: new Date() }, opened)
  })
}

function representationOf({ bytes, sha256, receivedAt }: Delivery) {
  // HTTP dates have whole seconds.
  const modified = new Date(Math.floor(receivedAt.getTime() / 1000) * 1000)
  return { bytes: Number(bytes), etag: `"${sha256}"`, modified }
}

function headersOf({ name, sha256, receivedAt }: Delivery, etag: string): Record<string, string> {
  return {
    'Content-Type': 'application/octet-stream',
    'Content-Disposition': contentDisposition(name, { fallback: name.replace(/[^\x20-\x7e]/g, '_') }),
    'X-Content-Type-Options': 'nosniff',
    // Whatever it contains, no browser runs it in the portal's origin.
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'Cache-Control': 'private, no-store',
    'Accept-Ranges': 'bytes',
    ETag: etag,
    'Last-Modified': receivedAt.toUTCString(),
    // RFC 9530
    'Repr-Digest': `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`,
  }
}

/** RFC 9110, 13.1.2: compared weakly. */
function hasTag(header: string | undefined, etag: string): boolean {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return tags.includes(etag) || tags.includes('*')
}
