import { enlarged } from './case-memory.ts'

/** A text as UTF-8 bytes of a larger array, `to` excluded. */
export type TextSpan = { readonly bytes: Uint8Array; readonly from: number; readonly to: number }

const FEWEST = 4096

/**
 * Finds the record that first had a key. Keys are kept as 64-bit hashes: 8 bytes a record and 8 of index. The chance that
 * two of two million keys clash is one in ten million. HalfSipHash with a random key: a file cannot be made to clash.
 */
export class SeenKeys {
  /** Low bits: a record; high bits: the same bits of its hash, to compare before looking it up. */
  private slots = new Int32Array(FEWEST)
  /** Two numbers a record: its hash. The system gives no memory to pages that are never written. */
  private hashes = new Int32Array(2 * FEWEST)
  private readonly key = randomWord()
  private readonly otherKey = randomWord()
  private reached = 0

  /** Keeps the key of a record; called before `earlierOf`. */
  note(text: TextSpan, record: number): void {
    while (4 * record > 3 * this.slots.length) this.grow()
    this.hash(text, 2 * record)
  }

  /** Prefetch: loads the index entry that `earlierOf` will read, so that cache misses of many records overlap. */
  reach(record: number): void {
    this.reached ^= this.slots[(this.hashes[2 * record] as number) & (this.slots.length - 1)] as number
  }

  /** The earlier record with the same key, or 0: the key is then this record's. */
  earlierOf(record: number): number {
    const { slots, hashes } = this
    const one = hashes[2 * record] as number
    const mask = slots.length - 1
    for (let slot = one & mask; ; slot = (slot + 1) & mask) {
      const kept = slots[slot] as number
      const earlier = kept & mask
      if (earlier === 0) {
        slots[slot] = (one & ~mask) | record
        return 0
      }
      if (((kept ^ one) & ~mask) !== 0) continue
      if (hashes[2 * earlier] === one && hashes[2 * earlier + 1] === hashes[2 * record + 1]) return earlier
    }
  }

  private grow(): void {
    const old = this.slots
    this.slots = new Int32Array(4 * old.length)
    this.hashes = enlarged(this.hashes, 8 * old.length)
    for (let slot = 0; slot < old.length; slot++) if (old[slot] !== 0) this.earlierOf((old[slot] as number) & (old.length - 1))
  }

  /**
   * HalfSipHash-1-3 with 64 bits out. The lowest four bits of the last byte are kept as they are, so that consecutive
   * numbers, which most files have, are neighbours in the index and share cache lines.
   */
  private hash({ bytes, from, to }: TextSpan, into: number): void {
    let v0 = this.key
    let v1 = this.otherKey
    let v2 = v0 ^ 0x6c796765
    let v3 = v1 ^ 0x74656462
    const head = to - from - 1
    const last = bytes[to - 1] as number
    // As SipHash ends: the length in the last word, here with the high bits of the last byte.
    const mark = ((to - from) << 28) | ((last >> 4) << 24)
    const words = (head >> 2) + 4
    for (let i = 0, at = from; i < words; i++, at += 4) {
      const word = i < words - 4 ? wholeWord(bytes, at) : i === words - 4 ? mark | rest(bytes, at, head & 3) : 0
      if (i === words - 3) v2 ^= 0xff
      v3 ^= word
      v0 = (v0 + v1) | 0
      v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0
      v0 = (v0 << 16) | (v0 >>> 16)
      v2 = (v2 + v3) | 0
      v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2
      v0 = (v0 + v3) | 0
      v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0
      v2 = (v2 + v1) | 0
      v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2
      v2 = (v2 << 16) | (v2 >>> 16)
      v0 ^= word
    }
    this.hashes[into] = ((v1 ^ v3) & ~15) | (last & 15)
    this.hashes[into + 1] = v0 ^ v2
  }
}

function wholeWord(bytes: Uint8Array, at: number): number {
  const low = (bytes[at] as number) | ((bytes[at + 1] as number) << 8)
  return low | ((bytes[at + 2] as number) << 16) | ((bytes[at + 3] as number) << 24)
}

function rest(bytes: Uint8Array, at: number, left: number): number {
  let word = 0
  for (let i = 0; i < left; i++) word |= (bytes[at + i] as number) << (8 * i)
  return word
}

function randomWord(): number {
  return (Math.random() * 0x100000000) | 0
}
