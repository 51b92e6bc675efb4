import { AppError } from '#lib/errors.ts'

/** The last row of a page: whether it was unread, its time in microseconds since 1970, and its id. */
export type DeliveryCursor = { id: string; unread: boolean; micros: bigint }

export function writeDeliveryCursor({ id, unread, micros }: DeliveryCursor): string {
  return Buffer.from(`${unread ? 1 : 0}.${micros}.${id}`).toString('base64url')
}

/** Refuses (`invalid`, `cursor`) what no page gave out. */
export function parseDeliveryCursor(text: string): DeliveryCursor {
  const match = /^([01])\.(\d{1,17})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(
    Buffer.from(text, 'base64url').toString(),
  )
  if (!match?.[1] || !match[2] || !match[3]) throw new AppError('invalid', 'cursor')
  return { unread: match[1] === '1', micros: BigInt(match[2]), id: match[3] }
}
