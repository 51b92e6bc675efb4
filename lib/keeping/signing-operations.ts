// Signatures over applications to join. Code that has taken the web process can, here:
//
//   proveSignature    learn what an ID token that it holds says; the proof is kept by nobody, and the seal is worth nothing without one
//   checkSignatures   as an operator whose cookie it holds: whether signatures hold, and are of whom it says; no number and no token comes out
import { z } from 'zod'
import { credential } from './credential.ts'

const way = z.enum(['signature', 'approval', 'login'])
const digest = z.string().regex(/^[0-9a-f]{64}$/)

export const SIGNING_OPERATIONS = {
  /**
   * What the broker's ID token proves of a signature over `digest`, just made (lib/access/verify-signature.ts). `isOwn`: it is of the person
   * of the credential. `sealed`: the token, as it is kept. The broker's key that signed it is kept. Refuses (`unavailable`, `broker`)
   * while the broker's keys cannot be read.
   */
  proveSignature: {
    input: z.object({ credential, idToken: z.string().max(50_000), digest, way }),
    output: z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('holds'),
        at: z.coerce.date().nullable(),
        acr: z.string().nullable(),
        nonce: z.string(),
        isOwn: z.boolean(),
        sealed: z.string(),
      }),
      z.object({ kind: z.literal('broken'), why: z.enum(['answer', 'missing', 'digest']) }),
    ]),
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
