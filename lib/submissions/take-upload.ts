import { AppError } from '#lib/errors.ts'
import type { LiveUpload } from '#lib/intake/live-uploads.ts'
import { requireRoom } from '#lib/store/require-room.ts'
import { keepTail } from '#lib/store/upload-tail.ts'
import { fileOf, type HeldUpload, openUpload, type UploadIntake } from './open-upload.ts'

export type TakeUploadInput = HeldUpload & {
  /** Where the sender believes that the bytes go on. */
  offset: number
  body: AsyncIterable<Uint8Array>
  /** Somebody else has taken it over: what we have in hand must not be written any more. */
  isLost: () => boolean
}

/**
 * Hashes, checks and writes an upload's next bytes. However the request ends (broken connection, full disk, another request),
 * the bytes received stay. Gives the file when it is whole, else the bytes received so far. Refuses (`conflict`, `offset`) an
 * offset that is not where the file ends.
 */
export async function takeUpload(intake: UploadIntake, coming: TakeUploadInput, now: Date): Promise<LiveUpload | number> {
  const { upload, offset, body } = coming
  const whole = Number(upload.bytes)
  await requireRoom(intake.env.PAYLOAD_DIR, whole - offset)
  const live = await openUpload(intake, coming, now)
  let intact = live.coming.bytes === offset
  try {
    if (!intact) throw new AppError('conflict', 'offset')
    for await (const chunk of body) {
      intact = false
      live.coming.note(chunk)
      await live.payload.write(chunk)
      intact = true
    }
    if (live.coming.bytes === whole) return live
    return live.coming.bytes
  } finally {
    // What was noted but could not be written would be missing from the file: then hash and check are made anew from it.
    if (live.coming.bytes < whole || !intact) await settle(intake, coming, { live, intact })
  }
}

async function settle(
  intake: UploadIntake,
  { upload, isLost }: TakeUploadInput,
  { live, intact }: { live: LiveUpload; intact: boolean },
): Promise<void> {
  const { payload } = live
  try {
    if (!intact || isLost()) return await payload.leave()
    await payload.settle()
    if (payload.tail.length > 0) await keepTail({ ...fileOf(intake, upload), at: payload.closedBytes }, payload.tail)
    intake.live.keep(upload.id, live)
  } catch (error) {
    await payload.leave()
    throw error
  }
}
