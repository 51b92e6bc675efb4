import type { ContainerParams } from './zip-kind.ts'

/** Entries of the directory of a compound file (MS-CFB 2.6.1) are so long, and begin at a multiple of it. */
const SLOT = 128

/** Streams that say what a compound file is. Who embeds another document has its own name first. */
const KINDS: readonly [RegExp, ContainerParams][] = [
  [/^EncryptedPackage$/, { case: 'lockedExcel' }],
  [/^__(properties_version1\.0|nameid_version1\.0)$/, { case: 'mail' }],
  [/^WordDocument$/, { case: 'document', found: 'Word (.doc)' }],
  [/^PowerPoint Document$/, { case: 'document', found: 'PowerPoint (.ppt)' }],
  [/^(Workbook|Book)$/i, { case: 'oldExcel' }],
]

/** Finds in the bytes of a compound file, as they come, the first name that says what it is. */
export class OleNames {
  private readonly slot = new Uint8Array(SLOT)
  private filled = 0
  private found: ContainerParams | undefined
  private mail: ContainerParams | undefined

  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const take = Math.min(SLOT - this.filled, bytes.length - at)
      this.slot.set(bytes.subarray(at, at + take), this.filled)
      this.filled += take
      at += take
      if (this.filled < SLOT) return
      this.filled = 0
      this.see()
    }
  }

  /** F02; a compound file without any such name is of another program. */
  kind(): ContainerParams {
    return this.mail ?? this.found ?? { case: 'document', found: 'Office' }
  }

  private see(): void {
    // Storage, stream or root; the length of the name in bytes, with its end.
    const type = this.slot[66]
    const length = (this.slot[64] as number) | ((this.slot[65] as number) << 8)
    if ((type !== 1 && type !== 2) || length < 4 || length > 64 || length % 2 !== 0) return
    const name = new TextDecoder('utf-16le').decode(this.slot.subarray(0, length - 2))
    const kind = KINDS.find(([pattern]) => pattern.test(name))?.[1]
    // A mail keeps whole documents as what is attached.
    if (kind?.case === 'mail') this.mail = kind
    else this.found ??= kind
  }
}
