import type { Tx } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { Prisma } from '#prisma/generated/client.ts'

export type DeliveryWish = {
  employerId: string
  service?: string | undefined
  /** `new`: never fetched. `open`: not acknowledged. `here`: not purged. `all`: the purged ones too. */
  which: 'new' | 'open' | 'here' | 'all'
  /** `next` of the page before. */
  after?: string | undefined
}

/** The place of a delivery in a list: whether it is unread, its time in microseconds since 1970, and its id. */
export type DeliveryPlace = { id: string; unread: boolean; micros: bigint }

/** The keys of the employer's first `limit` deliveries after the cursor, unread first, then the newest. `tx` speaks for the employer. */
export async function readDeliveryKeys(tx: Tx, wish: DeliveryWish, limit: number): Promise<DeliveryPlace[]> {
  return tx.$queryRaw<DeliveryPlace[]>`
    SELECT id, ${UNREAD} AS unread, (extract(epoch FROM received_at) * 1000000)::bigint AS micros FROM delivery
    WHERE ${where(wish)} ORDER BY ${UNREAD} DESC, received_at DESC, id DESC LIMIT ${limit}`
}

/** The expression of the index. */
const UNREAD = Prisma.sql`(fetched_at IS NULL AND purged_at IS NULL)`

function where({ employerId, service, which, after }: DeliveryWish): Prisma.Sql {
  const parts = [Prisma.sql`employer_id = ${employerId}::uuid`]
  if (service) parts.push(Prisma.sql`service = ${service}`)
  if (which === 'new') parts.push(UNREAD)
  if (which === 'open') parts.push(Prisma.sql`acknowledged_at IS NULL AND purged_at IS NULL`)
  if (which === 'here') parts.push(Prisma.sql`purged_at IS NULL`)
  if (after) {
    const { id, micros, unread } = parseDeliveryCursor(after)
    const at = Prisma.sql`(timestamptz 'epoch' + ${micros} * interval '1 microsecond')`
    parts.push(Prisma.sql`(${UNREAD}, received_at, id) < (${unread}, ${at}, ${id}::uuid)`)
  }
  return Prisma.join(parts, ' AND ')
}

/** What leads on from this key. */
export function writeDeliveryCursor({ id, unread, micros }: DeliveryPlace): string {
  return Buffer.from(`${unread ? 1 : 0}.${micros}.${id}`).toString('base64url')
}

/** Refuses (`invalid`, `cursor`) a text that is not a cursor. */
function parseDeliveryCursor(text: string): DeliveryPlace {
  const match = /^([01])\.(\d{1,17})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(
    Buffer.from(text, 'base64url').toString(),
  )
  if (!match?.[1] || !match[2] || !match[3]) throw new AppError('invalid', 'cursor')
  return { unread: match[1] === '1', micros: BigInt(match[2]), id: match[3] }
}
