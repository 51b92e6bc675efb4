import { forEmployer, type Speaking } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { type Delivery, Prisma } from '#prisma/generated/client.ts'
import { type DeliveryStatus, deliveryStatus } from './delivery-status.ts'

export type ListDeliveriesInput = {
  employerId: string
  service?: string | undefined
  /** `new`: never fetched. `open`: not acknowledged. `here`: not purged. `all`: the purged ones too. */
  which: 'new' | 'open' | 'here' | 'all'
  /** `next` of the page before. */
  after?: string | undefined
  /** 1 to 500; 50 where none is given. */
  limit?: number | undefined
}
export type ListedDelivery = Delivery & { status: DeliveryStatus }
export type DeliveryPage = { deliveries: ListedDelivery[]; next: string | null }

/** The last row of a page: whether it was unread, its time in microseconds since 1970, and its id. */
type DeliveryCursor = { id: string; unread: boolean; micros: bigint }

const MOST = 500

/** The employer's deliveries, unread first, then the newest; a page at a time by cursor. Refuses (`invalid`, `cursor`) a cursor that is none. */
export async function listDeliveries({ db, actor }: Speaking, input: ListDeliveriesInput): Promise<DeliveryPage> {
  const limit = Math.min(MOST, Math.max(1, Math.trunc(input.limit ?? 50)))
  return forEmployer({ db, actor }, input.employerId, async (tx) => {
    // One more than asked for says whether there is a next page.
    const keys = await tx.$queryRaw<DeliveryCursor[]>`
      SELECT id, ${UNREAD} AS unread, (extract(epoch FROM received_at) * 1000000)::bigint AS micros FROM delivery
      WHERE ${where(input)} ORDER BY ${UNREAD} DESC, received_at DESC, id DESC LIMIT ${limit + 1}`
    const page = keys.slice(0, limit)
    const rows = await tx.delivery.findMany({ where: { id: { in: page.map(({ id }) => id) } } })
    const byId = new Map(rows.map((row) => [row.id, row]))
    const last = page.at(-1)
    return {
      deliveries: page.flatMap(({ id }) => {
        const row = byId.get(id)
        return row ? [{ ...row, status: deliveryStatus(row) }] : []
      }),
      next: last && keys.length > limit ? writeDeliveryCursor(last) : null,
    }
  })
}

/** The expression of the index. */
const UNREAD = Prisma.sql`(fetched_at IS NULL AND purged_at IS NULL)`

function where({ employerId, service, which, after }: ListDeliveriesInput): Prisma.Sql {
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

function writeDeliveryCursor({ id, unread, micros }: DeliveryCursor): string {
  return Buffer.from(`${unread ? 1 : 0}.${micros}.${id}`).toString('base64url')
}

/** Refuses (`invalid`, `cursor`) a text that is not a cursor. */
function parseDeliveryCursor(text: string): DeliveryCursor {
  const match = /^([01])\.(\d{1,17})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(
    Buffer.from(text, 'base64url').toString(),
  )
  if (!match?.[1] || !match[2] || !match[3]) throw new AppError('invalid', 'cursor')
  return { unread: match[1] === '1', micros: BigInt(match[2]), id: match[3] }
}
