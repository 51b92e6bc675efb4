// A file's cases as the history knows them: a keyed hash of employer, person and day, and each one's place in the file.
import type { CaseKey } from '#lib/checking/case-key.ts'
import { enlarged } from '#lib/checking/case-memory.ts'
import { redact } from '#lib/checking/redact.ts'
import type { Place } from '#lib/checking/report.ts'
import { type CaseHasher, caseHasher, KEY_BYTES } from './case-keys.ts'
import type { SentKeys } from './sent-keys.ts'

/** Cases hashed, and compared, at a time. */
const BATCH = 4096
/** Longest key of a sender's that is copied byte by byte, in bytes. */
const SHORT = 40

/** `read`: begins to read what the employer has sent before. `most`: as many cases as the file may have at all. */
type Opening = { key: string; employerId: string; most: number; read: () => Promise<SentKeys> }
/** Cases, numbered from 0, and the latest file (its number in `sent`) that each was in before. */
export type Repeats = { count: number; first: { at: number; file: number }[]; files: Set<number> }

/**
 * About 40 bytes a case. Cases are compared while the file comes, as soon as the history is there, so that little is
 * left at the end.
 */
export class CaseBook {
  readonly #hasher: CaseHasher
  readonly #most: number
  readonly #read: () => Promise<SentKeys>
  readonly #reading: Promise<SentKeys | undefined>
  #sent: SentKeys | undefined
  readonly #blocks = new Uint32Array(4 * BATCH)
  #keys = new Uint32Array(0)
  #hashed = 0
  #compared = 0
  /** Two numbers each: a case, and its latest entry among those sent. */
  #hits = new Uint32Array(0)
  #hitCount = 0
  /** record, line and column; the byte needs more than 32 bits only in files larger than any that is taken. */
  #places = new Uint32Array(0)
  /** The sender's own keys one after the other: kept as strings they would hold on to the text they were cut from. */
  #referens = Buffer.alloc(0)
  #referensEnds = new Uint32Array(0)
  #field = ''
  #count = 0

  constructor({ key, employerId, most, read }: Opening) {
    this.#hasher = caseHasher({ key, employerId })
    this.#most = most
    this.#read = read
    this.#reading = this.#readNow()
  }

  /** 8 bytes a case (the words in the machine's order), in file order. */
  get keys(): Uint8Array {
    this.#hash()
    return new Uint8Array(this.#keys.buffer, 0, this.#count * KEY_BYTES)
  }

  readonly note = (told: CaseKey): void => {
    // More than the file may have: it has a stop, and is never sent.
    if (this.#count === this.#most) return
    const at = this.#count
    if (at === this.#referensEnds.length) this.#grow()
    const { person, day, record, field } = told
    const block = 4 * (at - this.#hashed)
    this.#blocks[block] = person
    this.#blocks[block + 1] = day
    const { line, column, byte } = told.mark.spot()
    const place = 4 * at
    this.#places[place] = record
    this.#places[place + 1] = line
    this.#places[place + 2] = column
    this.#places[place + 3] = byte
    this.#referensEnds[at] = this.#keep(at === 0 ? 0 : (this.#referensEnds[at - 1] as number), told)
    this.#field = field
    this.#count++
    if (this.#count - this.#hashed < BATCH) return
    this.#hash()
    // Cases that came before the history was read are compared in batches.
    if (this.#sent) this.#compare(this.#sent, 4 * BATCH)
  }

  /** The employer's history, when every case has been compared with it. */
  async sent(): Promise<SentKeys> {
    // Reading it may have failed when the file began to come, hours ago, and work now.
    const sent = (await this.#reading) ?? (await this.#read())
    this.#hash()
    this.#compare(sent, this.#count)
    return sent
  }

  /** Compares all cases again, with a history that has grown. */
  compareAgain(sent: SentKeys): void {
    this.#compared = 0
    this.#hitCount = 0
    this.#compare(sent, this.#count)
  }

  /** The cases that were sent before, without those only in files that do not count; `first` holds so many at most. */
  repeats(sent: SentKeys, { but, first: most }: { but: ReadonlySet<number>; first: number }): Repeats {
    const found: Repeats = { count: 0, first: [], files: new Set() }
    for (let hit = 0; hit < this.#hitCount; hit++) {
      let entry = this.#hits[2 * hit + 1] as number
      let file = sent.fileOf(entry)
      while (but.has(file)) {
        entry = sent.earlier(entry)
        if (entry < 0) break
        file = sent.fileOf(entry)
      }
      if (entry < 0) continue
      found.count++
      found.files.add(file)
      if (found.count <= most) found.first.push({ at: this.#hits[2 * hit] as number, file })
    }
    return found
  }

  /** Where the case with this number (from 0) stands, and the sender's own key for it. */
  placeOf(at: number): { at: Place; referens?: string } {
    const [record = 0, line = 0, column = 0, byte = 0] = this.#places.subarray(4 * at, 4 * at + 4)
    const start = at === 0 ? 0 : (this.#referensEnds[at - 1] as number)
    const referens = redact(this.#referens.toString('utf8', start, this.#referensEnds[at]))
    return { at: { line, column, byte, record, field: this.#field }, ...(referens === '' ? {} : { referens }) }
  }

  async #readNow(): Promise<SentKeys | undefined> {
    try {
      this.#sent = await this.#read()
    } catch {
      // Read again at the end, where a fault is thrown.
    }
    return this.#sent
  }

  #hash(): void {
    const blocks = this.#blocks.subarray(0, 4 * (this.#count - this.#hashed))
    if (blocks.length === 0) return
    this.#keys.set(this.#hasher.stored(this.#hasher.first(blocks)), 2 * this.#hashed)
    this.#hashed = this.#count
  }

  /** The next batch of cases. */
  #compare(sent: SentKeys, most: number): void {
    const end = sent.count === 0 ? this.#hashed : Math.min(this.#hashed, this.#compared + most)
    for (let at = this.#compared; at < end && sent.count > 0; at++) {
      const entry = sent.find(this.#keys[2 * at] as number, this.#keys[2 * at + 1] as number)
      if (entry < 0) continue
      if (2 * this.#hitCount === this.#hits.length) this.#hits = enlarged(this.#hits, Math.max(256, 2 * this.#hits.length))
      this.#hits[2 * this.#hitCount] = at
      this.#hits[2 * this.#hitCount + 1] = entry
      this.#hitCount++
    }
    this.#compared = end
  }

  #grow(): void {
    const room = Math.max(256, 2 * this.#count)
    this.#keys = enlarged(this.#keys, 2 * room)
    this.#places = enlarged(this.#places, 4 * room)
    this.#referensEnds = enlarged(this.#referensEnds, room)
  }

  /** Short ones byte by byte: a string of each would cost more than the rest of the case. */
  #keep(start: number, told: CaseKey): number {
    const text = told.referensText
    if (!text || text.to - text.from > SHORT) return this.#write(start, told.referens ?? '')
    const { bytes, from, to } = text
    const end = start + to - from
    this.#makeRoom(end)
    const kept = this.#referens
    for (let at = start, of = from; at < end; at++, of++) kept[at] = bytes[of] as number
    return end
  }

  #write(start: number, referens: string): number {
    // A UTF-16 unit is at most three bytes.
    this.#makeRoom(start + 3 * referens.length)
    return start + this.#referens.write(referens, start)
  }

  #makeRoom(end: number): void {
    if (end <= this.#referens.length) return
    const larger = Buffer.alloc(Math.max(1024, 2 * end))
    this.#referens.copy(larger)
    this.#referens = larger
  }
}
