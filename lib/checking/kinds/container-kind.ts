import { decodeLatin1 } from '../read/xml/decoder.ts'
import { joinBytes } from '../utf8.ts'
import { OleNames } from './ole-kind.ts'
import { type ContainerParams, zipKind, zipNames } from './zip-kind.ts'

/** Enough for the list of some thousand files at an archive's end. */
const TAIL = 1_048_576
const HEAD = 65_536

/** Names a ZIP archive or a compound file (OLE) by what is inside, from bytes as they come. Holds at most a few MiB. */
export class ContainerKind {
  private readonly ole = new OleNames()
  private readonly container: 'zip' | 'ole'
  private head: Uint8Array = new Uint8Array(0)
  /** The last blocks, TAIL bytes at least. */
  private readonly blocks: Uint8Array[] = []
  private kept = 0
  private total = 0

  constructor(container: 'zip' | 'ole') {
    this.container = container
  }

  push(bytes: Uint8Array): void {
    this.total += bytes.length
    if (this.container === 'ole') {
      this.ole.push(bytes)
      return
    }
    if (this.head.length < HEAD) this.head = joinBytes(this.head, bytes.subarray(0, HEAD - this.head.length))
    this.blocks.push(bytes.slice())
    this.kept += bytes.length
    for (let first = this.blocks[0]; first && this.kept - first.length >= TAIL; first = this.blocks[0]) {
      this.kept -= first.length
      this.blocks.shift()
    }
  }

  kind(): ContainerParams {
    if (this.container === 'ole') return this.ole.kind()
    const tail = new Uint8Array(this.kept)
    let at = 0
    for (const block of this.blocks) {
      tail.set(block, at)
      at += block.length
    }
    return zipKind(zipNames(this.head, tail, this.total), decodeLatin1(this.head.subarray(0, 200)))
  }
}

/** The same of a container that is there as a whole. */
export function containerKind(container: 'zip' | 'ole', bytes: Uint8Array): ContainerParams {
  const kind = new ContainerKind(container)
  kind.push(bytes)
  return kind.kind()
}

export function containerIn(bytes: Uint8Array): 'zip' | 'ole' | undefined {
  const starts = (...signature: number[]) => signature.every((byte, i) => bytes[i] === byte)
  if (starts(0x50, 0x4b) && (starts(0x50, 0x4b, 3, 4) || starts(0x50, 0x4b, 5, 6) || starts(0x50, 0x4b, 6, 6))) return 'zip'
  return starts(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1) ? 'ole' : undefined
}
