import { type Context, forEmployer } from '#lib/db.ts'
import { type Delivery, Prisma } from '#prisma/generated/client.ts'
import { type DeliveryCursor, parseDeliveryCursor, writeDeliveryCursor } from './delivery-cursor.ts'
import { type DeliveryStatus, deliveryStatus } from './delivery-status.ts'

export type SoughtDeliveries = {
  employerId: string
  service?: string | undefined
  /** `new`: never fetched. `open`: not acknowledged. `here`: all whose content is still here. `all`: the purged ones too. */
  which: 'new' | 'open' | 'here' | 'all'
  /** `next` of the page before. */
  after?: string | undefined
  /** 1 to 500, else 50. */
  limit?: number | undefined
}
export type ListedDelivery = Delivery & { status: DeliveryStatus }
export type DeliveryPage = { deliveries: ListedDelivery[]; next: string | null }

const MOST = 500

/** The employer's files from FK, unread first, then newest; a page at a time by key. */
export async function listDeliveries({ db }: Pick<Context, 'db'>, sought: SoughtDeliveries): Promise<DeliveryPage> {
  const limit = Math.min(MOST, Math.max(1, Math.trunc(sought.limit ?? 50)))
  return forEmployer(db, sought.employerId, async (tx) => {
    // One more than asked for says whether there is a next page.
    const keys = await tx.$queryRaw<DeliveryCursor[]>`
      SELECT id, ${UNREAD} AS unread, (extract(epoch FROM received_at) * 1000000)::bigint AS micros FROM delivery
      WHERE ${where(sought)} ORDER BY ${UNREAD} DESC, received_at DESC, id DESC LIMIT ${limit + 1}`
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

/** As the index has it. */
const UNREAD = Prisma.sql`(fetched_at IS NULL AND purged_at IS NULL)`

function where({ employerId, service, which, after }: SoughtDeliveries): Prisma.Sql {
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
