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

const canonical = z.string().regex(/^\d{12}$/)

export const NUMBER_OPERATIONS = {
  /** Each personnummer's key (HMAC under PERSON_KEY, hex), in the order asked. Refuses (`not_signed_in`), and (`too_many`, `numbers`). */
  keyNumbers: {
    input: z.object({ credential, purpose: z.enum(NUMBER_PURPOSES), numbers: z.array(canonical).min(1).max(MOST_NUMBERS) }),
    output: z.object({ keys: z.array(z.string().regex(/^[0-9a-f]{64}$/)) }),
  },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>
