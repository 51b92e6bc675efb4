import type { Context } from '#lib/db.ts'
import { isOpen, type OpeningHours, opensAt } from '#lib/opening-hours.ts'
import type { LineFault } from '#lib/text/line.ts'
import type { StopReason } from './send-gate.ts'

/** Without a send for so long nobody knows whether the receiver works. */
export const KNOWN_FOR_MS = 15 * 60_000

/** How it goes at the receiver. `lastAccepted` is when it last took a file; null: never. */
export type ReceiverLine = { lastAccepted: Date | null; hours: OpeningHours } & (
  | { kind: 'failing'; since: Date; fault: LineFault }
  /** Outside its opening hours; `opens` is null when it never does. */
  | { kind: 'closed'; opens: Date | null }
  /** A file was taken within KNOWN_FOR_MS. */
  | { kind: 'working'; lastAccepted: Date }
  /** Nothing was sent lately: nobody knows. */
  | { kind: 'quiet' }
)

/** Why what is handed in waits: sending is stopped, no relay lives, or the line fails or is closed. */
export type WaitCause =
  | { kind: 'stopped'; why: StopReason }
  | { kind: 'relay' }
  | Extract<ReceiverLine, { kind: 'failing' | 'closed' }>

/** What an attempt's code says of the line. */
export function lineFaultOf(code: string): LineFault {
  if (code.startsWith('own-certificate')) return 'ownCertificate'
  if (code === 'receiver-certificate') return 'receiverCertificate'
  if (code === 'payloads-away' || code === 'payload-keys-away') return 'ours'
  if (code === 'status-401' || code === 'status-403' || code === 'tls-refused') return 'refusesUs'
  if (code === 'status-404' || code === 'status-417') return 'notFound'
  if (/^status-(429|5\d\d)$/.test(code)) return 'busy'
  if (/^(answer-(empty|unreadable|too-large|too-early|encoded)|receipt-|no-receipt|status-)/.test(code)) return 'unreadable'
  return 'silent'
}

/** Without a relay nobody tries whether the receiver works. */
export function untriedLine(line: ReceiverLine): ReceiverLine {
  const { lastAccepted, hours } = line
  return line.kind === 'closed' ? line : { kind: 'quiet', lastAccepted, hours }
}

type LineRow = { lastAccepted: Date | null; since: Date | null; code: string | null; hours: OpeningHours }

/** How it goes at a receiver, from what relay has noted of real sends. */
export async function readReceiverLine(
  { db, now }: { db: Pick<Context['db'], 'pool'>; now: Date },
  channel = 'https',
): Promise<ReceiverLine> {
  const { rows } = await db.pool.query<LineRow>(
    `SELECT last_accepted_at AS "lastAccepted", failing_since AS since, failing_code AS code, hours FROM receiver_line WHERE channel = $1`,
    [channel],
  )
  return lineOf(rows[0] ?? { lastAccepted: null, since: null, code: null, hours: [] }, now)
}

/** What is closed does not fail, but for what is wrong at our own end, which opening does not mend. */
function lineOf({ lastAccepted, since, code, hours }: LineRow, now: Date): ReceiverLine {
  const known = { lastAccepted, hours }
  const fault = code === null ? undefined : lineFaultOf(code)
  const isOurs = fault === 'ownCertificate' || fault === 'ours'
  if (!isOpen(hours, now) && !isOurs) return { ...known, kind: 'closed', opens: opensAt(hours, now) }
  if (since && fault) return { ...known, kind: 'failing', since, fault }
  // A time to come is one from before the clock was set back.
  if (lastAccepted && Math.abs(now.getTime() - lastAccepted.getTime()) < KNOWN_FOR_MS)
    return { ...known, kind: 'working', lastAccepted }
  return { ...known, kind: 'quiet' }
}
