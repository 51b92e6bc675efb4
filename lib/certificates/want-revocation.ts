import type { Db } from '#lib/db.ts'

type Wanted = { key: string; kind: 'crl' | 'ocsp'; url: string }

const FORGET_DAYS = 30

/** Says which sources the certificates in use name: new ones are due at once, and what nobody has wanted for a month is forgotten. */
export async function wantRevocation({ db }: { db: Pick<Db, 'pool'> }, wanted: readonly Wanted[]): Promise<void> {
  const columns = [wanted.map(({ key }) => key), wanted.map(({ kind }) => kind), wanted.map(({ url }) => url)]
  await db.pool.query({ name: 'want-revocation', text: WANT, values: columns })
  await db.pool.query({ name: 'forget-revocation', text: FORGET, values: [FORGET_DAYS] })
}

const WANT = `
INSERT INTO revocation_answer (key, kind, url, fingerprint)
SELECT key, kind, url, CASE WHEN kind = 'ocsp' THEN substr(key, 6) END FROM unnest($1::text[], $2::text[], $3::text[]) AS w (key, kind, url)
ON CONFLICT (key) DO UPDATE SET wanted_at = now(), url = excluded.url`
const FORGET = 'DELETE FROM revocation_answer WHERE wanted_at < now() - make_interval(days => $1)'
