import { type Context, inTransaction } from '#lib/db.ts'

/** A file on the receiver's list. `orgnr` is canonical where it can be read, else as it stood. */
export type ListedArrival = {
  id: string
  orgnr: string
  service: string
  name: string
  /** Null: the receiver does not say. */
  bytes: number | null
  sha256: string
}
type NoteArrivalsInput = {
  channel: string
  listed: ListedArrival[]
  /** The list may lack some of the receiver's files: nothing is taken for gone. */
  partial: boolean
}
export type NotedArrivals = { fresh: number; gone: number; reused: string[] }

/**
 * Records the receiver's list: a new file is due, one that was confirmed and stands there again is due to be confirmed again, one
 * that is no longer listed and was never stored is gone. `reused`: ids under which another file is stored; those are left alone.
 */
export async function noteArrivals(
  { db }: Pick<Context, 'db'>,
  { channel, listed, partial }: NoteArrivalsInput,
): Promise<NotedArrivals> {
  return inTransaction(db, async (client) => {
    const column = <K extends keyof ListedArrival>(name: K) => listed.map((one) => one[name])
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

/** A stored arrival keeps its values; one that is not stored takes the list's. */
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

/** Whether this relay is to ask for the receiver's list now: at most one does in `everyMs`, by the database's clock. */
export async function takeListingTurn(
  { db }: Pick<Context, 'db'>,
  { channel, everyMs }: { channel: string; everyMs: number },
): Promise<boolean> {
  const { rowCount } = await db.pool.query({ name: 'take-turn', text: TAKE_TURN, values: [channel, everyMs / 1000] })
  return rowCount === 1
}

const TAKE_TURN = `
INSERT INTO delivery_turn AS t (channel, next_at) VALUES ($1, clock_timestamp() + make_interval(secs => $2))
ON CONFLICT (channel) DO UPDATE SET next_at = EXCLUDED.next_at WHERE t.next_at <= clock_timestamp()`
