import { longer } from './longer.ts'

/** A key as it stands in bytes: in UTF-8. */
export type Text = { readonly bytes: Uint8Array; readonly from: number; readonly to: number }

/** Up to so many it grows in larger steps. */
const MANY = 1 << 18
const FEWEST = 1024

/**
 * Which record first had a key. Keys are kept as 64-bit hashes, in 8 bytes a record and 8 for finding it; a clash among two
 * million is one in ten million. The hash is HalfSipHash's, under a key of its own: nobody can make a file whose keys clash.
 */
export class SeenKeys {
  /** A record in the low bits; in the high ones a piece of its hash. */
  private slots = new Int32Array(2 * FEWEST)
  private recordMask = FEWEST - 1
  /** Two numbers a record: its hash. Memory that is never written to costs nothing. */
  private hashes = new Int32Array(2 * FEWEST)
  private readonly key = [randomWord(), randomWord()] as const
  private reached = 0

  /** The record's key, before `earlierOf` is asked. Done for many records in a row, their waits for memory are one. */
  note(text: Text, record: number): void {
    if (record > this.recordMask) this.grow(record)
    this.hash(text, 2 * record)
    this.reached ^= this.slots[(this.hashes[2 * record] as number) & (this.slots.length - 1)] as number
  }

  /** The earlier record with the key that has been noted for this one, or 0; then the key is now this record's. */
  earlierOf(record: number): number {
    const { slots, hashes, recordMask } = this
    const one = hashes[2 * record] as number
    const mask = slots.length - 1
    for (let slot = one & mask; ; slot = (slot + 1) & mask) {
      const kept = slots[slot] as number
      const earlier = kept & recordMask
      if (earlier === 0) {
        slots[slot] = (one & ~recordMask) | record
        return 0
      }
      if (((kept ^ one) & ~recordMask) !== 0) continue
      if (hashes[2 * earlier] === one && hashes[2 * earlier + 1] === hashes[2 * record + 1]) return earlier
    }
  }

  private grow(record: number): void {
    const old = this.slots
    const before = this.recordMask
    let room = before + 1
    while (room <= record) room *= room < MANY ? 4 : 2
    if (2 * room > this.hashes.length) this.hashes = longer(this.hashes, 2 * (room < MANY ? room : 8 * room))
    this.recordMask = room - 1
    this.slots = new Int32Array(2 * room)
    for (let from = 0; from < old.length; from++) {
      const kept = (old[from] as number) & before
      if (kept !== 0) this.earlierOf(kept)
    }
  }

  /** HalfSipHash-1-3, whose two halves are taken out at once. */
  private hash({ bytes, from, to }: Text, into: number): void {
    let [v0, v1] = this.key
    let v2 = v0 ^ 0x6c796765
    let v3 = v1 ^ 0x74656462
    const length = to - from
    const words = (length >> 2) + 4
    for (let i = 0, at = from; i < words; i++, at += 4) {
      const word = i < words - 3 ? wordAt(bytes, at, { to, length }) : 0
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
    this.hashes[into] = v1 ^ v3
    this.hashes[into + 1] = v0 ^ v2
  }
}

/** Four bytes; the last word, which may have none of its own, ends with the length. */
function wordAt(bytes: Uint8Array, at: number, { to, length }: { to: number; length: number }): number {
  const left = to - at
  if (left >= 4)
    return (
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24)
    )
  let word = length << 24
  for (let i = 0; i < left; i++) word |= (bytes[at + i] as number) << (8 * i)
  return word
}

function randomWord(): number {
  return (Math.random() * 0x100000000) | 0
}
