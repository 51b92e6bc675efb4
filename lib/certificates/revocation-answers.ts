// What issuers say of revocation is asked for by relay and kept in revocation_answer, a queue of sources; gateway reads it.

import { claimSql } from '#lib/claim-sql.ts'
import type { Db } from '#lib/db.ts'
import { backoffSql } from '#lib/leases.ts'

type SourceRow = { key: string; kind: 'crl' | 'ocsp'; url: string }

const FORGET_DAYS = 30

/** Records the sources that the certificates in use name: new ones are due at once, those not named for FORGET_DAYS are removed. */
export async function noteRevocationSources({ db }: { db: Pick<Db, 'pool'> }, sources: readonly SourceRow[]): Promise<void> {
  const columns = [sources.map(({ key }) => key), sources.map(({ kind }) => kind), sources.map(({ url }) => url)]
  await db.pool.query({ name: 'want-revocation', text: WANT, values: columns })
  await db.pool.query({ name: 'forget-revocation', text: FORGET, values: [FORGET_DAYS] })
}

const WANT = `
INSERT INTO revocation_answer (key, kind, url, fingerprint)
SELECT key, kind, url, CASE WHEN kind = 'ocsp' THEN substr(key, 6) END FROM unnest($1::text[], $2::text[], $3::text[]) AS w (key, kind, url)
ON CONFLICT (key) DO UPDATE SET wanted_at = now(), url = excluded.url`
const FORGET = 'DELETE FROM revocation_answer WHERE wanted_at < now() - make_interval(days => $1)'

const LEASE_S = 120
const AT_ONCE = 5

/** Claims the sources that are due to be asked, AT_ONCE at most, for LEASE_S seconds; returns their keys. */
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

/** `code` is a stable word for why there is no valid answer. */
export type RevocationAnswer =
  | { kind: 'answered'; raw: Uint8Array; thisUpdate: Date; nextUpdate: Date | undefined }
  | { kind: 'failed'; code: string }

/** Keeps an issuer's answer, or why there is none (the last answer stays then), and sets when to ask again. */
export async function recordRevocation({ db }: { db: Pick<Db, 'pool'> }, key: string, answer: RevocationAnswer): Promise<void> {
  if (answer.kind === 'failed') {
    await db.pool.query({ name: 'revocation-failed', text: FAILED, values: [key, answer.code] })
    return
  }
  const { raw, thisUpdate, nextUpdate } = answer
  await db.pool.query({ name: 'revocation-answered', text: ANSWERED, values: [key, raw, thisUpdate, nextUpdate ?? null] })
}

/** Due again when half of the answer's time is over: after a minute at the earliest, an hour at the latest. */
const ANSWERED = `
UPDATE revocation_answer SET raw = $2, this_update = $3, next_update = $4, fetched_at = clock_timestamp(), failures = 0, last_error = NULL,
  next_try_at = now() + greatest(interval '1 minute', least(interval '1 hour', coalesce(($4::timestamptz - now()) / 2, interval '1 hour')))
WHERE key = $1`
const FAILED = `
UPDATE revocation_answer SET failures = failures + 1, last_error = $2,
  next_try_at = now() + ${backoffSql({ failures: 'failures', firstS: '15', maxS: '600' })}
WHERE key = $1`

/** Fingerprints of the certificates that are registered and have not ended. */
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
