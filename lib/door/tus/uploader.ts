import { LiveUploads } from '#lib/intake/live-uploads.ts'
import type { Order } from '#lib/intake/order.ts'
import type { Sender } from '../hand-in.ts'

/** In-memory state of this process's running uploads; other processes do not need it. */
export type LocalUploads = {
  live: LiveUploads
  /** Requests of this process that hold a lock, by upload, with the function that makes them release it. */
  holders: Map<string, () => void>
}

export const noUploads = (): LocalUploads => ({ live: new LiveUploads(), holders: new Map() })

/** The sender of one request about an upload. */
export type Uploader = Sender & {
  /** What a new upload is for, from its Upload-Metadata. Refuses (AppError) what this sender may not hand in. */
  order: (metadata: Readonly<Record<string, string | null | undefined>>) => Order
  seen: Order['seen']
  replaces: Order['replaces']
  origin?: Order['origin']
}
