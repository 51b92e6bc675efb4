import type { Db } from '#lib/db.ts'

const MINUTE_MS = 60_000
const noted = new WeakMap<object, Map<string, number>>()

/** For "last used": once a minute and certificate, so that a thousand calls cost one write. For gateway. */
export async function noteUse({ db }: { db: Pick<Db, 'pool'> }, fingerprint: string): Promise<void> {
  const mine = noted.get(db.pool) ?? new Map<string, number>()
  noted.set(db.pool, mine)
  const now = performance.now()
  if (now - (mine.get(fingerprint) ?? Number.NEGATIVE_INFINITY) < MINUTE_MS) return
  mine.set(fingerprint, now)
  await db.pool.query({ name: 'certificate-used', text: 'SELECT certificate_used($1)', values: [fingerprint] })
}
