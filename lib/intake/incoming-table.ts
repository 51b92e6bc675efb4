// A file on its way in that may be a table: its bytes are held, since a table is read as a whole.
import { MOST_TABLE_BYTES } from '#lib/converting/convert-question.ts'
import { AppError } from '#lib/errors.ts'
import type { Service } from '#lib/services/description.ts'
import { isTable } from '#lib/tables/is-table.ts'
import { takeTableRoom } from './table-room.ts'

/** Bytes by which a table is known. */
const HEAD_BYTES = 8192

export class IncomingTable {
  readonly #service: Service
  readonly #employerId: string
  #parts: Uint8Array[] = []
  #bytes = 0
  #is: 'unknown' | 'table' | 'other' = 'unknown'
  #free: () => void = () => {}

  constructor(service: Service, employerId: string) {
    this.#service = service
    this.#employerId = employerId
    if (!service.table) this.#is = 'other'
  }

  /** The next bytes (copied). Refuses (`too_large`, `table`) too many, and (`unavailable`, `conversion_busy`) one beyond what is held. */
  note(chunk: Uint8Array): void {
    if (this.#is === 'other') return
    this.#parts.push(Uint8Array.from(chunk))
    this.#bytes += chunk.length
    if (this.#is === 'unknown' && this.#bytes >= HEAD_BYTES) this.#decide()
    if (this.#is === 'table' && this.#bytes > MOST_TABLE_BYTES) throw new AppError('too_large', 'table')
  }

  /** After the last bytes: those of a table, undefined for any other file. */
  end(): readonly Uint8Array[] | undefined {
    if (this.#is === 'unknown') this.#decide()
    return this.#is === 'table' ? this.#parts : undefined
  }

  /** Whether it holds what has come: a table, or what may still be one. */
  get isHeld(): boolean {
    return this.#is !== 'other'
  }

  /** Forgets the bytes. */
  release(): void {
    this.#parts = []
    this.#free()
  }

  #decide(): void {
    this.#is = isTable(this.#service, Buffer.concat(this.#parts)) ? 'table' : 'other'
    if (this.#is === 'other') this.#parts = []
    else this.#free = takeTableRoom(this.#employerId)
  }
}
