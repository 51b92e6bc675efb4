/** What the receiver answered, byte for byte. */
export type Answer = {
  httpStatus: number
  contentType: string | null
  raw: Uint8Array
  /** SHA-256 fingerprint of the receiver's certificate, hex. */
  peer: string | null
}

/**
 * What a try to send came to: a closed set. `code` is a stable word for what happened.
 * `unsent` is said only when the receiver provably has not got the file, `accepted` only with a receipt that could be read;
 * everything between is `unknown`.
 */
export type Outcome =
  | { kind: 'accepted'; code: string; kvittensId: string; statedAt: Date | null; answer: Answer }
  | { kind: 'rejected'; code: string; reason: string; answer: Answer }
  | { kind: 'unsent'; code: string; fault: UnsentFault; retryAfterMs: number | null; answer: Answer | null }
  | { kind: 'unknown'; code: string; answer: Answer | null }

/**
 * Whose fault it is that a file was not sent. `receiver`: it could not be reached or would not take it now. `line`: something
 * is wrong between us, whatever the file. `employer`: something is wrong with all of one employer's. `payload`: our copy is damaged.
 */
export type UnsentFault = 'receiver' | 'line' | 'employer' | 'payload'
