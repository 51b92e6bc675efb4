import { createHash } from 'node:crypto'
import { addFindings } from '#lib/checking/add-findings.ts'
import { type Check, startCheck } from '#lib/checking/check.ts'
import type { Report } from '#lib/checking/report.ts'
import type { SpeakerContext } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { LIMITS } from '#lib/limits.ts'
import type { PayloadWriter } from '#lib/store/payload-writer.ts'
import { askHistory, hasUnseen } from './ask-history.ts'
import { CaseBook } from './case-book.ts'
import { type IntakeContext, mostBytes, type Order } from './order.ts'
import type { Received } from './received.ts'
import { readSentCases } from './sent-cases.ts'

type NamedOrder = Pick<Order, 'employer' | 'service' | 'fileName'>

/** A file while its bytes come: each byte is hashed and checked once, and what was sent before is read meanwhile. */
export class IncomingFile {
  readonly #order: Pick<Order, 'employer' | 'service'>
  readonly #maxBytes: number
  readonly #hash = createHash('sha256')
  readonly #book: CaseBook
  readonly #check: Check
  #bytes = 0
  #sha256: string | undefined

  constructor({ db, actor, env, testPersons, now }: IntakeContext, { employer, service, fileName }: NamedOrder) {
    const { employerId, orgnr } = employer
    const read = () => readSentCases({ db, actor }, { employerId, service: service.id })
    this.#order = { employer, service }
    this.#maxBytes = mostBytes(env, service)
    this.#book = new CaseBook({ key: env.HISTORY_KEY, employerId, most: service.maxCases, read })
    this.#check = startCheck({
      ...{ service, now, testPersons, environment: env.MILJO, employers: [orgnr], fileName, onCase: this.#book.note },
      maxFindings: LIMITS.answeredFindings,
      maxBytes: this.#maxBytes,
    })
  }

  /** Bytes that have come. */
  get bytes(): number {
    return this.#bytes
  }

  get caseKeys(): Uint8Array {
    return this.#book.keys
  }

  /** The next bytes. Refuses (`too_large`) too many. */
  note(chunk: Uint8Array): void {
    this.#bytes += chunk.length
    if (this.#bytes > this.#maxBytes) throw new AppError('too_large')
    this.#hash.update(chunk)
    this.#check.push(chunk)
  }

  /** After the last bytes: the file's SHA-256. Refuses (`invalid`: `length`, `digest`) what differs from what was declared. */
  requireDeclared({ bytes, sha256 }: Order['declared']): string {
    if (bytes !== undefined && bytes !== this.#bytes) throw new AppError('invalid', 'length')
    this.#sha256 ??= this.#hash.digest('hex')
    if (sha256 !== undefined && sha256 !== this.#sha256) throw new AppError('invalid', 'digest')
    return this.#sha256
  }

  /** Once, after the last bytes: what the check and the employer's history say of the file. */
  async report({ db, actor, now }: SpeakerContext, sha256: string): Promise<Report> {
    const report = this.#check.finish()
    const { employer, service } = this.#order
    const asked = { employerId: employer.employerId, service: service.id, sha256, book: this.#book }
    return addFindings(report, await askHistory({ db, actor, now }, asked))
  }
}

/** `payload`: absent for a test. */
type EndFileInput = { order: Order; incoming: IncomingFile; payload: PayloadWriter | undefined }

/**
 * Ends a file whose bytes have all come; the payload of one that is not clean is discarded. Refuses (`invalid`: `length`,
 * `digest`) one that differs from what was declared.
 */
export async function endFile({ db, actor, now }: SpeakerContext, { order, incoming, payload }: EndFileInput): Promise<Received> {
  const sha256 = incoming.requireDeclared(order.declared)
  // The disk syncs while the check ends and the history is asked; `seal` waits for it.
  payload?.finish().catch(() => {})
  const report = await incoming.report({ db, actor, now }, sha256)
  if (!payload) return { kind: 'tested', sha256, report }
  // An empty file has a stop in every service's rules; the database would refuse it too.
  const why = report.stop > 0 ? 'stopped' : hasUnseen(report, order.seen) ? 'unseen' : undefined
  if (!why) return { kind: 'clean', sha256, bytes: incoming.bytes, report, payload, caseKeys: incoming.caseKeys }
  await payload.discard()
  return { kind: why, sha256, report }
}
