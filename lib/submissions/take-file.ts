// Takes a file in, for every way in: one loop over its bytes with the e-service's check and the employer's history.

import { type Check, startCheck } from '#lib/checking/check.ts'
import type { Report } from '#lib/checking/report.ts'
import type { Db } from '#lib/db.ts'
import type { IntakeEnv } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { CaseBook } from '#lib/intake/case-book.ts'
import { readThrough, receiveFile } from '#lib/intake/receive-file.ts'
import type { ReceivedFile } from '#lib/intake/received-file.ts'
import { LIMITS } from '#lib/limits.ts'
import type { Service } from '#lib/services/description.ts'
import type { TestPersons } from '#lib/services/test-persons.ts'
import { requireRoom } from '#lib/store/require-room.ts'
import { compareWithHistory } from './compare-with-history.ts'
import { readSentCases } from './read-sent-cases.ts'

/** What a process needs to take files in. */
export type Intake = {
  db: Db
  env: IntakeEnv
  /** For rule I07; only production has them. */
  testPersons: TestPersons | undefined
}

/** The employer that a file is for, and the e-service whose rules check it. */
export type EmployerService = { employer: { employerId: string; orgnr: string }; service: Service }

/** A file's bytes, and the length and hash that its sender declared. */
export type IncomingBody = { body: AsyncIterable<Uint8Array>; bytes?: number | undefined; sha256?: string | undefined }

/** What a check of a file that is not kept gave. */
export type ExaminedFile = { sha256: string; report: Report }

/** Findings kept per report; the rest are only counted. */
const MAX_FINDINGS = LIMITS.answeredFindings

/** Refuses what is too large (`too_large`) or has no room (`unavailable`) before a byte of it is read. */
export async function requirePlace(intake: Intake, { service }: Pick<EmployerService, 'service'>, bytes: number): Promise<void> {
  requireSize(intake, service, bytes)
  await requireRoom(intake.env.PAYLOAD_DIR, bytes)
}

/** Reads a file in, and compares it with what the employer has sent before. A file that cannot be compared is not kept. */
export async function takeFile(intake: Intake, errand: EmployerService, coming: IncomingBody, now: Date): Promise<ReceivedFile> {
  const { env } = intake
  const { employerId } = errand.employer
  const { book, check, maxBytes } = prepare(intake, errand, now)
  const declared = { bytes: coming.bytes, sha256: coming.sha256 }
  const store = { dir: env.PAYLOAD_DIR, recipient: env.PAYLOAD_RECIPIENT }
  const file = await receiveFile({ body: coming.body, check, book, maxBytes, declared, store, employerId })
  try {
    return { ...file, report: await historyOn(intake, { employerId, book, file }, now) }
  } catch (error) {
    if (file.kind === 'clean') await file.payload.discard()
    throw error
  }
}

/** As takeFile, and keeps nothing. */
export async function examineFile(
  intake: Intake,
  errand: EmployerService,
  coming: IncomingBody,
  now: Date,
): Promise<ExaminedFile> {
  const { employerId } = errand.employer
  const { book, check, maxBytes } = prepare(intake, errand, now)
  requireSize(intake, errand.service, coming.bytes ?? 0)
  const declared = { bytes: coming.bytes, sha256: coming.sha256 }
  const { sha256 } = await readThrough({ body: coming.body, check, maxBytes, declared }, async () => {})
  const file = { sha256, report: check.finish() }
  return { sha256, report: await historyOn(intake, { employerId, book, file }, now) }
}

/** Starts a check, and the book that notes its cases; the history is read meanwhile. */
export function prepare(intake: Intake, { employer, service }: EmployerService, now: Date) {
  const { db, env, testPersons } = intake
  const { employerId } = employer
  const read = () => readSentCases({ db }, { employerId, service: service.id })
  const book = new CaseBook({ key: env.HISTORY_KEY, employerId, most: service.maxCases, read })
  const maxBytes = largest(intake, service)
  const check: Check = startCheck({
    service,
    now,
    environment: env.MILJO,
    employers: [employer.orgnr],
    onCase: book.note,
    testPersons,
    maxFindings: MAX_FINDINGS,
    maxBytes,
  })
  return { book, check, maxBytes }
}

type HistoryInput = { employerId: string; book: CaseBook; file: ExaminedFile }

/** The file's report with what the employer's history says of it. */
export function historyOn({ db }: Intake, { employerId, book, file }: HistoryInput, now: Date): Promise<Report> {
  return compareWithHistory({ db, now }, { employerId, book, sha256: file.sha256, report: file.report })
}

function requireSize(intake: Intake, service: Service, bytes: number): void {
  if (bytes > largest(intake, service)) throw new AppError('too_large')
}

function largest({ env }: Intake, service: Service): number {
  return Math.min(env.MAX_BYTES, service.maxBytes)
}
