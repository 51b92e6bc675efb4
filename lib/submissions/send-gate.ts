import type pg from 'pg'
import { type Db, inTransaction } from '#lib/db.ts'
import { raiseStoreEpoch, readStoreEpoch } from '#lib/store/epoch.ts'

/** `restored`: the database was put back from a backup. `held`: an operator stopped it. */
export type StopReason = 'restored' | 'held'

/**
 * Whether files may be sent. `forgottenBefore`: payloads sealed until then may belong to rows that a restore has forgotten.
 * `since`: null until a relay has noted the stop.
 */
export type SendGate =
  | { kind: 'open'; forgottenBefore: Date | null }
  | { kind: 'stopped'; why: StopReason; since: Date | null; isReconciled: boolean }

type GateRow = {
  epoch: string
  stoppedAt: Date | null
  stoppedWhy: StopReason | null
  reconciledAt: Date | null
  releasedAt: Date | null
}

const COLUMNS = `epoch::text AS epoch, stopped_at AS "stoppedAt", stopped_why AS "stoppedWhy", reconciled_at AS "reconciledAt",
  released_at AS "releasedAt"`

/** A store ahead of its database counts as a stop before any relay has seen it. */
export async function readGate({ pool }: Pick<Db, 'pool'>, dir: string): Promise<SendGate> {
  // The store first: the database is raised before the store, so what is read of it later cannot be behind.
  const stored = await readStoreEpoch(dir)
  return gateOf(await readRow(pool), stored)
}

/** Why nothing is sent; null while sending goes on. */
export async function readStop(db: Pick<Db, 'pool'>, dir: string): Promise<StopReason | null> {
  const gate = await readGate(db, dir)
  return gate.kind === 'stopped' ? gate.why : null
}

function gateOf(row: GateRow, stored: bigint): SendGate {
  const { stoppedAt: since, stoppedWhy, reconciledAt, releasedAt } = row
  // A comparison raises the database's epoch to the store's: one that an older database remembers was made before its restore.
  if (stored > BigInt(row.epoch)) return { kind: 'stopped', why: 'restored', since, isReconciled: false }
  if (stoppedWhy) return { kind: 'stopped', why: stoppedWhy, since, isReconciled: reconciledAt !== null }
  return { kind: 'open', forgottenBefore: releasedAt }
}

async function readRow(client: Pick<pg.PoolClient | pg.Pool, 'query'>): Promise<GateRow> {
  const { rows } = await client.query<GateRow>(`SELECT ${COLUMNS} FROM send_gate`)
  if (!rows[0]) throw new Error('send_gate has no row')
  return rows[0]
}

/**
 * Begins a new epoch: in the database, then in the store, so that a death between the two looks like no restore. When the store
 * is ahead the gate closes instead and no epoch begins. Several relays may do it at once. Gives the database's epoch.
 */
export async function beginEpoch(db: Pick<Db, 'pool'>, dir: string): Promise<{ epoch: bigint; stopped: StopReason | null }> {
  const stored = await readStoreEpoch(dir)
  const { rows } = await db.pool.query<GateRow>(BEGIN_EPOCH, [String(stored)])
  const row = rows[0]
  if (!row) throw new Error('send_gate has no row')
  const epoch = BigInt(row.epoch)
  if (epoch >= stored) await copyEpoch(db, dir, epoch)
  return { epoch, stopped: row.stoppedWhy }
}

const BEGIN_EPOCH = `
UPDATE send_gate SET
  epoch = CASE WHEN $1::bigint > epoch THEN epoch ELSE epoch + 1 END,
  reconciled_at = CASE WHEN $1::bigint > epoch THEN NULL ELSE reconciled_at END,
  stopped_at = CASE WHEN $1::bigint > epoch THEN coalesce(stopped_at, clock_timestamp()) ELSE stopped_at END,
  stopped_why = CASE WHEN $1::bigint > epoch THEN 'restored' ELSE stopped_why END
RETURNING ${COLUMNS}`

/** What is committed is copied to the store, by one process at a time. */
async function copyEpoch(db: Pick<Db, 'pool'>, dir: string, epoch: bigint): Promise<void> {
  await inTransaction(db, async (client) => {
    await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('store-epoch', 0))`)
    await raiseStoreEpoch(dir, epoch)
  })
}
