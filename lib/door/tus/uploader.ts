import type { UploadOwner } from '#lib/intake/find-upload.ts'
import { LiveUploads } from '#lib/intake/live-uploads.ts'
import type { Intake, Order } from '#lib/intake/order.ts'
import type { UntakenFile } from '#lib/intake/received.ts'
import type { Log } from '#lib/log.ts'
import type { Sender } from '../submit.ts'

/** In-memory state of this process's running uploads; other processes do not need it. */
export type LocalUploads = {
  live: LiveUploads
  /** Requests of this process that hold a lock, by upload, with the function that makes them release it. */
  holders: Map<string, () => void>
}

/** The context of answerUpload. */
export type Uploads = Intake & LocalUploads & { log: Log }

export const noUploads = (): LocalUploads => ({ live: new LiveUploads(), holders: new Map() })

/** The sender of one request, and the process's own checks. */
export type Uploader = UploadOwner &
  Sender & {
    /** What a new upload is for, from its Upload-Metadata. Refuses (AppError) what this sender may not hand in. */
    order: (metadata: Readonly<Record<string, string | null | undefined>>) => Order
    seen: Order['seen']
  }

/** Thrown for a file that was received whole and not handed in. */
export class NotTaken extends Error {
  override readonly name = 'NotTaken'
  readonly file: UntakenFile

  constructor(file: UntakenFile) {
    super(file.kind)
    this.file = file
  }
}
