import { randomBytes, randomUUID } from 'node:crypto'
import { type Actor, type ActorContext, actorWord } from '#lib/access/actor.ts'
import { requireActor } from '#lib/access/require-member.ts'
import { appendAudit, forEmployer, type Tx } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { newReference } from '#lib/identifiers.ts'
import type { CleanFile } from '#lib/intake/received-file.ts'
import { Prisma, type Submission } from '#prisma/generated/client.ts'
import { becomeSubmission, lockUpload } from './end-upload.ts'
import { findDuplicate } from './find-duplicate.ts'
import { lockFile } from './lock-file.ts'
import { lacksPayload, mendPayload } from './mend-payload.ts'
import { rememberCases } from './remember-cases.ts'
import { stateOf } from './state.ts'
import { keepFindings } from './stored-report.ts'

export type SubmitFileInput = {
  employerId: string
  way: 'browser' | 'gateway'
  service: { id: string; checkOnly: boolean }
  fileName: string
  file: CleanFile
  idempotencyKey?: string | undefined
  /** The upload that the file came by, which ends in the same transaction. */
  uploadId?: string | undefined
}
/** The input, by whom and when. */
type HandIn = SubmitFileInput & { actor: Actor; now: Date }
export type SubmittedFile = { submission: Omit<Submission, 'report'>; duplicate: boolean }

/** Two requests with one idempotency key, or a reference made twice, violate a unique constraint: the transaction is tried again. */
const TRIES = 4

/**
 * Takes responsibility for a file: when this resolves, bytes and row survive a power cut (R1) and relay will send it.
 * The same file again gets the first answer (`duplicate`). Whatever else happens, the file is discarded.
 */
export async function submitFile({ db, actor, now }: ActorContext, input: SubmitFileInput): Promise<SubmittedFile> {
  const { employerId, service, file } = input
  try {
    if (service.checkOnly) throw new AppError('invalid', 'check_only')
    await requireActor({ db, actor }, employerId)
    await file.payload.finish()
    const submitted = await settle(() => forEmployer(db, employerId, (tx) => end(tx, { ...input, actor, now })))
    await file.payload.confirm()
    return submitted
  } finally {
    // Does nothing to what was sealed.
    await file.payload.discard()
  }
}

async function settle(write: () => Promise<SubmittedFile>): Promise<SubmittedFile> {
  for (let tries = 1; ; tries++) {
    try {
      return await write()
    } catch (error) {
      const again = error instanceof Prisma.PrismaClientKnownRequestError && (error.code === 'P2002' || error.code === 'P2034')
      if (!again || tries === TRIES) throw error
    }
  }
}

/** Writes the submission and ends its upload, if any. Refuses (`conflict`, `upload`) an upload that has ended. */
async function end(tx: Tx, handIn: HandIn): Promise<SubmittedFile> {
  const { employerId, uploadId, now } = handIn
  if (uploadId === undefined) return await write(tx, handIn)
  await lockUpload(tx, { employerId, uploadId })
  const submitted = await write(tx, handIn)
  const { submission, duplicate } = submitted
  await becomeSubmission(tx, { employerId, uploadId, submissionId: submission.id, duplicate, now })
  return submitted
}

async function write(tx: Tx, handIn: HandIn): Promise<SubmittedFile> {
  const { employerId, actor, service, file, now } = handIn
  const { clock } = await lockFile(tx, { employerId, sha256: file.sha256 })
  const employer = await tx.employer.findUniqueOrThrow({ where: { id: employerId }, select: { services: true } })
  if (!employer.services.includes(service.id)) throw new AppError('not_allowed', 'service')
  const first = await findDuplicate(tx, { ...handIn, service: service.id, sha256: file.sha256 }, now)
  if (first && lacksPayload(stateOf(first, clock)))
    return { submission: await mendPayload(tx, { submission: first, file, actor, clock }), duplicate: true }
  if (first) return { submission: first, duplicate: true }
  const submission = await tx.submission.create({
    data: { ...rowOf(handIn), submittedAt: now, dueSince: clock, nextAttemptAt: clock },
    omit: { report: true },
  })
  // Before the audit link, which locks the employer's chain.
  if (file.caseKeys.length > 0) await rememberCases(tx, { submission, keys: file.caseKeys })
  // Sealed before the commit: no row without its file. A file whose commit failed is removed by sweepUnconfirmed.
  await file.payload.seal(file.sha256)
  await appendAudit(tx, {
    chain: employerId,
    actor: actorWord(actor),
    action: 'submission.submitted',
    object: submission.id,
    detail: { reference: submission.reference, service: service.id, sha256: file.sha256, bytes: file.bytes, way: handIn.way },
  })
  return { submission, duplicate: false }
}

function rowOf({ employerId, actor, way, service, fileName, file, idempotencyKey }: HandIn) {
  return {
    reference: newReference(randomBytes(8)),
    messageId: randomUUID(),
    employerId,
    service: service.id,
    way,
    personId: actor.kind === 'person' ? actor.personId : null,
    certificate: actor.kind === 'certificate' ? actor.fingerprint : null,
    fileName,
    format: file.report.format ?? 'xml',
    bytes: file.bytes,
    sha256: file.sha256,
    records: file.report.poster,
    warnings: file.report.varning,
    report: keepFindings(file.report),
    idempotencyKey: idempotencyKey ?? null,
  }
}
