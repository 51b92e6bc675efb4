import { Readable } from 'node:stream'
import { DataStore, Upload } from '@tus/server'
import { AppError } from '#lib/errors.ts'
import { toEdgeOrgnr } from '#lib/identifiers.ts'
import { forgetUpload } from '#lib/intake/end-upload.ts'
import { type FoundUpload, findUpload, orderOf } from '#lib/intake/find-upload.ts'
import { offsetOf } from '#lib/intake/open-upload.ts'
import type { IntakeContext, Order } from '#lib/intake/order.ts'
import { receiveFile } from '#lib/intake/receive-file.ts'
import type { UntakenFile } from '#lib/intake/received.ts'
import { startUpload, UPLOAD_KEPT_MS } from '#lib/intake/start-upload.ts'
import { takeUpload } from '#lib/intake/take-upload.ts'
import { removeUploadFile } from '#lib/store/upload-file.ts'
import type { SubmittedFile } from '#lib/submissions/submit-file.ts'
import { type HandInParts, submitReceived } from '../hand-in.ts'
import type { Call } from '../route.ts'
import { HELD_MS, type UploadLock } from './upload-lock.ts'
import type { Uploader } from './uploader.ts'

/** Thrown for a file that was received whole and not handed in. */
export class NotTaken extends Error {
  override readonly name = 'NotTaken'
  readonly file: UntakenFile

  constructor(file: UntakenFile) {
    super(file.kind)
    this.file = file
  }
}

type UploadStoreInput = { parts: HandInParts; call: Call; uploader: Uploader; hold: UploadLock }

/** The library's data store, for one request of one sender. An upload is complete when it has become a submission or was refused. */
export class UploadStore extends DataStore {
  override extensions = ['creation', 'creation-with-upload', 'expiration', 'termination']
  readonly #input: UploadStoreInput
  /** The submission that the upload has become in this request. */
  submitted: SubmittedFile | undefined

  constructor(input: UploadStoreInput) {
    super()
    this.#input = input
  }

  /** The sender's own upload; refuses (`not_found`, `upload`) another's. */
  find(id: string): Promise<FoundUpload> {
    const { parts, uploader, call } = this.#input
    return findUpload({ db: parts.db, now: call.now }, { id, owner: uploader })
  }

  override async create(upload: Upload): Promise<Upload> {
    const { parts, uploader, hold, call } = this.#input
    const { log } = parts
    const context = { ...parts, actor: uploader.actor, now: call.now }
    const { id, size, metadata = {} } = upload
    if (size === undefined) throw new AppError('invalid', 'length')
    const { declared, ...rest } = uploader.order(metadata)
    const order = { ...rest, declared: { ...declared, bytes: size } }
    if (size === 0) await refuseEmpty(context, order)
    await startUpload(context, { id, order, holder: hold.holder, heldMs: HELD_MS })
    log.info('upload.started', { employerId: order.employer.employerId, service: order.service.id, bytes: size })
    upload.creation_date = call.now.toISOString()
    return upload
  }

  override async getUpload(id: string): Promise<Upload> {
    const found = await this.find(id)
    return new Upload({
      id,
      size: Number(found.bytes),
      offset: await offsetOf(this.#input.parts, found),
      metadata: {
        filename: found.fileName,
        tjanst: found.service,
        arbetsgivare: toEdgeOrgnr(this.#input.uploader.employer.orgnr),
        ...(found.sha256 && { sha256: found.sha256 }),
      },
      creation_date: found.createdAt.toISOString(),
    })
  }

  override async write(body: Readable, id: string, offset: number): Promise<number> {
    const { parts, uploader, hold, call } = this.#input
    const { env, log, uploads } = parts
    const found = await this.find(id)
    // A repeated request after the end (its answer was lost) gets the same outcome.
    if (found.endedAt) return this.#ended(found)
    const order = orderOf(found, uploader)
    const held = { upload: found, order, holder: hold.holder, isLost: () => hold.isLost }
    const taken = await takeUpload(
      { ...parts, actor: uploader.actor, live: uploads.live, now: call.now },
      { ...held, offset, body },
    )
    if (taken.kind === 'paused') {
      log.info('upload.paused', { employerId: found.employerId, bytes: taken.bytes })
      return taken.bytes
    }
    if (taken.kind !== 'clean') throw new NotTaken(taken)
    this.submitted = await submitReceived(parts, call, { order, file: taken, uploadId: id, sender: uploader })
    // Its tail; for a repeat the whole file. It is handed in all the same: what stays is swept.
    await removeUploadFile(env.PAYLOAD_DIR, id).catch((error) => void log.fault('upload-left', error))
    return Number(found.bytes)
  }

  override async remove(id: string): Promise<void> {
    const found = await this.find(id)
    if (found.submissionId) throw new AppError('conflict', 'upload')
    const { parts, uploader } = this.#input
    await forgetUpload({ ...parts, actor: uploader.actor, live: parts.uploads.live }, found)
  }

  override getExpiration(): number {
    return UPLOAD_KEPT_MS
  }

  #ended({ submission, duplicate, bytes }: FoundUpload): number {
    if (submission) this.submitted = { submission, duplicate: duplicate ?? false }
    return Number(bytes)
  }
}

/** Nothing more will come: the report of an empty file, as in one request. */
async function refuseEmpty(context: IntakeContext, order: Order): Promise<never> {
  const { sha256, report } = await receiveFile(context, { order: { ...order, test: true }, body: Readable.from([]) })
  throw new NotTaken({ kind: 'stopped', sha256, report })
}
