import { Readable } from 'node:stream'
import { DataStore, Upload } from '@tus/server'
import { AppError } from '#lib/errors.ts'
import { toEdgeOrgnr } from '#lib/identifiers.ts'
import { serviceById } from '#lib/services/catalogue.ts'
import { makeUploadKey } from '#lib/store/upload-key.ts'
import { type FoundUpload, findUpload } from '#lib/submissions/find-upload.ts'
import { finishUpload, forgetUpload } from '#lib/submissions/finish-upload.ts'
import { type HeldUpload, offsetOf } from '#lib/submissions/open-upload.ts'
import { startUpload, UPLOAD_KEPT_MS } from '#lib/submissions/start-upload.ts'
import type { SubmittedFile } from '#lib/submissions/submit-file.ts'
import { examineFile, requirePlace } from '#lib/submissions/take-file.ts'
import { takeUpload } from '#lib/submissions/take-upload.ts'
import { HELD_MS, type UploadLock } from './upload-lock.ts'
import { NotTaken, type Uploader, type Uploads } from './uploader.ts'

type UploadStoreInput = { uploads: Uploads; uploader: Uploader; hold: UploadLock; now: Date }

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
    const { uploads, uploader, now } = this.#input
    return findUpload({ db: uploads.db, now }, { ...uploader, id })
  }

  override async create(upload: Upload): Promise<Upload> {
    const { uploads, uploader, hold, now } = this.#input
    const { service, fileName, sha256, idempotencyKey } = uploader.order(upload.metadata ?? {})
    if (upload.size === undefined) throw new AppError('invalid', 'length')
    if (upload.size === 0) {
      // Nothing more will come: the report of an empty file, as in one request.
      const empty = { body: Readable.from([]), bytes: 0, sha256 }
      throw new NotTaken('stopped', await examineFile(uploads, { employer: uploader, service }, empty, now))
    }
    await requirePlace(uploads, { service }, upload.size)
    const { sealed } = makeUploadKey({ secret: uploads.env.UPLOAD_KEY, id: upload.id })
    const { employerId, way, personId } = uploader
    const of = { id: upload.id, employerId, way, personId, service: service.id, fileName, bytes: upload.size }
    const said = { sha256: sha256 ?? null, idempotencyKey: idempotencyKey ?? null }
    const held = { holder: hold.holder, heldMs: HELD_MS }
    await startUpload({ db: uploads.db, now }, { ...of, ...said, ...held, sealedKey: Uint8Array.from(sealed) })
    uploads.log.info('upload.started', { employerId, service: service.id, bytes: upload.size })
    upload.creation_date = now.toISOString()
    return upload
  }

  override async getUpload(id: string): Promise<Upload> {
    const found = await this.find(id)
    return new Upload({
      id,
      size: Number(found.bytes),
      offset: await offsetOf(this.#input.uploads, found),
      metadata: {
        filename: found.fileName,
        tjanst: found.service,
        arbetsgivare: toEdgeOrgnr(this.#input.uploader.orgnr),
        ...(found.sha256 && { sha256: found.sha256 }),
      },
      creation_date: found.createdAt.toISOString(),
    })
  }

  override async write(body: Readable, id: string, offset: number): Promise<number> {
    const { uploads, uploader, hold, now } = this.#input
    const found = await this.find(id)
    // A repeated request after the end (its answer was lost) gets the same outcome.
    if (found.endedAt) return this.#ended(found)
    const held = this.#held(found)
    const taken = await takeUpload(uploads, { ...held, offset, body, isLost: () => hold.isLost }, now)
    if (typeof taken === 'number') {
      uploads.log.info('upload.paused', { employerId: uploader.employerId, bytes: taken })
      return taken
    }
    if (hold.isLost) throw new AppError('conflict', 'upload')
    const finished = await finishUpload(uploads, { ...held, live: taken, actor: uploader.actor, agree: uploader.agree }, now)
    if ('kind' in finished) throw new NotTaken('stopped', finished.file)
    this.submitted = finished
    return Number(found.bytes)
  }

  override async remove(id: string): Promise<void> {
    const found = await this.find(id)
    if (found.submissionId) throw new AppError('conflict', 'upload')
    await forgetUpload(this.#input.uploads, found)
  }

  override getExpiration(): number {
    return UPLOAD_KEPT_MS
  }

  #held(upload: FoundUpload): HeldUpload {
    const service = serviceById(upload.service)
    if (!service) throw new AppError('not_found', 'service')
    const { employerId, orgnr } = this.#input.uploader
    return { upload, errand: { employer: { employerId, orgnr }, service }, holder: this.#input.hold.holder }
  }

  #ended({ submission, duplicate, bytes }: FoundUpload): number {
    if (submission) this.submitted = { submission, duplicate: duplicate ?? false }
    return Number(bytes)
  }
}
