// Signatures over applications to join. Code that has taken the web process can, here:
//
//   acceptSignature   have a signature written that the person of the cookie has just made at the broker, over what the application's
//                     row says, once; for nobody else and over nothing else
//   checkSignatures   as an operator whose cookie it holds: whether signatures hold, and are of whom it says; no number and no token comes out
import { z } from 'zod'
import { credential } from './credential.ts'

const way = z.enum(['signature', 'approval', 'login'])
const digest = z.string().regex(/^[0-9a-f]{64}$/)

export const SIGNING_OPERATIONS = {
  /**
   * Writes the signature that the broker's ID token proves: of the person of the credential, over `digest` and the application as it
   * stands, at a level that will do, at most LIMITS.signatureMinutes old. `nonce`: of the request that the token answers. The broker's key
   * that signed it is kept. Refuses (`invalid`) `signing_answer`, `signing_missing`, `signing_digest`, `signing_level`, `signing_old`,
   * `signing_other_person`; (`unavailable`, `broker`) while the broker's keys cannot be read; and as lib/joining/sign-application.ts does.
   */
  acceptSignature: {
    input: z.object({
      credential,
      applicationId: z.uuid(),
      idToken: z.string().max(50_000),
      nonce: z.string().max(1_000),
      digest,
      way,
    }),
    output: z.object({ isHandedIn: z.boolean() }),
  },
  /**
   * Whether each kept signature holds, by the broker's keys that are kept, over `digest` and of whom `key` stands for: in the order asked.
   * Refuses (`not_found`) others than operators.
   */
  checkSignatures: {
    input: z.object({
      credential,
      digest,
      signatures: z.array(z.object({ sealed: z.string().max(100_000), way, key: z.string().nullable() })).max(100),
    }),
    output: z.object({ checks: z.array(z.enum(['holds', 'answer', 'missing', 'digest', 'person'])) }),
  },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>
