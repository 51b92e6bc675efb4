import type { LineFault } from '#lib/text/line.ts'

/** Without a send for so long nobody knows whether the receiver works. */
export const KNOWN_FOR_MS = 15 * 60_000

/** How it goes at the receiver. `lastAccepted` is when it last took a file; null: never. */
export type ReceiverLine = { lastAccepted: Date | null } & (
  | { kind: 'failing'; since: Date; fault: LineFault }
  /** Outside its opening hours; `opens` is null when it never does. */
  | { kind: 'closed'; opens: Date | null }
  /** A file was taken within KNOWN_FOR_MS. */
  | { kind: 'working'; lastAccepted: Date }
  /** Nothing was sent lately: nobody knows. */
  | { kind: 'quiet' }
)

/** What an attempt's code says of the line. */
export function lineFaultOf(code: string): LineFault {
  if (code.startsWith('own-certificate')) return 'ownCertificate'
  if (code === 'receiver-certificate') return 'receiverCertificate'
  if (code === 'payloads-away') return 'ours'
  if (code === 'status-401' || code === 'status-403' || code === 'tls-refused') return 'refusesUs'
  if (code === 'status-404' || code === 'status-417') return 'notFound'
  if (/^status-(429|5\d\d)$/.test(code)) return 'busy'
  if (/^(answer-(unreadable|too-large|too-early|encoded)|receipt-|no-receipt|status-)/.test(code)) return 'unreadable'
  return 'silent'
}
