import type { Actor } from '#lib/access/actor.ts'
import { LiveUploads } from '#lib/intake/live-uploads.ts'
import type { CleanFile } from '#lib/intake/received-file.ts'
import type { Log } from '#lib/log.ts'
import type { Service } from '#lib/services/description.ts'
import type { UploadOwner } from '#lib/submissions/find-upload.ts'
import type { Intake } from '#lib/submissions/take-file.ts'

/** What a process knows of uploads under way. Others know nothing of it, and need not. */
export type UploadsHere = {
  live: LiveUploads
  /** Requests of this process that hold an upload, and how to make them let go. */
  holders: Map<string, () => void>
}

/** What a process takes uploads with. */
export type Uploads = Intake & UploadsHere & { log: Log }

export const noUploads = (): UploadsHere => ({ live: new LiveUploads(), holders: new Map() })

/** What an upload is for, as its Upload-Metadata says before the first byte. */
export type UploadOrder = { service: Service; fileName: string; sha256: string | undefined; idempotencyKey: string | undefined }

/** Who is on the other end of one request, as its process knows it. */
export type Uploader = UploadOwner & {
  /** Canonical. */
  orgnr: string
  actor: Actor
  /** Refuses (AppError) what this sender may not hand in. */
  order: (metadata: Readonly<Record<string, string | null | undefined>>) => UploadOrder
  /** Asked when the whole file has come, perhaps hours later: may it be handed in, still and as it is? */
  agree: (file: CleanFile) => Promise<void>
}
