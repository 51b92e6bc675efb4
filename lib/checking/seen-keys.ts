import { enlarged } from './case-memory.ts'

/** A key as it stands in bytes: in UTF-8. */
export type TextSpan = { readonly bytes: Uint8Array; readonly from: number; readonly to: number }

const FEWEST = 4096

/**
 * Which record first had a key. Keys are kept as 64-bit hashes, in 8 bytes a record and 8 for finding it; a clash among two
 * million is one in ten million. The hash is HalfSipHash's, under a key of its own: nobody can make a file whose keys clash.
 */
export class SeenKeys {
  /** A record in the low bits; in the high ones a piece of its hash. */
  private slots = new Int32Array(FEWEST)
  /** Two numbers a record: its hash. Memory that is never written to costs nothing. */
  private hashes = new Int32Array(2 * FEWEST)
  private readonly key = randomWord()
  private readonly otherKey = randomWord()
  private reached = 0

  /** The record's key, before `earlierOf` is asked. */
  note(text: TextSpan, record: number): void {
    while (4 * record > 3 * this.slots.length) this.grow()
    this.hash(text, 2 * record)
  }

  /** Brings what `earlierOf` will look at nearer: asked for many records in a row, their waits for memory are one. */
  reach(record: number): void {
    this.reached ^= this.slots[(this.hashes[2 * record] as number) & (this.slots.length - 1)] as number
  }

  /** The earlier record with the key that has been noted for this one, or 0; then the key is now this record's. */
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
   * HalfSipHash-1-3, whose two halves are taken out at once. Keys that differ in the lowest bits of their last byte alone lie
   * side by side: numbers in a row, as most files have them, are found together.
   */
  private hash({ bytes, from, to }: TextSpan, into: number): void {
    let v0 = this.key
    let v1 = this.otherKey
    let v2 = v0 ^ 0x6c796765
    let v3 = v1 ^ 0x74656462
    const head = to - from - 1
    const last = bytes[to - 1] as number
    // The length and most of the last byte go with what is left of the others.
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
