import { type Context, inTransaction } from '#lib/db.ts'

/** A file that a receiver says it has. `orgnr` is canonical where it can be read, else as it stood. */
export type Listed = {
  id: string
  orgnr: string
  service: string
  name: string
  /** Null: the receiver does not say. */
  bytes: number | null
  sha256: string
}
type Listing = {
  channel: string
  listed: Listed[]
  /** Some of what the receiver has may be missing: nothing is taken for gone. */
  partial: boolean
}
export type Noted = { fresh: number; gone: number; reused: string[] }

/**
 * Writes down what the receiver has: what is new is due, what we have already told it about is told again (it has forgotten),
 * what is listed no more and never came is gone. `reused`: ids under which we have another file; those are left alone.
 */
export async function noteArrivals({ db }: Pick<Context, 'db'>, { channel, listed, partial }: Listing): Promise<Noted> {
  return inTransaction(db, async (client) => {
    const column = <K extends keyof Listed>(name: K) => listed.map((one) => one[name])
    const values = [channel, column('id'), column('orgnr'), column('service'), column('name'), column('bytes'), column('sha256')]
    const { rows } = await client.query<{ id: string; fresh: boolean; reused: boolean }>(NOTE, values)
    const gone = partial ? 0 : (await client.query(GONE, [channel])).rowCount
    return {
      fresh: rows.filter(({ fresh }) => fresh).length,
      gone: gone ?? 0,
      reused: rows.filter(({ reused }) => reused).map(({ id }) => id),
    }
  })
}

/** What was known of an arrival that has come stays; of one that has not, the receiver's last word counts. */
const NOTE = `
INSERT INTO arrival AS a (channel, receiver_id, orgnr, service, name, bytes, sha256, listed_at, seen_at, next_try_at)
SELECT $1, u.id, u.orgnr, u.service, u.name, u.bytes, u.sha256, now(), now(), now()
FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[]) AS u (id, orgnr, service, name, bytes, sha256)
ORDER BY u.id
ON CONFLICT (channel, receiver_id) DO UPDATE SET
  seen_at = now(),
  gone_at = NULL,
  orgnr = CASE WHEN a.delivery_id IS NULL THEN EXCLUDED.orgnr ELSE a.orgnr END,
  service = CASE WHEN a.delivery_id IS NULL THEN EXCLUDED.service ELSE a.service END,
  name = CASE WHEN a.delivery_id IS NULL THEN EXCLUDED.name ELSE a.name END,
  bytes = CASE WHEN a.delivery_id IS NULL THEN EXCLUDED.bytes ELSE a.bytes END,
  sha256 = CASE WHEN a.delivery_id IS NULL THEN EXCLUDED.sha256 ELSE a.sha256 END,
  fault = CASE WHEN a.delivery_id IS NOT NULL AND a.sha256 <> EXCLUDED.sha256 THEN 'id-reused' ELSE a.fault END,
  next_try_at = CASE WHEN a.delivery_id IS NOT NULL AND a.sha256 <> EXCLUDED.sha256 THEN NULL ELSE coalesce(a.next_try_at, now()) END
RETURNING receiver_id AS id, a.listed_at = now() AS fresh, fault IS NOT DISTINCT FROM 'id-reused' AS reused`

const GONE = `
UPDATE arrival SET gone_at = now(), next_try_at = NULL
WHERE channel = $1 AND delivery_id IS NULL AND gone_at IS NULL AND seen_at < now()`
