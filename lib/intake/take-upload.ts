import { AppError } from '#lib/errors.ts'
import { requireRoom } from '#lib/store/require-room.ts'
import { removeUploadFile } from '#lib/store/upload-file.ts'
import { keepTail } from '#lib/store/upload-tail.ts'
import { endFile } from './end-file.ts'
import { forgetUpload, refuseUpload } from './end-upload.ts'
import type { LiveUpload } from './live-uploads.ts'
import { fileOf, type HeldUpload, openUpload, type UploadContext } from './open-upload.ts'
import type { Received } from './received.ts'

type TakeUploadInput = HeldUpload & {
  /** Where the sender believes that the bytes go on. */
  offset: number
  body: AsyncIterable<Uint8Array>
  /** Somebody else has taken it over: what we have in hand must not be written any more. */
  isLost: () => boolean
}
/** `paused`: the bytes received so far are not all. */
export type TakenUpload = Received | { kind: 'paused'; bytes: number }

/**
 * Hashes, checks and writes an upload's next bytes, and gives the file when it is whole; a clean one is to be submitted with its
 * `uploadId`. However the request ends (broken connection, full disk, another request), the bytes received stay. Of a whole file
 * with stops only its report stays, of one that differs from what was declared (`invalid`: `length`, `digest`) nothing; after any
 * other fault, and when it has unseen remarks, its sender sends the last bytes again. Refuses (`conflict`, `offset`) an offset that
 * is not where the file ends, and (`conflict`, `upload`) a request that has lost the upload to another.
 */
export async function takeUpload(context: UploadContext, input: TakeUploadInput): Promise<TakenUpload> {
  const { upload, offset, body, isLost } = input
  const whole = Number(upload.bytes)
  await requireRoom(context.env.PAYLOAD_DIR, whole - offset)
  const live = await openUpload(context, input)
  const { incoming, payload } = live
  let intact = incoming.bytes === offset
  try {
    if (!intact) throw new AppError('conflict', 'offset')
    for await (const chunk of body) {
      intact = false
      incoming.note(chunk)
      await payload.write(chunk)
      intact = true
    }
  } finally {
    // What was noted but could not be written would be missing from the file: then hash and check are made anew from it.
    if (incoming.bytes < whole || !intact) await pause(context, input, { live, intact })
  }
  if (incoming.bytes < whole) return { kind: 'paused', bytes: incoming.bytes }
  try {
    if (isLost()) throw new AppError('conflict', 'upload')
    return await end(context, input, live)
  } catch (error) {
    await payload.leave()
    throw error
  } finally {
    incoming.release()
  }
}

async function pause(
  context: UploadContext,
  { upload, isLost }: TakeUploadInput,
  { live, intact }: { live: LiveUpload; intact: boolean },
): Promise<void> {
  const { payload, incoming } = live
  const { holdsTable } = incoming
  if (holdsTable) incoming.release()
  try {
    if (!intact || isLost()) return await payload.leave()
    await payload.handOver()
    if (payload.tail.length > 0) await keepTail({ ...fileOf(context, upload), at: payload.closedBytes }, payload.tail)
    // A table's bytes would take the memory of others: they are read back from the file.
    if (holdsTable) await payload.leave()
    else context.live.keep(upload.id, live)
  } catch (error) {
    await payload.leave()
    throw error
  }
}

async function end(context: UploadContext, { upload, order }: TakeUploadInput, live: LiveUpload): Promise<Received> {
  const { incoming, payload } = live
  const { employerId, id: uploadId } = upload
  try {
    incoming.requireDeclared(order.declared)
  } catch (error) {
    await payload.leave()
    await forgetUpload(context, upload)
    throw error
  }
  const file = await endFile(context, { order, incoming, payload })
  if (file.kind !== 'stopped') return file
  await refuseUpload(context, { employerId, uploadId, sha256: file.sha256, report: file.report })
  await removeUploadFile(context.env.PAYLOAD_DIR, uploadId)
  return file
}
