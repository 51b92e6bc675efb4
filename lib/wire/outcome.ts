/** What the receiver answered, byte for byte. */
export type Answer = {
  httpStatus: number
  contentType: string | null
  raw: Uint8Array
  /** SHA-256 fingerprint of the receiver's certificate, hex. */
  peer: string | null
}

/**
 * The outcome of a try to send, a closed set. `code` is a stable word for what happened. `unsent` only when the receiver
 * provably has not got the file, `accepted` only with a receipt that could be read; everything else is `unknown`.
 */
export type Outcome =
  | { kind: 'accepted'; code: string; kvittensId: string; statedAt: Date | null; answer: Answer }
  | { kind: 'rejected'; code: string; reason: string; answer: Answer }
  | { kind: 'unsent'; code: string; fault: UnsentFault; retryAfterMs: number | null; answer: Answer | null }
  | { kind: 'unknown'; code: string; answer: Answer | null }

/**
 * Why a file was not sent. `receiver`: it could not be reached or does not take the file now. `line`: a fault between us and
 * the receiver that concerns every file. `employer`: one that concerns all files of one employer. `payload`: our copy is damaged.
 */
export type UnsentFault = 'receiver' | 'line' | 'employer' | 'payload'
