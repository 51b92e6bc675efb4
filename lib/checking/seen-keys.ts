/** Which record first had a key. Keys are kept as 64-bit hashes: 12 bytes a slot, and a clash among two million is one in ten million. */
export class SeenKeys {
  private hashes = new Uint32Array(2 * 1024)
  private records = new Int32Array(1024)
  private size = 0
  // Nobody can make a file whose keys all land in one place.
  private readonly seed = (Math.random() * 0x100000000) >>> 0

  /** The earlier record with this key, or undefined; then the key is now this record's. */
  put(key: string, record: number): number | undefined {
    if (this.size * 4 >= this.records.length * 3) this.grow()
    const [high, low] = hash(key, this.seed)
    const mask = this.records.length - 1
    for (let at = low & mask; ; at = (at + 1) & mask) {
      const earlier = this.records[at] as number
      if (earlier === 0) {
        this.set(at, { high, low, record })
        this.size++
        return undefined
      }
      if (this.hashes[2 * at] === high && this.hashes[2 * at + 1] === low) return earlier
    }
  }

  private set(at: number, entry: { high: number; low: number; record: number }): void {
    this.hashes[2 * at] = entry.high
    this.hashes[2 * at + 1] = entry.low
    this.records[at] = entry.record
  }

  private grow(): void {
    const { hashes, records } = this
    const length = records.length * 2
    this.hashes = new Uint32Array(2 * length)
    this.records = new Int32Array(length)
    for (let i = 0; i < records.length; i++) {
      if (records[i] === 0) continue
      const low = hashes[2 * i + 1] as number
      let at = low & (length - 1)
      while (this.records[at] !== 0) at = (at + 1) & (length - 1)
      this.set(at, { high: hashes[2 * i] as number, low, record: records[i] as number })
    }
  }
}

/** Two lanes with different multipliers, mixed into each other at the end. */
function hash(text: string, seed: number): [number, number] {
  let a = seed ^ 0xdeadbeef
  let b = seed ^ 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    a = Math.imul(a ^ unit, 0x9e3779b1)
    b = Math.imul(b ^ unit, 0x5f356495)
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35)
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35)
  return [a >>> 0, b >>> 0]
}
