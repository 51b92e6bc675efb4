// What keeper does for web, as one closed table: name, what goes in, what comes out. Both ends parse by it (open-keeping.ts asks,
// lib/keeper/create-keeper.ts answers), so that neither trusts the other's shape.
//
// What code that has taken the web process can still get here, and how often:
//
//   keyNumbers   the key of a personnummer that it knows already, for a login whose cookie it holds: KEYS_A_SECOND and KEYS_AN_HOUR
//                numbers in all, over every keeper, each call in the portal's audit chain with who asked. Trying numbers against a
//                key that it has read needs some 36,000 tries for one year of birth.
//
// Not here: how keeper does it (lib/keeper), and who may ask: whoever may open the socket.
import { z } from 'zod'

/** A session's cookie, `name=token`: keeper looks the session up by itself, and takes nobody's word for who asks. */
const credential = z.string().max(200)

/** For what a number is turned into its key: stands in the audit trail. */
export const NUMBER_PURPOSES = ['application', 'invitation', 'operator'] as const

/** Numbers of one call: a step of an application has fewer. */
export const MOST_NUMBERS = 30
/** Over all keepers; `too_many`, `numbers` beyond. */
export const KEYS_A_SECOND = 30
export const KEYS_AN_HOUR = 1_000

const canonical = z.string().regex(/^\d{12}$/)

export const KEEPER_OPERATIONS = {
  /** Each personnummer's key (HMAC under PERSON_KEY, hex), in the order asked. Refuses (`not_signed_in`), and (`too_many`, `numbers`). */
  keyNumbers: {
    input: z.object({ credential, purpose: z.enum(NUMBER_PURPOSES), numbers: z.array(canonical).min(1).max(MOST_NUMBERS) }),
    output: z.object({ keys: z.array(z.string().regex(/^[0-9a-f]{64}$/)) }),
  },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>

export type OperationName = keyof typeof KEEPER_OPERATIONS
export type OperationInput<Name extends OperationName> = z.output<(typeof KEEPER_OPERATIONS)[Name]['input']>
export type OperationOutput<Name extends OperationName> = z.output<(typeof KEEPER_OPERATIONS)[Name]['output']>
