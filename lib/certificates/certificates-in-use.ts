import type { Db } from '#lib/db.ts'

/** Fingerprints of every certificate that gateway would take. For relay. */
export async function certificatesInUse({ db }: { db: Pick<Db, 'pool'> }): Promise<string[]> {
  const { rows } = await db.pool.query<{ fingerprint: string }>({ name: 'certificates-in-use', text: IN_USE })
  return rows.map(({ fingerprint }) => fingerprint)
}

/** The DER of some of them. */
export async function readDer(
  { db }: { db: Pick<Db, 'pool'> },
  fingerprints: readonly string[],
): Promise<{ fingerprint: string; der: Buffer }[]> {
  const { rows } = await db.pool.query<{ fingerprint: string; der: Buffer }>({
    name: 'certificates-der',
    text: DER,
    values: [fingerprints],
  })
  return rows
}

const IN_USE = 'SELECT fingerprint FROM certificate WHERE removed_at IS NULL AND not_after > now()'
const DER = 'SELECT fingerprint, der FROM certificate WHERE removed_at IS NULL AND fingerprint = ANY ($1)'
