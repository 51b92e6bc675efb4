import { forEmployer, type RowWithWords, type Speaking, withWords } from '#lib/db.ts'
import type { Exchange } from '#prisma/generated/client.ts'

/** `test`: files are checked, and nothing is passed on. */
export type ExchangeState = 'test' | 'production'
type ExchangeWords = { channel: 'https' | 'shs' | 'provider'; state: ExchangeState }
export type ListedExchange = RowWithWords<Exchange, ExchangeWords>

/** By which way the employer's files of each e-service go to FK, and whether the company has blocked the paper way in. */
export async function listExchanges(
  { db, actor }: Speaking,
  employerId: string,
): Promise<{ exchanges: ListedExchange[]; paperBlockedAt: Date | null }> {
  return forEmployer({ db, actor }, employerId, async (tx) => {
    const where = { employerId, endedAt: null }
    const rows = await tx.exchange.findMany({ where, orderBy: [{ service: 'asc' }, { channel: 'asc' }] })
    const { paperBlockedAt } = await tx.employer.findUniqueOrThrow({ where: { id: employerId } })
    return { exchanges: rows.map((row) => withWords<Exchange, ExchangeWords>(row)), paperBlockedAt }
  })
}
