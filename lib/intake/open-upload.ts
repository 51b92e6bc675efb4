import { randomUUID } from 'node:crypto'
import { setImmediate as others } from 'node:timers/promises'
import { AppError } from '#lib/errors.ts'
import { openUploadFile, type UploadFile, uploadOffset } from '#lib/store/upload-file.ts'
import { openUploadKey, type UploadSecret } from '#lib/store/upload-key.ts'
import type { Upload } from '#prisma/generated/client.ts'
import { writeAs } from './hold-upload.ts'
import { IncomingFile } from './incoming-file.ts'
import type { LiveUpload, LiveUploads } from './live-uploads.ts'
import type { Intake, IntakeContext, Order } from './order.ts'
import { readPayloadRecipient } from './read-payload-recipient.ts'

/** First argument of the verbs about the bytes of an upload. */
export type UploadContext = IntakeContext & { live: LiveUploads }
/** An upload, what it is for, and the request that holds it. */
export type HeldUpload = { upload: Upload; order: Order; holder: string }

/** Bytes read back are checked in pieces of this size, and other work runs between them. */
const PIECE = 32 * 1024

/** Bytes received so far. */
export async function offsetOf(intake: Pick<Intake, 'db' | 'env'>, upload: Upload): Promise<number> {
  if (upload.endedAt) return Number(upload.bytes)
  return await uploadOffset(fileOf(intake, upload))
}

/**
 * Hash, check and file of an upload as they stand after what has come: from memory if this process was the last to write,
 * else by reading it back. Refuses (`conflict`, `upload`) when somebody else holds it by now.
 */
export async function openUpload(context: UploadContext, { upload, order, holder }: HeldUpload): Promise<LiveUpload> {
  const kept = context.live.take(upload.id)
  if (kept && kept.writer === upload.writer) return kept
  await kept?.payload.leave()
  const writer = randomUUID()
  if (!(await writeAs(context, { ...upload, holder }, writer))) throw new AppError('conflict', 'upload')
  const incoming = new IncomingFile(context, order)
  const payload = await openUploadFile(fileOf(context, upload), async (plain) => {
    for (let at = 0; at < plain.length; at += PIECE) incoming.note(plain.subarray(at, at + PIECE))
    await others()
  })
  return { writer, incoming, payload }
}

/** Refuses (`conflict`, `upload`) one that has ended, and (`not_found`) one of which nobody has the key any more. */
export function fileOf({ db, env }: Pick<Intake, 'db' | 'env'>, { id, employerId, bytes, sealedKey }: Upload): UploadFile {
  if (!sealedKey) throw new AppError('conflict', 'upload')
  return {
    dir: env.PAYLOAD_DIR,
    syncSocket: env.SYNC_SOCKET,
    employerId,
    sealFor: () => readPayloadRecipient(db),
    id,
    key: keyOf({ secret: env.UPLOAD_KEY, id }, sealedKey),
    bytes: Number(bytes),
  }
}

/** After UPLOAD_KEY has been changed, what was under way begins anew. */
function keyOf(of: UploadSecret, sealed: Uint8Array): Buffer {
  try {
    return openUploadKey(of, sealed)
  } catch (error) {
    throw new AppError('not_found', 'upload', { cause: error })
  }
}
