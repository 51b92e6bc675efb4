import type { Context } from '#lib/db.ts'

/** What one relay has seen of a receiver. How long ago, in milliseconds: the database's clock makes times of it. */
export type LineNote = {
  acceptedMs: number | null
  /** When the line was last shown to be open. */
  answeredMs: number | null
  triedMs: number | null
  failing: { forMs: number; code: string } | null
  /** The receiver's opening hours, as its file has them. */
  hours: readonly unknown[]
}
type LineRow = { answeredMs: number | null; failing: { forMs: number; code: string } | null }

/**
 * Writes what this relay has seen of the receiver together with what others wrote: the latest answer of any relay ends every
 * failing that began before it. Gives what all of them know by now.
 */
export async function noteLine({ db }: Pick<Context, 'db'>, channel: string, note: LineNote): Promise<LineRow> {
  const secs = (ms: number | null | undefined) => (ms === null || ms === undefined ? null : ms / 1000)
  const { acceptedMs, answeredMs, triedMs, failing, hours } = note
  const ages = [acceptedMs, answeredMs, triedMs, failing?.forMs].map(secs)
  const values = [channel, ...ages, failing?.code ?? null, JSON.stringify(hours)]
  const { rows } = await db.pool.query<LineRow>({ name: 'note-line', text: NOTE_LINE, values })
  return rows[0] ?? NOTHING_KNOWN
}

/** What the relays know of the receiver, without writing. */
export async function knownLine({ db }: Pick<Context, 'db'>, channel: string): Promise<LineRow> {
  const text = `SELECT ${COLUMNS} FROM receiver_line l WHERE channel = $1`
  const { rows } = await db.pool.query<LineRow>({ name: 'known-line', text, values: [channel] })
  return rows[0] ?? NOTHING_KNOWN
}

const NOTHING_KNOWN: LineRow = { answeredMs: null, failing: null }

/** A time that has not been: the clock was set back since. Nothing follows from it. */
const past = (column: string) => `CASE WHEN l.${column} <= clock_timestamp() THEN l.${column} END`

const COLUMNS = `(extract(epoch FROM now() - ${past('last_answered_at')}) * 1000)::float8 AS "answeredMs",
  CASE WHEN l.failing_since <= clock_timestamp()
    THEN json_build_object('forMs', extract(epoch FROM now() - l.failing_since) * 1000, 'code', l.failing_code) END AS failing`

const ago = (seconds: string) => `now() - make_interval(secs => ${seconds}::float8)`
const ANSWERED = `coalesce(greatest(${past('last_answered_at')}, excluded.last_answered_at), '-infinity')`
const MINE = `CASE WHEN excluded.failing_since >= ${ANSWERED} THEN excluded.failing_since END`
const OTHERS = `CASE WHEN l.failing_since BETWEEN ${ANSWERED} AND clock_timestamp() THEN l.failing_since END`

const NOTE_LINE = `
INSERT INTO receiver_line AS l (channel, last_accepted_at, last_answered_at, tried_at, failing_since, failing_code, hours)
VALUES ($1, ${ago('$2')}, ${ago('$3')}, ${ago('$4')}, ${ago('$5')}, $6, $7::jsonb)
ON CONFLICT (channel) DO UPDATE SET
  last_accepted_at = greatest(${past('last_accepted_at')}, excluded.last_accepted_at),
  last_answered_at = greatest(${past('last_answered_at')}, excluded.last_answered_at),
  tried_at = greatest(${past('tried_at')}, excluded.tried_at),
  failing_since = least(${MINE}, ${OTHERS}),
  failing_code = CASE WHEN ${MINE} IS NOT NULL THEN excluded.failing_code WHEN ${OTHERS} IS NOT NULL THEN l.failing_code END,
  hours = excluded.hours
RETURNING ${COLUMNS}`
