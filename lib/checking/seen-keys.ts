/** Which record first had a key. Keys are kept as 64-bit hashes: about 12 bytes a key, and a clash among two million is one in ten million. */
export class SeenKeys {
  private hashes = new Uint32Array(2 * 1024)
  private records = new Int32Array(1024)
  private lines = new Int32Array(1024)
  private size = 0
  // Nobody can make a file whose keys all land in one place.
  private readonly seed = (Math.random() * 0x100000000) >>> 0

  /** The earlier record with this key, or undefined; then the key is now this record's. */
  put(key: string, record: number, line: number): { record: number; line: number } | undefined {
    if (this.size * 4 >= this.records.length * 3) this.grow()
    const high = hash(key, this.seed)
    const low = hash(key, high ^ 0x9e3779b9)
    const mask = this.records.length - 1
    for (let at = low & mask; ; at = (at + 1) & mask) {
      const earlier = this.records[at] as number
      if (earlier === 0) {
        this.set(at, { high, low, record, line })
        this.size++
        return undefined
      }
      if (this.hashes[2 * at] === high && this.hashes[2 * at + 1] === low)
        return { record: earlier, line: this.lines[at] as number }
    }
  }

  private set(at: number, entry: { high: number; low: number; record: number; line: number }): void {
    this.hashes[2 * at] = entry.high
    this.hashes[2 * at + 1] = entry.low
    this.records[at] = entry.record
    this.lines[at] = entry.line
  }

  private grow(): void {
    const { hashes, records, lines } = this
    const length = records.length * 2
    this.hashes = new Uint32Array(2 * length)
    this.records = new Int32Array(length)
    this.lines = new Int32Array(length)
    for (let i = 0; i < records.length; i++) {
      if (records[i] === 0) continue
      const low = hashes[2 * i + 1] as number
      let at = low & (length - 1)
      while (this.records[at] !== 0) at = (at + 1) & (length - 1)
      this.set(at, { high: hashes[2 * i] as number, low, record: records[i] as number, line: lines[i] as number })
    }
  }
}

/** FNV-1a over UTF-16 units, then Murmur's finish so that every bit counts. */
function hash(text: string, seed: number): number {
  let h = seed ^ 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
