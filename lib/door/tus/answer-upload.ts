// tus 1.0 (https://tus.io/protocols/resumable-upload) for portal and gateway: the protocol is the library's, store and lock
// are ours, refusals are said as everywhere.
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Server } from '@tus/server'
import { AppError } from '#lib/errors.ts'
import { type Pace, readBody } from '#lib/intake/read-body.ts'
import { UploadHold } from './upload-hold.ts'
import { UploadStore } from './upload-store.ts'
import type { Uploader, Uploads } from './uploader.ts'

export type UploadCall = {
  request: IncomingMessage
  response: ServerResponse
  /** Where uploads are made; each has its id after it. */
  path: string
  now: Date
  /** How slowly the bytes may come. */
  pace?: Pace
}

/** A newcomer has waited long enough when it gets here: whoever holds the upload lets go at once (0 would mean 3 s). */
const DRAIN_MS = 1

/**
 * Answers POST, HEAD, PATCH, DELETE and OPTIONS. Throws what is to be answered in our own words: AppError, UploadAborted,
 * and NotTaken for a file that came whole and cannot be handed in.
 */
export async function answerUpload(uploads: Uploads, uploader: Uploader, call: UploadCall): Promise<void> {
  const { request, response, path, now } = call
  const { method = '' } = request
  const { db, holders } = uploads
  const mode = method === 'POST' ? 'begin' : 'go-on'
  const hold = new UploadHold({ db, employerId: uploader.employerId, mode, holders })
  const store = new UploadStore({ uploads, uploader, hold, now })
  const body = bodyOf(call)
  let fault: unknown
  const server = new Server({
    ...{ path, datastore: store, locker: hold, lockDrainTimeout: DRAIN_MS },
    relativeLocation: true,
    // No other site's scripts: without an origin named here the library lets in all.
    allowedOrigins: [],
    namingFunction: () => randomBytes(16).toString('hex'),
    // Whose it is, before anybody is asked to let go of it. (The library asks for one that is being made too.)
    onIncomingRequest: async (_request, id) => {
      if (mode === 'go-on') await store.find(id)
    },
    onUploadFinish: async () => ({ headers: referenceOf(store) }),
    onResponseError: (_request, error) => {
      fault = error
      return undefined
    },
  })
  response.setHeader('Tus-Resumable', '1.0.0')
  const answer = await server.handleWeb(webRequest(call, body))
  if (body.fault !== undefined) throw body.fault
  // Who was there first waits a moment, and asks how far the other has come: two would take it from each other for ever.
  if (hold.gaveWay && method === 'PATCH' && !store.submitted) throw new AppError('conflict', 'upload_taken')
  if (fault !== undefined) throw refusalOf(fault)
  // A header that is none: the library says so before it asks anything.
  if (answer.status === 400) throw new AppError('invalid', 'tus')
  if (answer.status === 412) response.setHeader('Tus-Version', '1.0.0')
  await send(response, answer)
}

function webRequest({ request }: UploadCall, { stream }: Body): Request {
  const { method = '', url = '', headers } = request
  const said = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)])
  const hasBody = method === 'POST' || method === 'PATCH'
  return new Request(new URL(url, 'http://upload'), { method, headers: said, ...(hasBody && { body: stream, duplex: 'half' }) })
}

type Body = { stream: ReadableStream<Uint8Array>; fault: unknown }

/** Read only when it is wanted. What ended it too early is remembered: the library makes one word of it all. */
function bodyOf({ request, response, pace }: UploadCall): Body {
  let pieces: AsyncGenerator<Buffer> | undefined
  const begin = () => {
    if (request.headers.expect !== undefined) response.writeContinue()
    return readBody(request, pace)
  }
  const body: Body = { stream: new ReadableStream({ pull }, { highWaterMark: 0 }), fault: undefined }
  async function pull(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    try {
      pieces ??= begin()
      const { done, value } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(value)
    } catch (error) {
      body.fault = error
      throw error
    }
  }
  return body
}

/** Of the submission that the upload has become. */
function referenceOf({ submitted }: UploadStore): Record<string, string> {
  return submitted ? { 'X-Referens': submitted.submission.reference } : {}
}

/** The library's own refusals in our words; everything else as it is. */
function refusalOf(fault: unknown): unknown {
  if (fault instanceof AppError || typeof fault !== 'object' || fault === null || !('status_code' in fault)) return fault
  switch (fault.status_code) {
    case 404:
    case 410:
      return new AppError('not_found', 'upload')
    case 409:
      return new AppError('conflict', 'offset')
    case 413:
      return new AppError('too_large')
    case 400:
    case 403:
    case 501:
      return new AppError('invalid', 'tus')
    default:
      return fault instanceof Error ? fault : new Error('tus', { cause: fault })
  }
}

/** CORS headers are left out: there is no other site that could read this. */
async function send(response: ServerResponse, answer: Response): Promise<void> {
  for (const [name, value] of answer.headers) if (!name.startsWith('access-control-')) response.setHeader(name, value)
  response.setHeader('Cache-Control', 'no-store')
  const text = await answer.text()
  response.writeHead(answer.status).end(text === '' ? undefined : text)
}
