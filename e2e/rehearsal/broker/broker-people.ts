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

/** People with an e-legitimation whom nobody has given access to the portal: who joins, signs, is invited (published test numbers). */
export const STRANGERS: readonly BrokerPerson[] = (
  [
    ['Hanna Berg', '198601052387'],
    ['Olle Sjöberg', '197710202396'],
    ['Maja Lindqvist', '198107102389'],
    ['Peter Wall', '198401182392'],
    ['Nina Dahl', '198803112385'],
    ['Sara Lindgren', '197909142387'],
    ['Erik Malm', '198507172396'],
  ] as const
).map(([name, personnummer]) => ({ name, personnummer, support: false, operator: false, employers: [] }))

/** Whom one can be at the broker: the portal's people, and strangers. */
export const readBrokerPeople = (file: string): BrokerPerson[] => [
  ...shape.parse(JSON.parse(readFileSync(file, 'utf8'))),
  ...STRANGERS,
]
