// Compares what we have with any list of what FK has. The list comes in pieces into a table of the transaction, so that a
// million lines cost no memory and a list that turns out to be wrong changes nothing.
import type { PoolClient } from 'pg'
import { type Context, inTransaction, PORTAL_CHAIN } from '#lib/db.ts'
import { COMPARE, COUNT, CREATE, HOLD_DIFFERENT, INSERT, IS_FOREIGN, MISSING, SETTLE_ARRIVED, SHOW } from './reconcile-sql.ts'

/** A line of FK's list. `orgnr`: its last ten digits. */
export type ListedFile = {
  line: number
  kvittensId: string
  messageId: string | null
  orgnr: string | null
  sha256: string | null
}

/**
 * `missing`: we say that FK has it, and the list does not. `arrived`: the list has it, and we wait or do not know. `double`: FK
 * has one file under several kvittensIDs. `different`: it is another's, has other bytes, or we say that it was not sent.
 * `unknown`: FK has it, and we know nothing of it.
 */
export const DISCREPANCIES = ['missing', 'arrived', 'double', 'different', 'unknown'] as const
export type Discrepancy = (typeof DISCREPANCIES)[number]
export type DiscrepancyRow = {
  kind: Discrepancy
  line: number | null
  kvittensId: string | null
  reference: string | null
  orgnr: string | null
  sha256: string | null
  /** What differs. */
  fields: string[]
}
export type Reconciliation = {
  listed: number
  agreeing: number
  counts: Record<Discrepancy, number>
  /** The first of each kind. */
  rows: DiscrepancyRow[]
  /** Submissions that were settled, and held, by the list. */
  settled: number
  held: number
}

type ReconcileInput = {
  files: AsyncIterable<ListedFile>
  /** Records what it finds, so that nothing of it is sent: what has arrived is settled, what differs is held. */
  records: boolean
  /** Only what was delivered since then can be missing. */
  since: Date | null
  actor: string
  /** The store's epoch before the list was read: what is released then was compared after the last restore. */
  storeEpoch: bigint
  /** Rows shown of each kind. */
  most: number
}

const BATCH = 5_000

/** `foreign`: nothing on the list is ours, while all that FK gave us receipts for is missing; nothing was recorded. As relay's role. */
export async function reconcile({ db }: Pick<Context, 'db'>, input: ReconcileInput): Promise<Reconciliation | 'foreign'> {
  return await inTransaction(db, async (client) => {
    // One comparison at a time: two that record would wait for each other's rows.
    if (input.records) await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('reconcile', 0))`)
    await client.query(CREATE)
    const listed = await load(client, input.files)
    await client.query('ANALYZE listed')
    for (const statement of COMPARE) await client.query(statement)
    const foreign = await client.query<{ foreign: boolean }>(IS_FOREIGN)
    if (foreign.rows[0]?.foreign) return 'foreign'
    await client.query(MISSING, [input.since])
    const { rows: counted } = await client.query<{ kind: Discrepancy | 'same'; count: number }>(COUNT)
    const countOf = (kind: Discrepancy | 'same') => counted.find((row) => row.kind === kind)?.count ?? 0
    const counts = Object.fromEntries(DISCREPANCIES.map((kind) => [kind, countOf(kind)])) as Record<Discrepancy, number>
    const { rows } = await client.query<DiscrepancyRow>(SHOW, [input.most])
    const recorded = input.records ? await record(client, { listed, counts, ...input }) : { settled: 0, held: 0 }
    return { listed, agreeing: countOf('same'), counts, rows, ...recorded }
  })
}

async function load(client: PoolClient, files: AsyncIterable<ListedFile>): Promise<number> {
  let batch: ListedFile[] = []
  let listed = 0
  const flush = async () => {
    const columns = [
      batch.map(({ line }) => line),
      batch.map(({ kvittensId }) => kvittensId),
      batch.map(({ messageId }) => messageId),
      batch.map(({ orgnr }) => orgnr),
      batch.map(({ sha256 }) => sha256),
    ]
    await client.query(INSERT, columns)
    listed += batch.length
    batch = []
  }
  for await (const file of files) {
    batch.push(file)
    if (batch.length === BATCH) await flush()
  }
  await flush()
  return listed
}

type RecordInput = Pick<Reconciliation, 'listed' | 'counts'> & Pick<ReconcileInput, 'actor' | 'storeEpoch'>

async function record(client: PoolClient, { listed, counts, actor, storeEpoch }: RecordInput) {
  const settled = await client.query(SETTLE_ARRIVED, [actor])
  const held = await client.query(HOLD_DIFFERENT, [actor])
  await client.query(
    `UPDATE send_gate SET reconciled_at = clock_timestamp(), epoch = greatest(epoch, $1::bigint) WHERE stopped_at IS NOT NULL`,
    [String(storeEpoch)],
  )
  await client.query(`SELECT append_audit($1::uuid, $2, 'sending.reconciled', 'send_gate', $3::jsonb)`, [
    PORTAL_CHAIN,
    actor,
    JSON.stringify({ listed, ...counts, settled: settled.rowCount, held: held.rowCount }),
  ])
  return { settled: settled.rowCount ?? 0, held: held.rowCount ?? 0 }
}
