import type { Actor } from '#lib/access/actor.ts'
import { LiveUploads } from '#lib/intake/live-uploads.ts'
import type { CleanFile, ReceivedFile } from '#lib/intake/received-file.ts'
import type { Log } from '#lib/log.ts'
import type { Service } from '#lib/services/description.ts'
import type { UploadOwner } from '#lib/submissions/find-upload.ts'
import type { Intake } from '#lib/submissions/take-file.ts'

/** In-memory state of this process's running uploads; other processes do not need it. */
export type LocalUploads = {
  live: LiveUploads
  /** Requests of this process that hold a lock, by upload, with the function that makes them release it. */
  holders: Map<string, () => void>
}

/** The context of answerUpload. */
export type Uploads = Intake & LocalUploads & { log: Log }

export const noUploads = (): LocalUploads => ({ live: new LiveUploads(), holders: new Map() })

/** What an upload is for, from its Upload-Metadata. */
export type UploadOrder = { service: Service; fileName: string; sha256: string | undefined; idempotencyKey: string | undefined }

/** The sender of one request, and the process's own checks. */
export type Uploader = UploadOwner & {
  /** Canonical. */
  orgnr: string
  actor: Actor
  /** Refuses (AppError) what this sender may not hand in. */
  order: (metadata: Readonly<Record<string, string | null | undefined>>) => UploadOrder
  /** Called when the whole file has been received, perhaps hours later. Throws when it may not be handed in. */
  agree: (file: CleanFile) => Promise<void>
}

/** Thrown for a file that was received whole and not handed in: it has stops, or remarks that its sender has not seen. */
export class NotTaken extends Error {
  override readonly name = 'NotTaken'
  readonly why: 'stopped' | 'unseen'
  readonly file: Pick<ReceivedFile, 'report' | 'sha256'>

  constructor(why: 'stopped' | 'unseen', file: Pick<ReceivedFile, 'report' | 'sha256'>) {
    super(why)
    this.why = why
    this.file = file
  }
}
