// POST /filoverforing/{tjanst} with multipart/form-data: `curl -F file=@fil.xml`.

import { createHash } from 'node:crypto'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { type Order, requirePlace } from '#lib/intake/order.ts'
import { readBody } from '#lib/intake/read-body.ts'
import { readForm } from '#lib/intake/read-form.ts'
import { receiveFile } from '#lib/intake/receive-file.ts'
import type { Received } from '#lib/intake/received.ts'
import type { Caller, Gateway } from './gateway.ts'
import { paceOf } from './limits.ts'
import { readDigest } from './read-digest.ts'
import { answerReceived } from './submit.ts'

type HandInMultipartInput = { caller: Caller; order: Order }
type NamedFile = { order: Order; file: Received }

/** The most that a form adds to its file: part headers and a few fields. */
const FORM_OVERHEAD_BYTES = 64 * 1024

export async function handInMultipart(gateway: Gateway, call: Call, { caller, order }: HandInMultipartInput): Promise<void> {
  const { request, response } = call
  const length = Number(request.headers['content-length'] ?? 0)
  await requirePlace(gateway, order, Math.max(0, length - FORM_OVERHEAD_BYTES))
  await gateway.gate.run(caller.employerId, async () => {
    if (request.headers.expect !== undefined) response.writeContinue()
    await answerReceived(gateway, call, { caller, ...(await take(gateway, call, order)) })
  })
}

/** Reads the form's one file. When the form fails after its file, the file is discarded. */
async function take(gateway: Gateway, { request, now }: Call, order: Order): Promise<NamedFile> {
  const declared = readDigest(request.headers)
  const hash = createHash('sha256')
  const body = hashed(readBody(request, paceOf(gateway.env)), hash)
  let taken: NamedFile | undefined
  try {
    await readForm({ request, fields: new Map(), fileField: 'file', body }, async (part) => {
      const named = { ...order, fileName: part.name, declared: { sha256: declared.file } }
      taken = { order: named, file: await receiveFile({ ...gateway, now }, { order: named, body: part.body }) }
    })
    if (declared.content !== undefined && declared.content !== hash.digest('hex')) throw new AppError('invalid', 'digest')
    if (!taken) throw new Error('the form ended without its file')
    return taken
  } catch (error) {
    if (taken?.file.kind === 'clean') await taken.file.payload.discard()
    throw error
  }
}

async function* hashed(body: AsyncIterable<Buffer>, hash: ReturnType<typeof createHash>): AsyncGenerator<Buffer> {
  for await (const chunk of body) {
    hash.update(chunk)
    yield chunk
  }
}
