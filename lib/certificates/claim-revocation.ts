import { claimSql } from '#lib/claim-sql.ts'
import type { Db } from '#lib/db.ts'

/** Long enough for a few answers to come. */
const LEASE_S = 120
const AT_ONCE = 5

/** Keys of sources that are due to be asked, for this relay alone until the lease is over. */
export async function claimRevocation({ db }: { db: Pick<Db, 'pool'> }): Promise<string[]> {
  const { rows } = await db.pool.query<{ key: string }>({ name: 'claim-revocation', text: CLAIM, values: [AT_ONCE, LEASE_S] })
  return rows.map(({ key }) => key)
}

const CLAIM = claimSql({
  table: 'revocation_answer',
  key: ['key'],
  due: 'next_try_at',
  limit: '$1',
  set: 'next_try_at = now() + make_interval(secs => $2::float8)',
  columns: 'c.key',
})
