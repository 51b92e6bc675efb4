// Resumable uploads, tus 1.0 (https://tus.io/protocols/resumable-upload): the protocol is @tus/server's; store (upload-store.ts),
// lock (upload-lock.ts) and refusals are ours.
import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { Server } from '@tus/server'
import { AppError } from '#lib/errors.ts'
import { refusedFile } from '#lib/intake/end-upload.ts'
import { findUpload } from '#lib/intake/find-upload.ts'
import { type Pace, readBody } from '#lib/intake/read-body.ts'
import { decodeName } from '#lib/intake/read-file-name.ts'
import { answerUntaken, type HandInParts } from '../hand-in.ts'
import type { Call } from '../route.ts'
import { UploadLock } from './upload-lock.ts'
import { NotTaken, UploadStore } from './upload-store.ts'
import type { Uploader } from './uploader.ts'

/** The library's wait for a lock holder to stop. Ours has waited already, so none (0 would mean 3 s). */
const DRAIN_MS = 1

/** Every method on the collection, or on one upload (GET: what became of it). Bytes wait for the employer's turn. */
export async function answerUpload(parts: HandInParts, call: Call, uploader: Uploader): Promise<void> {
  const { method } = call.request
  if (method === 'GET') return await showUpload(parts, call, uploader)
  const isSending = method === 'POST' || method === 'PATCH'
  const answer = () => answerByTus(parts, call, uploader)
  try {
    await uploader.during(() => (isSending ? parts.gate.run(uploader.employer.employerId, answer) : answer()))
  } catch (error) {
    if (!(error instanceof NotTaken)) throw error
    await answerUntaken(parts, call, { sender: uploader, file: error.file })
  }
}

/** The outcome of a finished upload, in the form that a hand-in in one request is answered. Refuses (`conflict`) an unfinished one. */
async function showUpload({ db }: HandInParts, { params, now }: Call, uploader: Uploader): Promise<void> {
  const upload = await findUpload({ db, now }, { id: params.id ?? '', owner: uploader })
  const { submission, duplicate, refusal } = upload
  if (refusal) return await uploader.answer(refusedFile(refusal))
  if (!submission) throw new AppError('conflict', 'upload_unfinished')
  await uploader.answer({ kind: 'submitted', submission, duplicate: duplicate ?? false })
}

async function answerByTus(parts: HandInParts, call: Call, uploader: Uploader): Promise<void> {
  const { request, response, route } = call
  const { method = '' } = request
  const mode = method === 'POST' ? 'begin' : 'go-on'
  const { holders } = parts.uploads
  const hold = new UploadLock({
    at: { db: parts.db, actor: uploader.actor },
    employerId: uploader.employer.employerId,
    mode,
    holders,
  })
  const store = new UploadStore({ parts, call, uploader, hold })
  const body = bodyOf(call, uploader.pace)
  let fault: unknown
  const server = new Server({
    // The collection's path.
    ...{ path: route.path.replace('/{id}', ''), datastore: store, locker: hold, lockDrainTimeout: DRAIN_MS },
    relativeLocation: true,
    // No other origins: without this the library allows all (CORS).
    allowedOrigins: [],
    namingFunction: () => randomBytes(16).toString('hex'),
    // Checks the owner before the lock is taken. (The library calls this for a new upload too.)
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
  // The request that gave way is refused: its client asks for the offset first, or two clients would take the lock from each other for ever.
  if (hold.gaveWay && method === 'PATCH' && !store.submitted) throw new AppError('conflict', 'upload_taken')
  if (fault !== undefined) throw refusalOf(fault)
  // A malformed header, which the library answers before it calls us.
  if (answer.status === 400) throw new AppError('invalid', 'tus')
  if (answer.status === 412) response.setHeader('Tus-Version', '1.0.0')
  await send(response, answer)
}

function webRequest({ request }: Call, { stream }: Body): Request {
  const { method = '', url = '', headers } = request
  const pairs = Object.entries(headers).map(([name, value]): [string, string] => {
    return [name, name === 'upload-metadata' ? inUtf8(String(value)) : String(value)]
  })
  const hasBody = method === 'POST' || method === 'PATCH'
  return new Request(new URL(url, 'http://upload'), { method, headers: pairs, ...(hasBody && { body: stream, duplex: 'half' }) })
}

/** Upload-Metadata with its values in UTF-8: the library would read any other byte as U+FFFD. What is malformed stays, for it to refuse. */
function inUtf8(metadata: string): string {
  return metadata.replace(/ ([\d+/A-Za-z]+={0,2})(?=,|$)/g, (value, encoded: string) => {
    if (encoded.length % 4 !== 0) return value
    return ` ${Buffer.from(decodeName(Buffer.from(encoded, 'base64')), 'utf8').toString('base64')}`
  })
}

type Body = { stream: ReadableStream<Uint8Array>; fault: unknown }

/** The body as a stream, read on demand. Keeps the error that ended it, since the library reports every error alike. */
function bodyOf({ request, response }: Call, pace: Pace | undefined): Body {
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

/** The reference of the submission, when the upload has become one. */
function referenceOf({ submitted }: UploadStore): Record<string, string> {
  return submitted ? { 'X-Referens': submitted.submission.reference } : {}
}

/** The library's refusals as AppError; any other error unchanged. */
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

/** Without the library's CORS headers: no other origin may read the answer. */
async function send(response: ServerResponse, answer: Response): Promise<void> {
  for (const [name, value] of answer.headers) if (!name.startsWith('access-control-')) response.setHeader(name, value)
  response.setHeader('Cache-Control', 'no-store')
  const text = await answer.text()
  response.writeHead(answer.status).end(text === '' ? undefined : text)
}
