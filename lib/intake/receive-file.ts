// Here: a file on its way in, from its first byte to a name or a refusal: body and form, name, hash, check, what was sent
// before, resumable pieces. Not here: the row it becomes (lib/submissions) and the bytes on disk (lib/store).
//
//   order.ts        what it is for; received.ts what it has become
//   receive-file.ts in one request; start-upload.ts, take-upload.ts, end-upload.ts in pieces
//   incoming-file.ts   hash, check and history of both
//   end-table.ts    a table, which is converted by the converter (incoming-table.ts holds its bytes)
//   ask-history.ts  what was sent before (sent-cases.ts, sent-keys.ts, case-book.ts), and what of it the sender has not seen
//
// Called by lib/door and lib/submissions.
import type { PayloadWriter } from '#lib/store/payload-writer.ts'
import { startPayload } from '#lib/store/start-payload.ts'
import { endFile } from './end-file.ts'
import { IncomingFile } from './incoming-file.ts'
import type { IntakeContext, Order } from './order.ts'
import { readPayloadRecipient } from './read-payload-recipient.ts'
import type { Received } from './received.ts'

type ReceiveFileInput = { order: Order; body: AsyncIterable<Uint8Array> }

/**
 * Takes in a file whose bytes come in one go: each is read, hashed, checked, encrypted and written once, and nothing is written
 * for a test. Refuses (AppError) what is too large or differs from what was declared. Nothing stays when it throws, nor of a
 * file that is not clean (R8).
 */
export async function receiveFile(context: IntakeContext, { order, body }: ReceiveFileInput): Promise<Received> {
  const incoming = new IncomingFile(context, order)
  const payload = order.test ? undefined : await begin(context, order)
  try {
    for await (const chunk of body) {
      incoming.note(chunk)
      await payload?.write(chunk)
    }
    return await endFile(context, { order, incoming, payload })
  } catch (error) {
    await payload?.discard()
    throw error
  } finally {
    incoming.release()
  }
}

async function begin({ db, env }: IntakeContext, { employer }: Order): Promise<PayloadWriter> {
  const { employerId } = employer
  return startPayload({ dir: env.PAYLOAD_DIR, syncSocket: env.SYNC_SOCKET, employerId, ...(await readPayloadRecipient(db)) })
}
