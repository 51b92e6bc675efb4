import { AppError } from '#lib/errors.ts'

/** The last row of a page: its time in microseconds since 1970, and its id. */
export type Cursor = { id: string; micros: bigint }

export function writeCursor({ id, micros }: Cursor): string {
  return Buffer.from(`${micros}.${id}`).toString('base64url')
}

/** Refuses (`invalid`, `cursor`) what no page gave out. */
export function parseCursor(text: string): Cursor {
  const match = /^(\d{1,17})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(Buffer.from(text, 'base64url').toString())
  if (!match?.[1] || !match[2]) throw new AppError('invalid', 'cursor')
  return { micros: BigInt(match[1]), id: match[2] }
}
