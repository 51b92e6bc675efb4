import { createHash } from 'node:crypto'
import { addFindings } from '#lib/checking/add-findings.ts'
import { type Check, startCheck } from '#lib/checking/check.ts'
import type { Report } from '#lib/checking/report.ts'
import type { SpeakerContext } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { LIMITS } from '#lib/limits.ts'
import { askHistory } from './ask-history.ts'
import { CaseBook } from './case-book.ts'
import { IncomingTable } from './incoming-table.ts'
import { type IntakeContext, mostBytes, type Order } from './order.ts'
import { readSentCases } from './sent-cases.ts'

type NamedOrder = Pick<Order, 'employer' | 'service' | 'fileName'>

/** A file while its bytes come: each byte is hashed and checked once, and what was sent before is read meanwhile. */
export class IncomingFile {
  readonly #order: Pick<Order, 'employer' | 'service'>
  readonly #maxBytes: number
  readonly #hash = createHash('sha256')
  readonly #book: CaseBook
  readonly #check: Check
  readonly #table: IncomingTable | undefined
  #bytes = 0
  #sha256: string | undefined

  constructor({ db, actor, env, testPersons, now }: IntakeContext, { employer, service, fileName }: NamedOrder) {
    const { employerId, orgnr } = employer
    const read = () => readSentCases({ db, actor }, { employerId, service: service.id })
    this.#order = { employer, service }
    this.#table = env.CONVERT_SOCKET === undefined ? undefined : new IncomingTable(service, employerId)
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
    this.#table?.note(chunk)
  }

  /** After the last bytes: those of a table that may be converted, undefined for any other file. */
  endTable(): readonly Uint8Array[] | undefined {
    return this.#table?.end()
  }

  /** Whether it holds the bytes of a table, or of what may still be one. */
  get holdsTable(): boolean {
    return this.#table?.isHeld ?? false
  }

  /** Forgets a table's bytes. Always to be called. */
  release(): void {
    this.#table?.release()
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
