import { Inflate } from 'fflate'
import { partKey } from './part-name.ts'
import { BrokenArchive, TooManyEntries, type ZipEntry, zipEntries } from './zip-entries.ts'

/** Packed bytes inflated at a time. */
const PIECE = 16_384

/** A ZIP archive; contents are unpacked as streams, at most `maxUnpacked` bytes in all. Throws TooMuchInside and BrokenArchive. */
export class Archive {
  private readonly bytes: Uint8Array
  private readonly entries = new Map<string, ZipEntry>()
  /** Names of which there are two: which of them is meant nobody can say. */
  private readonly doubled = new Set<string>()
  private left: number

  constructor(bytes: Uint8Array, maxUnpacked: number) {
    this.bytes = bytes
    this.left = maxUnpacked
    for (const entry of entriesWithin(bytes)) {
      const key = partKey(entry.name)
      if (this.entries.has(key)) this.doubled.add(key)
      this.entries.set(key, entry)
    }
  }

  /** In any spelling of the name. */
  has(name: string): boolean {
    return this.entries.has(partKey(name))
  }

  /** Counts the bytes that come out; sizes stated in the archive are not trusted. */
  unpack(name: string, each: (chunk: Uint8Array) => void): void {
    const key = partKey(name)
    const entry = this.entries.get(key)
    if (!entry) return
    if (this.doubled.has(key)) throw new BrokenArchive()
    const packed = this.bytes.subarray(entry.from, entry.from + entry.size)
    const take = (chunk: Uint8Array) => {
      this.left -= chunk.length
      if (this.left < 0) throw new TooMuchInside()
      each(chunk)
    }
    if (entry.method === 0) {
      take(packed)
      return
    }
    if (entry.method !== 8) throw new BrokenArchive()
    const inflate = new Inflate(take)
    // 16 KiB inflate to at most 16 MiB: the limit is exceeded by no more than that.
    for (let at = 0; at < packed.length; at += PIECE) inflate.push(packed.subarray(at, at + PIECE), at + PIECE >= packed.length)
  }

  text(name: string): string {
    const decoder = new TextDecoder()
    let text = ''
    this.unpack(name, (chunk) => {
      text += decoder.decode(chunk, { stream: true })
    })
    return text + decoder.decode()
  }
}

export class TooMuchInside extends Error {}

function entriesWithin(bytes: Uint8Array): ZipEntry[] {
  try {
    return zipEntries(bytes)
  } catch (error) {
    throw error instanceof TooManyEntries ? new TooMuchInside() : error
  }
}
