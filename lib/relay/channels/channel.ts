// What any way to a receiver promises; channel-suite.ts tests every channel against it.
import type { ListedArrival } from '#lib/deliveries/note-arrivals.ts'
import type { Verdict } from '#lib/submissions/record-verdict.ts'
import type { OpenAnswer } from '#lib/wire/exchange.ts'
import type { Outcome } from '#lib/wire/outcome.ts'

/** A file as a channel needs it. `open` gives the bytes anew each time and throws PayloadDamaged rather than give wrong ones. */
export type OutgoingFile = {
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

/** `fault`: that the receiver does not let the employer's own certificate in says nothing of the line. */
export type VerdictAnswer = { kind: 'verdict'; verdict: Verdict } | { kind: 'none'; code: string; fault?: 'employer' }

export type Confirmation = { kind: 'confirmed' } | { kind: 'none'; code: string }

export type ListOfArrivals = {
  listed: ListedArrival[]
  unreadable: number
  partial: boolean
  codes: string[]
  isAnswered: boolean
}

/** Files that the receiver has for employers. None of these throws for what the network or the receiver did. */
export type DeliveryChannel = {
  /** `partial`: some list could not be fetched; `codes` say why. `isAnswered`: the receiver answered, if only with an error. */
  list: (signal: AbortSignal) => Promise<ListOfArrivals>
  open: (file: { id: string; orgnr: string }, signal: AbortSignal) => Promise<OpenAnswer | { kind: 'none'; code: string }>
  /** Confirms that we have the file for good; may be repeated. */
  confirm: (file: { id: string; orgnr: string }, signal: AbortSignal) => Promise<Confirmation>
}

export type SendOptions = {
  /** Told each time the receiver does something. */
  onProgress?: () => void
  /**
   * The body waits until the receiver says that it may come, or the attempt ends `unsent`: `always`, or `if-known` that this
   * receiver does say so.
   */
  holdBody?: 'always' | 'if-known'
}

/** `answered`: the receiver is there, whatever it said. `none`: there is nothing that it could be asked. */
export type PresenceAnswer = { kind: 'answered' } | { kind: 'silent'; code: string } | { kind: 'none' }

export type Channel = {
  /**
   * One try, within the receiver's time limits or until `signal` aborts. Never throws for what the network or the receiver
   * did. `unsent` promises that the receiver has not got the file.
   */
  send: (file: OutgoingFile, signal: AbortSignal, options?: SendOptions) => Promise<Outcome>
  /** Asks for a list, or for the verdict of `receipt`, within seconds, and reads no answer: is the receiver there? */
  askPresence: (receipt: { kvittensId: string; orgnr: string } | null, signal: AbortSignal) => Promise<PresenceAnswer>
  /** What became of a file that was accepted. */
  askVerdict: (receipt: { kvittensId: string; orgnr: string }, signal: AbortSignal) => Promise<VerdictAnswer>
  /** Null: the receiver has no files for employers. */
  deliveries: DeliveryChannel | null
  /** Why nothing may be sent at `now`, as a stable word; null when all is well. */
  obstacle: (now: Date) => string | null
  /** When the certificate we send with ends. */
  certificateEndsAt: Date
  /** What is under way goes on; nothing new begins. */
  retire: () => void
}
