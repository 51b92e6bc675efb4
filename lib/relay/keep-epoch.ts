import { isStoreThere } from '#lib/store/store.ts'
import { beginEpoch } from '#lib/submissions/send-gate.ts'
import type { Relay } from './relay.ts'

/** At least this often, so that an old backup is known even when little moves … */
const EPOCH_MS = 60_000
/** … and so soon after something has been sent or fetched. */
const MOVED_EPOCH_MS = 1_000

/**
 * Begins an epoch when one is due, and tells in the log while sending is stopped. 1 when one began. Until the first, nothing is
 * claimed; none begins while the store is away. Rests are measured by a clock that is never set back.
 */
export async function keepEpoch(relay: Relay): Promise<number> {
  const { epoch } = relay
  const elapsed = performance.now() - epoch.begunAt
  if (elapsed < (epoch.hasMoved ? MOVED_EPOCH_MS : EPOCH_MS)) return 0
  // A database that is raised while the store is away would pass it, and a restore would go unnoticed.
  if (!(await isStoreThere(relay.payloads.dir))) return 0
  return (await beginOwnEpoch(relay)) ? 1 : 0
}

/**
 * Notes, before it happens, that files will move: the first time in an epoch a new one begins, so that a backup taken until now
 * is known when it is put back. False: sending is stopped, and nothing may move.
 */
export async function moveEpoch(relay: Relay): Promise<boolean> {
  const mayMove = relay.epoch.hasMoved || (await beginOwnEpoch(relay))
  if (mayMove) relay.epoch.hasMoved = true
  return mayMove
}

async function beginOwnEpoch({ db, log, payloads, epoch }: Relay): Promise<boolean> {
  epoch.hasMoved = false
  const begun = await beginEpoch(db, payloads.dir)
  epoch.begunAt = performance.now()
  epoch.known = begun.epoch
  if (begun.stopped === 'restored') log.error('database-restored')
  if (begun.stopped === 'held') log.warn('sending-held')
  return begun.stopped === null
}
