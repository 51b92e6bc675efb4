import { type AskingContext, askCompanies } from '#lib/access/ask-companies.ts'
import { type DeliveryPlace, readDeliveryKeys, writeDeliveryCursor } from './delivery-keys.ts'
import type { DeliveryPage } from './list-deliveries.ts'
import { readDeliveries } from './read-deliveries.ts'

type CompanyKey = DeliveryPlace & { employerId: string }

const ROWS = 50

/** The inboxes of several companies as one, as listAcross has their submissions: first each company's keys, then the rows of the page. */
export async function listDeliveriesAcross(
  context: AskingContext,
  { companies, after }: { companies: readonly string[]; after: string | undefined },
): Promise<DeliveryPage> {
  const keys = await askCompanies(context, companies, (tx, employerId) =>
    readDeliveryKeys(tx, { employerId, which: 'all', after }, ROWS + 1),
  )
  const all = [...keys].flatMap(([employerId, own]) => own.map((key): CompanyKey => ({ ...key, employerId })))
  const page = all.sort(unreadFirst).slice(0, ROWS)
  const found = await askCompanies(context, [...new Set(page.map(({ employerId }) => employerId))], (tx, employerId) =>
    readDeliveries(
      tx,
      page.filter((key) => key.employerId === employerId),
    ),
  )
  const byId = new Map([...found.values()].flat().map((row) => [row.id, row]))
  const last = page.at(-1)
  return {
    deliveries: page.flatMap(({ id }) => byId.get(id) ?? []),
    next: last && all.length > ROWS ? writeDeliveryCursor(last) : null,
  }
}

/** As the database sorts: ids as their bytes. */
function unreadFirst(a: DeliveryPlace, b: DeliveryPlace): number {
  if (a.unread !== b.unread) return a.unread ? -1 : 1
  if (a.micros !== b.micros) return a.micros > b.micros ? -1 : 1
  return a.id > b.id ? -1 : 1
}
