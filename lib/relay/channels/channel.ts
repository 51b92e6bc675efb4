// What any way to a receiver promises. One suite (channel-suite.ts) holds every channel to it.
import type { Outcome } from '#lib/submissions/outcome.ts'
import type { Verdict } from '#lib/submissions/record-verdict.ts'

/** A file as a channel needs it. `open` gives the bytes anew each time and throws PayloadDamaged rather than give wrong ones. */
export type Parcel = {
  /** The same for every try of the same submission. */
  messageId: string
  /** Canonical 12 digits. */
  orgnr: string
  service: string
  fileName: string
  bytes: number
  sha256: string
  open: () => AsyncIterable<Uint8Array>
}

export type Asked = { kind: 'verdict'; verdict: Verdict } | { kind: 'none'; code: string }

export type Channel = {
  /**
   * One try, within the receiver's time limits or until `signal` aborts. Never throws for what the network or the receiver
   * did. `unsent` promises that the receiver has not got the file.
   */
  deliver: (parcel: Parcel, signal: AbortSignal) => Promise<Outcome>
  /** What became of a file that was accepted. */
  askVerdict: (receipt: { kvittensId: string; orgnr: string }, signal: AbortSignal) => Promise<Asked>
  /** Why nothing may be sent at `now`, as a stable word; null when all is well. */
  obstacle: (now: Date) => string | null
  /** When the certificate we send with ends. */
  certificateEndsAt: Date
  /** What is under way goes on; nothing new begins. */
  retire: () => void
}
