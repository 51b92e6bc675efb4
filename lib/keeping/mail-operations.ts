// A person's own address, made theirs by a code: the code's hash is keyed. Code that has taken the web process can have a code mailed to an
// address, for a person whose cookie it holds, as often as that person can; the code itself goes to the mail alone.
import { z } from 'zod'
import { credential } from './credential.ts'

const language = z.enum(['sv', 'en'])

export const MAIL_OPERATIONS = {
  askMailCode: {
    input: z.object({ credential, address: z.string(), language, path: z.string() }),
    output: z.object({ outcome: z.enum(['asked', 'verified']) }),
  },
  confirmMailCode: { input: z.object({ credential, code: z.string(), language }), output: z.object({}) },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>
