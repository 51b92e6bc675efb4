import { type Context, inTransaction, PORTAL_CHAIN } from '#lib/db.ts'
import { readStoreEpoch } from '#lib/store/epoch.ts'
import { readGate, type SendGate } from './send-gate.ts'

type GateContext = Pick<Context, 'db'> & { actor: string; dir: string }

/**
 * Stops sending by hand: before a start after store and database were restored together, which nothing can notice. What was
 * compared until now may be of before that, and does not count.
 */
export async function holdSending(context: GateContext): Promise<SendGate> {
  const { db, actor, dir } = context
  await noteStop(context)
  await inTransaction(db, async (client) => {
    const again = 'UPDATE send_gate SET reconciled_at = NULL WHERE stopped_at IS NOT NULL AND reconciled_at IS NOT NULL'
    const { rowCount } = await client.query(again)
    if (rowCount === 1) await client.query(AUDIT, [PORTAL_CHAIN, actor, 'sending.stopped', JSON.stringify({ why: 'again' })])
  })
  return await readGate(db, dir)
}

/** Notes in the database that sending is stopped, if that is not noted yet. */
export async function noteStop({ db, actor, dir }: GateContext): Promise<void> {
  const gate = await readGate(db, dir)
  if (gate.kind === 'stopped' && gate.since) return
  const why = gate.kind === 'stopped' ? gate.why : 'held'
  await inTransaction(db, async (client) => {
    const { rowCount } = await client.query(
      'UPDATE send_gate SET stopped_at = clock_timestamp(), stopped_why = $1, reconciled_at = NULL WHERE stopped_at IS NULL',
      [why],
    )
    if (rowCount === 1) await client.query(AUDIT, [PORTAL_CHAIN, actor, 'sending.stopped', JSON.stringify({ why })])
  })
}

/**
 * Lets sending go on. `not-reconciled`: nothing has been compared with FK's list since it stopped, and `how` does not say that
 * this is known; it stays stopped.
 */
export async function releaseSending(
  { db, actor, dir }: GateContext,
  how: 'reconciled' | 'unreconciled',
): Promise<'released' | 'was-open' | 'not-reconciled'> {
  const gate = await readGate(db, dir)
  if (gate.kind === 'open') return 'was-open'
  if (!gate.isReconciled && how === 'reconciled') return 'not-reconciled'
  const stored = await readStoreEpoch(dir)
  return await inTransaction(db, async (client) => {
    // Not what has been stopped again meanwhile.
    const { rowCount } = await client.query(
      `UPDATE send_gate SET epoch = greatest(epoch, $1::bigint) + 1, stopped_at = NULL, stopped_why = NULL, reconciled_at = NULL,
         released_at = clock_timestamp() WHERE $2 OR reconciled_at IS NOT NULL`,
      [String(stored), how === 'unreconciled'],
    )
    if (rowCount === 0) return 'not-reconciled'
    const detail = { why: gate.why, reconciled: gate.isReconciled }
    await client.query(AUDIT, [PORTAL_CHAIN, actor, 'sending.released', JSON.stringify(detail)])
    return 'released'
  })
}

const AUDIT = `SELECT append_audit($1::uuid, $2, $3, 'send_gate', $4::jsonb)`
