export class BrokenArchive extends Error {}
export class TooManyEntries extends Error {}

/** `name`: as written; `from`: where its packed bytes begin. */
export type ZipEntry = { name: string; method: number; from: number; size: number }

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const END64 = 0x06064b50
const END64_LOCATOR = 0x07064b50
const END_LENGTH = 22
const LOCATOR_LENGTH = 20
const MOST_ENTRIES = 5000
/** A number that stands in a record of 64 bits instead (APPNOTE 4.4.1.4). */
const ELSEWHERE = 0xffffffff
const EXTRA64 = 1

/** Entries by the central directory (APPNOTE 4.3.12), as spreadsheet programs read them; 64-bit records too. */
export function zipEntries(bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const directory = directoryOf(view)
  if (directory.count > MOST_ENTRIES) throw new TooManyEntries()
  const entries: ZipEntry[] = []
  const names = new TextDecoder()
  let { at } = directory
  for (let i = 0; i < directory.count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) throw new BrokenArchive()
    const nameEnd = at + 46 + view.getUint16(at + 28, true)
    const extraEnd = nameEnd + view.getUint16(at + 30, true)
    if (extraEnd > bytes.length) throw new BrokenArchive()
    const { size, local } = placeOf(view, at, { from: nameEnd, to: extraEnd })
    if (local + 30 > bytes.length || view.getUint32(local, true) !== LOCAL) throw new BrokenArchive()
    const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    entries.push({ name: names.decode(bytes.subarray(at + 46, nameEnd)), method: view.getUint16(at + 10, true), from, size })
    at = extraEnd + view.getUint16(at + 32, true)
  }
  return entries
}

/** Packed size and place of the local header, from the extra field of 64 bits where the ordinary one points there. */
function placeOf(view: DataView, at: number, extra: { from: number; to: number }): { size: number; local: number } {
  let size = view.getUint32(at + 20, true)
  let local = view.getUint32(at + 42, true)
  if (size !== ELSEWHERE && local !== ELSEWHERE) return { size, local }
  for (let field = extra.from; field + 4 <= extra.to; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== EXTRA64) continue
    // In this order, each only where its ordinary field points here: unpacked size, packed size, place.
    let next = field + 4
    if (view.getUint32(at + 24, true) === ELSEWHERE) next += 8
    if (size === ELSEWHERE) {
      size = number64(view, next)
      next += 8
    }
    if (local === ELSEWHERE) local = number64(view, next)
    break
  }
  return { size, local }
}

function directoryOf(view: DataView): { count: number; at: number } {
  const end = endOf(view)
  const count = view.getUint16(end + 10, true)
  const at = view.getUint32(end + 16, true)
  if (count !== 0xffff && at !== ELSEWHERE) return { count, at }
  const locator = end - LOCATOR_LENGTH
  if (locator < 0 || view.getUint32(locator, true) !== END64_LOCATOR) return { count, at }
  const end64 = number64(view, locator + 8)
  if (end64 + 56 > view.byteLength || view.getUint32(end64, true) !== END64) throw new BrokenArchive()
  return { count: number64(view, end64 + 32), at: number64(view, end64 + 48) }
}

/** Numbers beyond what a file can hold lead outside it, which is found there. */
function number64(view: DataView, at: number): number {
  if (at + 8 > view.byteLength) throw new BrokenArchive()
  return Number(view.getBigUint64(at, true))
}

/** The end record: the one whose comment reaches the end of the file, else the last. */
function endOf(view: DataView): number {
  const first = Math.max(0, view.byteLength - END_LENGTH - 65_535)
  let last = -1
  for (let at = view.byteLength - END_LENGTH; at >= first; at--) {
    if (view.getUint32(at, true) !== END) continue
    if (at + END_LENGTH + view.getUint16(at + 20, true) === view.byteLength) return at
    if (last < 0) last = at
  }
  if (last < 0) throw new BrokenArchive()
  return last
}
