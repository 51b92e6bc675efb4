import { Inflate } from 'fflate'

/** Packed bytes inflated at a time. */
const PIECE = 16_384

type ZipEntry = { method: number; from: number; size: number }

/** A ZIP archive; contents are unpacked as streams, at most `maxUnpacked` bytes in all. Throws TooMuchInside and BrokenArchive. */
export class Archive {
  private readonly bytes: Uint8Array
  private readonly entries: Map<string, ZipEntry>
  private left: number

  constructor(bytes: Uint8Array, maxUnpacked: number) {
    this.bytes = bytes
    this.left = maxUnpacked
    this.entries = entriesOf(bytes)
  }

  has(name: string): boolean {
    return this.entries.has(name)
  }

  names(): string[] {
    return [...this.entries.keys()]
  }

  /** Counts the bytes that come out; sizes stated in the archive are not trusted. */
  unpack(name: string, each: (chunk: Uint8Array) => void): void {
    const entry = this.entries.get(name)
    if (!entry) return
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
export class BrokenArchive extends Error {}

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const END_LENGTH = 22
const MOST_ENTRIES = 5000

/** Entries by the central directory (APPNOTE 4.3.12), as spreadsheet programs read them. */
function entriesOf(bytes: Uint8Array): Map<string, ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOf(view)
  const count = view.getUint16(end + 10, true)
  if (count > MOST_ENTRIES) throw new TooMuchInside()
  const entries = new Map<string, ZipEntry>()
  const names = new TextDecoder()
  let at = view.getUint32(end + 16, true)
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) throw new BrokenArchive()
    const nameLength = view.getUint16(at + 28, true)
    const name = names.decode(bytes.subarray(at + 46, at + 46 + nameLength))
    const local = view.getUint32(at + 42, true)
    if (local + 30 > bytes.length || view.getUint32(local, true) !== LOCAL) throw new BrokenArchive()
    const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    entries.set(name.replace(/^\//, ''), { method: view.getUint16(at + 10, true), from, size: view.getUint32(at + 20, true) })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

function endOf(view: DataView): number {
  const first = Math.max(0, view.byteLength - END_LENGTH - 65_535)
  for (let at = view.byteLength - END_LENGTH; at >= first; at--) if (view.getUint32(at, true) === END) return at
  throw new BrokenArchive()
}
