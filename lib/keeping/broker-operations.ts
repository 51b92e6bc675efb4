// Login by e-legitimation. Code that has taken the web process can, here:
//
//   loginNonce   get a nonce, which a person must take to the broker and back before it is worth anything
//   proveLogin   get a login for whose ID token it holds: of somebody who logged in at the broker just now, for a nonce of keeper's, once
//   admitGuest   get a login for a guest whose sealed cookie it holds, within guestMinutes, and their number
import { z } from 'zod'
import { credential } from './credential.ts'

const text = z.string()
/** What the callback knows of the browser: its Cookie header (an earlier login ends by this one, or goes on in it) and User-Agent. */
const browser = { cookieHeader: text.optional(), userAgent: text.optional() }
/** Of somebody who is let in: how they are known, and the new session's cookie. */
const letIn = { personId: text, sessionId: text, credential, token: text }
/** Somebody without an account. `provedAt`: milliseconds. `sealed`: what keeper opens when they begin something; it holds the number. */
const guest = z.object({ personKey: text, masked: text, name: text, provedAt: z.number().nullable(), sealed: text })

export const BROKER_OPERATIONS = {
  /** A nonce of keeper's for a login at the broker: it counts once, for some minutes. */
  loginNonce: { input: z.object({}), output: z.object({ nonce: text }) },
  /**
   * What the ID token of a login proves (lib/access/verify-login.ts): lets in whom it names, or seals somebody without an account as a guest.
   * Refuses (`unavailable`, `broker`) while the broker's keys cannot be read.
   */
  proveLogin: {
    input: z.object({ idToken: text.max(50_000), mustBeFresh: z.boolean(), ...browser }),
    output: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('in'), ...letIn }),
      z.object({ kind: z.literal('guest'), guest }),
      z.object({ kind: z.literal('refused'), why: z.enum(['key', 'answer', 'nonce', 'number', 'level', 'old']) }),
    ]),
  },
  /**
   * Makes a guest a person and lets them in. Refuses (`not_signed_in`) what keeper has not sealed in the last minutes, and (`not_allowed`,
   * `person_removed`). The number is told, for what the person begins with it.
   */
  admitGuest: {
    input: z.object({ sealed: text.max(5_000), ...browser }),
    output: z.object({ ...letIn, personnummer: text }),
  },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>
