import { type Context, inTransaction, PORTAL_CHAIN } from '#lib/db.ts'
import { readStoreEpoch } from '#lib/store/epoch.ts'
import { readGate, type SendGate } from './send-gate.ts'

type GateContext = Pick<Context, 'db'> & { actor: string; dir: string }

/** Stops sending by hand: before a start after store and database were restored together, which nothing can notice. */
export async function holdSending({ db, actor, dir }: GateContext): Promise<SendGate> {
  const gate = await readGate(db, dir)
  if (gate.kind === 'stopped' && gate.since) return gate
  const why = gate.kind === 'stopped' ? gate.why : 'held'
  await inTransaction(db, async (client) => {
    const { rowCount } = await client.query(
      'UPDATE send_gate SET stopped_at = clock_timestamp(), stopped_why = $1, reconciled_at = NULL WHERE stopped_at IS NULL',
      [why],
    )
    if (rowCount === 1) await client.query(AUDIT, [PORTAL_CHAIN, actor, 'sending.stopped', JSON.stringify({ why })])
  })
  return await readGate(db, dir)
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
  await inTransaction(db, async (client) => {
    await client.query(
      `UPDATE send_gate SET epoch = greatest(epoch, $1::bigint) + 1, stopped_at = NULL, stopped_why = NULL, reconciled_at = NULL,
         released_at = clock_timestamp()`,
      [String(stored)],
    )
    const detail = { why: gate.why, reconciled: gate.isReconciled }
    await client.query(AUDIT, [PORTAL_CHAIN, actor, 'sending.released', JSON.stringify(detail)])
  })
  return 'released'
}

const AUDIT = `SELECT append_audit($1::uuid, $2, $3, 'send_gate', $4::jsonb)`
