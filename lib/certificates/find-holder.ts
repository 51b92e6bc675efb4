import type { Db } from '#lib/db.ts'

/** The employer that a certificate is, or was, registered for. */
export type Holder = {
  employerId: string
  orgnr: string
  name: string
  services: string[]
  validFrom: Date
  removedAt: Date | null
}

/** Finds it by fingerprint, issuer and number together; undefined for a certificate that was never registered. */
export async function findHolder(
  { db }: { db: Pick<Db, 'pool'> },
  { fingerprint, issuer, number }: { fingerprint: string; issuer: string; number: string },
): Promise<Holder | undefined> {
  const { rows } = await db.pool.query<Holder>({
    name: 'certificate-holder',
    text: HOLDER,
    values: [fingerprint, issuer, number],
  })
  return rows[0]
}

const HOLDER = `
SELECT employer_id AS "employerId", orgnr, name, services, valid_from AS "validFrom", removed_at AS "removedAt"
FROM certificate_holder($1, $2, $3)`

const MINUTE_MS = 60_000
const noted = new WeakMap<object, Map<string, number>>()

/** Records when a certificate was last used: one write a minute and certificate, however many calls. */
export async function noteUse({ db }: { db: Pick<Db, 'pool'> }, fingerprint: string): Promise<void> {
  const mine = noted.get(db.pool) ?? new Map<string, number>()
  noted.set(db.pool, mine)
  const now = performance.now()
  if (now - (mine.get(fingerprint) ?? Number.NEGATIVE_INFINITY) < MINUTE_MS) return
  mine.set(fingerprint, now)
  await db.pool.query({ name: 'certificate-used', text: 'SELECT certificate_used($1)', values: [fingerprint] })
}
