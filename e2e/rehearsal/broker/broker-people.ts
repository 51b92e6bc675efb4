import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { MEMBER_ROLES } from '#lib/access/employers-of.ts'

const shape = z.array(
  z.object({
    name: z.string(),
    personnummer: z.string().regex(/^\d{12}$/),
    support: z.boolean(),
    operator: z.boolean(),
    employers: z.array(z.object({ orgnr: z.string(), role: z.enum(MEMBER_ROLES) })),
  }),
)
export type BrokerPerson = z.infer<typeof shape>[number]

/** Somebody with an e-legitimation whom nobody has given access to the portal (a published test number). */
export const STRANGER: BrokerPerson = {
  name: 'Hanna Berg',
  personnummer: '198601052387',
  support: false,
  operator: false,
  employers: [],
}

/** Whom one can be at the broker: the portal's people and a stranger. */
export const readBrokerPeople = (file: string): BrokerPerson[] => [
  ...shape.parse(JSON.parse(readFileSync(file, 'utf8'))),
  STRANGER,
]
