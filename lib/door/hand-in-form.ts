// A file handed in as multipart/form-data: `curl -F`, and the portal's form without JavaScript.

import { createHash } from 'node:crypto'
import type { Actor } from '#lib/access/actor.ts'
import { AppError } from '#lib/errors.ts'
import { type Order, readReplaces, requirePlace } from '#lib/intake/order.ts'
import { type Fields, readForm } from '#lib/intake/read-form.ts'
import { receiveFile } from '#lib/intake/receive-file.ts'
import type { Received } from '#lib/intake/received.ts'
import { type HandInParts, handInBody, type Sender } from './hand-in.ts'
import { readDigest } from './read-digest.ts'
import type { Call } from './route.ts'

type HandInFormInput = {
  sender: Sender
  fileField: 'file' | 'fil'
  fields: Fields
  /** What the file is for, by its name and the fields before it. */
  orderOf: (fileName: string) => Order
}

/** The most that a form adds to its file: part headers and a few fields. */
const FORM_OVERHEAD_BYTES = 64 * 1024

export async function handInForm(parts: HandInParts, call: Call, { sender, ...form }: HandInFormInput): Promise<void> {
  await handInBody(parts, call, {
    sender,
    receive: (body) => receive({ ...parts, actor: sender.actor }, call, { ...form, body }),
  })
}

/** Bytes that the file in the form has at least, if the sender has said how long the form is. */
export function leastBytes({ request }: Call): number {
  return Math.max(0, Number(request.headers['content-length'] ?? 0) - FORM_OVERHEAD_BYTES)
}

type ReceiveInput = Omit<HandInFormInput, 'sender'> & { body: AsyncIterable<Buffer> }

/** Reads the form's one file. When the form fails after its file, the file is discarded. */
async function receive(
  parts: HandInParts & { actor: Actor },
  call: Call,
  { body, orderOf, ...form }: ReceiveInput,
): Promise<{ order: Order; file: Received }> {
  const { request, now } = call
  const declared = readDigest(request.headers)
  const hash = createHash('sha256')
  let taken: { order: Order; file: Received } | undefined
  try {
    await readForm({ ...form, request, body: hashed(body, hash) }, async (part) => {
      const order = { ...orderOf(part.name), declared: { sha256: declared.file } }
      await requirePlace(parts, order, leastBytes(call))
      taken = { order, file: await receiveFile({ ...parts, now }, { order, body: part.body }) }
    })
    if (declared.content !== undefined && declared.content !== hash.digest('hex')) throw new AppError('invalid', 'digest')
    if (!taken) throw new Error('the form ended without its file')
    // The field may stand after the file.
    const replaces = taken.order.replaces ?? readReplaces(form.fields.get('ersatter'))
    return { ...taken, order: { ...taken.order, replaces } }
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
