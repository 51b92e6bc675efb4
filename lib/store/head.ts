// The beginning of a payload: MAGIC, the month whose key opens it (seven bytes, 2026-11; a payload under MAGIC_OLD has none), length of
// the wrapped key (2 bytes), the file's key wrapped with age for that month's recipient.
import type { FileHandle } from 'node:fs/promises'
import { LONGEST_WRAP, MAGIC, MAGIC_OLD } from './format.ts'
import { wrapKey } from './wrap-key.ts'

/** Whom a payload is sealed for: an age recipient, and the month (Swedish calendar) that it belongs to; null: to none. */
export type PayloadRecipient = { recipient: string; month: string | null }
/** `at`: bytes of the whole head, after which the segments begin. */
export type Head = { month: string | null; wrapped: Buffer; at: number }

const MONTH = /^20\d\d-(0[1-9]|1[0-2])$/
const MONTH_BYTES = 7

export const isMonth = (month: string): boolean => MONTH.test(month)

/** The head of a new payload: `key`, wrapped for its recipient. */
export async function makeHead(key: Uint8Array, { recipient, month }: PayloadRecipient): Promise<Buffer> {
  if (month !== null && !isMonth(month)) throw new Error('no month')
  const wrapped = await wrapKey(key, recipient)
  const length = Buffer.alloc(2)
  length.writeUInt16BE(wrapped.length)
  const begin = month === null ? MAGIC_OLD : Buffer.concat([MAGIC, Buffer.from(month, 'latin1')])
  return Buffer.concat([begin, length, wrapped])
}

/** Undefined when the file begins with no whole head. */
export async function readHead(file: FileHandle): Promise<Head | undefined> {
  const start = await readSome(file, MAGIC.length + MONTH_BYTES + 2 + LONGEST_WRAP)
  const magic = start.subarray(0, MAGIC.length)
  const isOld = magic.equals(MAGIC_OLD)
  if (!isOld && !magic.equals(MAGIC)) return undefined
  const month = isOld ? null : start.toString('latin1', MAGIC.length, MAGIC.length + MONTH_BYTES)
  if (month !== null && !isMonth(month)) return undefined
  const from = MAGIC.length + (isOld ? 0 : MONTH_BYTES) + 2
  if (start.length < from) return undefined
  const at = from + start.readUInt16BE(from - 2)
  if (at > from + LONGEST_WRAP || start.length < at) return undefined
  return { month, wrapped: start.subarray(from, at), at }
}

async function readSome(file: FileHandle, most: number): Promise<Buffer> {
  const buffer = Buffer.alloc(most)
  let read = 0
  while (read < most) {
    const { bytesRead } = await file.read(buffer, read, most - read, read)
    if (bytesRead === 0) break
    read += bytesRead
  }
  return buffer.subarray(0, read)
}
