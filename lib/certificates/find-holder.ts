import type { Db } from '#lib/db.ts'

/** Whose certificate it is, or was. */
export type Holder = {
  employerId: string
  orgnr: string
  name: string
  services: string[]
  validFrom: Date
  removedAt: Date | null
}

/** By fingerprint, issuer and number together; undefined for one that was never registered. For gateway. */
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
