import type { PayloadWriter } from '#lib/store/payload-writer.ts'
import { hasUnseen } from './ask-history.ts'
import { endTable } from './end-table.ts'
import type { IncomingFile } from './incoming-file.ts'
import type { IntakeContext, Order } from './order.ts'
import type { Received } from './received.ts'

/** `payload`: absent for a test. */
type EndFileInput = { order: Order; incoming: IncomingFile; payload: PayloadWriter | undefined }

/**
 * Ends a file whose bytes have all come; a table is converted (end-table.ts). The payload of one that is not clean is discarded. Refuses (`invalid`: `length`,
 * `digest`) one that differs from what was declared.
 */
export async function endFile(context: IntakeContext, { order, incoming, payload }: EndFileInput): Promise<Received> {
  const { db, actor, env, now } = context
  const sha256 = incoming.requireDeclared(order.declared)
  const table = incoming.endTable()
  if (table && env.CONVERT_SOCKET !== undefined) {
    await payload?.discard()
    return await endTable(context, { order, socket: env.CONVERT_SOCKET, table, sha256, bytes: incoming.bytes })
  }
  // The disk syncs while the check ends and the history is asked; `seal` waits for it.
  payload?.finish().catch(() => {})
  const report = await incoming.report({ db, actor, now }, sha256)
  if (!payload) return { kind: 'tested', sha256, report }
  // An empty file has a stop in every service's rules; the database would refuse it too.
  const why = report.stop > 0 ? 'stopped' : hasUnseen(report, order.seen) ? 'unseen' : undefined
  if (!why) return { kind: 'clean', sha256, bytes: incoming.bytes, report, payload, caseKeys: incoming.caseKeys }
  await payload.discard()
  return { kind: why, sha256, report }
}
