import { AppError } from '#lib/errors.ts'
import { openPayload, PayloadDamaged } from '#lib/store/open-payload.ts'
import { readAgeKeys } from '#lib/store/read-age-keys.ts'
import { deliveryStore } from './delivery-store.ts'

/** What opens files from FK, and where they lie: gateway's and keeper's. */
export type DeliveryKeys = { PAYLOAD_DIR: string; DELIVERY_IDENTITY?: string | undefined }
type DeliveryPart = {
  employerId: string
  sha256: string
  /** Number of the first byte, and how many from it. */
  from: number
  bytes: number
}

/** The plain bytes of a part of a delivered file, each piece as soon as its tag holds. Refuses (`unavailable`, `content`), also midway. */
export async function* readDelivery(
  { PAYLOAD_DIR, DELIVERY_IDENTITY }: DeliveryKeys,
  { employerId, sha256, from, bytes }: DeliveryPart,
): AsyncGenerator<Uint8Array> {
  try {
    if (!DELIVERY_IDENTITY) throw new Error('DELIVERY_IDENTITY is not set')
    // Read each time, so that a replaced key is used at once.
    const identity = readAgeKeys(DELIVERY_IDENTITY)
    let left = bytes
    for await (const piece of openPayload({ dir: deliveryStore(PAYLOAD_DIR), employerId, sha256, identity, from })) {
      yield piece.subarray(0, left)
      left -= piece.length
      if (left <= 0) return
    }
    if (left > 0) throw new PayloadDamaged('shorter than it was')
  } catch (cause) {
    throw new AppError('unavailable', 'content', { cause })
  }
}
