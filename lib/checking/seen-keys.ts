type Earlier = { record: number; line: number }

/** Two multipliers of FNV-1a's kind, over UTF-16 units: two hashes that have nothing to do with each other. */
const FNV = 0x01000193
const OTHER = 0x9e3779b1

/** Up to so many it grows in larger steps. */
const MANY = 1 << 18

/** Which record first had a key. Keys are kept as 64-bit hashes: about 12 bytes a key, and a clash among two million is one in ten million. */
export class SeenKeys {
  /** Four numbers a place: both hashes, record (0: free) and line; together, so that a look costs one line of the cache. */
  private places = new Uint32Array(4 * 1024)
  /** The first hash's highest bits say the place, so that growing goes through memory in order. */
  private shift = 22
  private size = 0
  // Nobody can make a file whose keys all land in one place.
  private readonly seed = (Math.random() * 0x100000000) >>> 0

  /** The earlier record with this key, or undefined; then the key is now this record's. */
  put(key: string, record: number, line: number): Earlier | undefined {
    let [one, two] = [this.seed, ~this.seed]
    const last = key.length - 1
    for (let i = 0; i < last; i++) [one, two] = [step(one, key.charCodeAt(i), FNV), step(two, key.charCodeAt(i), OTHER)]
    return this.keep(one, two, { last: last < 0 ? 0 : key.charCodeAt(last), record, line })
  }

  /** The same for a key in UTF-8 whose characters have at most two bytes. */
  putBytes(
    { bytes, from, to }: { bytes: Uint8Array; from: number; to: number },
    record: number,
    line: number,
  ): Earlier | undefined {
    let one = this.seed
    let two = ~this.seed
    let last = 0
    for (let i = from; i < to; i++) {
      if (i > from) {
        one = step(one, last, FNV)
        two = step(two, last, OTHER)
      }
      last = bytes[i] as number
      if (last > 127) last = ((last & 31) << 6) | ((bytes[++i] as number) & 63)
    }
    return this.keep(one, two, { last, record, line })
  }

  /** Keys that differ in their last sign alone lie side by side: numbers in a row, as most files have them, are found together. */
  private keep(one: number, two: number, { last, record, line }: Earlier & { last: number }): Earlier | undefined {
    if (this.size * 8 >= this.places.length) this.grow()
    const high = ((finished(step(one, last >> 4, FNV)) & ~15) | (last & 15)) >>> 0
    const low = finished(step(two, last, OTHER))
    const { places } = this
    for (let at = this.placeOf(high); ; at = (at + 4) & (places.length - 1)) {
      const earlier = places[at + 2] as number
      if (earlier === 0) {
        places[at] = high
        places[at + 1] = low
        places[at + 2] = record
        places[at + 3] = line
        this.size++
        return undefined
      }
      if (places[at] === high && places[at + 1] === low) return { record: earlier, line: places[at + 3] as number }
    }
  }

  private placeOf(high: number): number {
    return 4 * (((high >>> this.shift) & ~15) | (high & 15))
  }

  private grow(): void {
    const old = this.places
    const step = this.size < MANY ? 2 : 1
    const places = new Uint32Array(old.length << step)
    this.shift -= step
    for (let from = 0; from < old.length; from += 4) {
      if (old[from + 2] === 0) continue
      let at = this.placeOf(old[from] as number)
      while (places[at + 2] !== 0) at = (at + 4) & (places.length - 1)
      for (let i = 0; i < 4; i++) places[at + i] = old[from + i] as number
    }
    this.places = places
  }
}

function step(hash: number, unit: number, multiplier: number): number {
  return Math.imul(hash ^ unit, multiplier)
}

/** Murmur's finish, so that every bit counts. */
function finished(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
