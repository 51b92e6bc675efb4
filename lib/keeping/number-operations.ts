// What stands for a personnummer. Code that has taken the web process can, here:
//
//   keyNumbers      get the key of a personnummer that it knows already, for a login whose cookie it holds: KEYS_A_SECOND and KEYS_AN_HOUR
//                   numbers in all, over every keeper, each call in the portal's audit chain with who asked. One year of birth is some
//                   360,000 numbers: 15 days of every hour's limit, seen in the trail and in `keeper_turn`
//   storeNumbers    the same, by the same counts
//   openNumbers     the numbers that stand in an application which it may read: OPENS_A_SECOND and OPENS_AN_HOUR
import { z } from 'zod'
import { credential } from './credential.ts'

/** For what a number is turned into its key: stands in the audit trail. */
const NUMBER_PURPOSES = ['application', 'invitation', 'operator'] as const

/** Numbers of one call: a step of an application has fewer. */
const MOST_NUMBERS = 30
/** Over all keepers; `too_many`, `numbers` beyond. */
export const KEYS_A_SECOND = 30
export const KEYS_AN_HOUR = 1_000

/** Numbers that are opened, over all keepers; `too_many`, `numbers` beyond. */
export const OPENS_A_SECOND = 50
export const OPENS_AN_HOUR = 2_000

const canonical = z.string().regex(/^\d{12}$/)
const key = z.string().regex(/^[0-9a-f]{64}$/)
const sealed = z.string().max(10_000)

export const NUMBER_OPERATIONS = {
  /** Each personnummer's key (HMAC under PERSON_KEY, hex), in the order asked. Refuses (`not_signed_in`), and (`too_many`, `numbers`). */
  keyNumbers: {
    input: z.object({ credential, purpose: z.enum(NUMBER_PURPOSES), numbers: z.array(canonical).min(1).max(MOST_NUMBERS) }),
    output: z.object({ keys: z.array(key) }),
  },
  /**
   * What was typed for numbers in an application, as it is stored (lib/joining/stored-fields.ts); those that are a person's count as in
   * keyNumbers.
   */
  storeNumbers: {
    input: z.object({
      credential,
      numbers: z
        .array(z.object({ text: z.string().max(1_000), canonical: canonical.nullable() }))
        .min(1)
        .max(MOST_NUMBERS),
    }),
    output: z.object({ stored: z.array(z.object({ sealed, key: key.nullable(), masked: z.string() })) }),
  },
  /** Their text, in the order asked. Refuses (`invalid`) what is not sealed by storeNumbers. */
  openNumbers: {
    input: z.object({ credential, sealed: z.array(sealed).min(1).max(MOST_NUMBERS) }),
    output: z.object({ opened: z.array(z.string()) }),
  },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>
