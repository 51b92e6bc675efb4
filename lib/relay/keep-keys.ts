// The keys that payloads are sealed for, a month each: made ahead, found again at a start, used by the month that a payload names.
import { PayloadDamaged } from '#lib/store/open-payload.ts'
import { type IdentityOf, readKeyIfThere } from '#lib/store/payload-keys.ts'
import { findPayloadKeys, findStrangeKeys, makePayloadKeys } from '#lib/submissions/make-payload-keys.ts'
import type { Relay } from './relay.ts'

/** At the start: makes the folder if there never was one. While it is away nothing is claimed. */
export async function findKeys({ db, log, name, keys }: Pick<Relay, 'db' | 'log' | 'name' | 'keys'>): Promise<void> {
  if (!(await findPayloadKeys({ db }, { keys, relay: name }))) log.error('payload-keys-away')
}

/** Makes the keys that are due, and tells in the log of months whose key is not the published one. Nothing is left to do: 0. */
export async function keepKeys({ db, log, name, keys }: Pick<Relay, 'db' | 'log' | 'name' | 'keys'>): Promise<number> {
  for (const month of await makePayloadKeys({ db }, { keys, relay: name })) log.info('payload-key-made', { month })
  for (const month of await findStrangeKeys({ db }, keys)) log.error('payload-key-missing', { month })
  return 0
}

/**
 * What opens a payload of a month. Throws `PayloadDamaged` when its key is destroyed, or it names no month and there is no `old` key
 * (PAYLOAD_IDENTITY); another error when the key should be in the folder and is not: such files wait until it is.
 */
export function identityFor({ db, keys }: Pick<Relay, 'db' | 'keys'>, old: string | undefined): IdentityOf {
  return async (month) => {
    if (month === null && old === undefined) throw new PayloadDamaged('it names no month, and there is no PAYLOAD_IDENTITY')
    const key = month === null ? old : await readKeyIfThere(keys, month)
    if (key !== undefined) return key
    const row = await db.prisma.payloadKey.findFirst({ where: { month: month ?? '' } })
    if (row?.destroyedAt) throw new PayloadDamaged(`the key of ${month} is destroyed`)
    throw new Error(`PAYLOAD_KEYS has no key of ${month}`)
  }
}
