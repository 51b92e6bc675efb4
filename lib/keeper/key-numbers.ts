import { actorWord, type PersonActor } from '#lib/access/actor.ts'
import { personKey } from '#lib/access/person.ts'
import { appendAudit, type Db, forPerson, PORTAL_CHAIN } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { sealNumber, unsealNumber } from '#lib/joining/stored-fields.ts'
import { KEYS_A_SECOND, KEYS_AN_HOUR, OPENS_A_SECOND, OPENS_AN_HOUR } from '#lib/keeping/number-operations.ts'
import type { OperationInput, OperationOutput } from '#lib/keeping/operations.ts'
import type { Keeper } from './keeper.ts'
import { requireSpeaker } from './require-speaker.ts'

export async function keyNumbers(
  { db, env }: Keeper,
  { credential, purpose, numbers }: OperationInput<'keyNumbers'>,
): Promise<OperationOutput<'keyNumbers'>> {
  const { actor } = await requireSpeaker({ db }, credential)
  await count(db, { actor, purpose, kind: 'number', many: numbers.length })
  return { keys: numbers.map((number) => personKey(env.PERSON_KEY, number)) }
}

/** What is no person's number has no key, and counts as nothing. */
export async function sealNumbers(
  { db, env }: Keeper,
  { credential, numbers }: OperationInput<'storeNumbers'>,
): Promise<OperationOutput<'storeNumbers'>> {
  const { actor } = await requireSpeaker({ db }, credential)
  const many = numbers.filter(({ canonical }) => canonical !== null).length
  if (many > 0) await count(db, { actor, purpose: 'application', kind: 'number', many })
  return { stored: numbers.map((number) => sealNumber(number, env.PERSON_KEY)) }
}

export async function unsealNumbers(
  { db, env }: Keeper,
  { credential, sealed }: OperationInput<'openNumbers'>,
): Promise<OperationOutput<'openNumbers'>> {
  const { actor } = await requireSpeaker({ db }, credential)
  await count(db, { actor, purpose: 'application', kind: 'opened', many: sealed.length })
  try {
    return { opened: sealed.map((one) => unsealNumber(one, env.PERSON_KEY)) }
  } catch (cause) {
    throw new AppError('invalid', undefined, { cause })
  }
}

const KINDS = {
  number: { action: 'person.keyed', aSecond: KEYS_A_SECOND, anHour: KEYS_AN_HOUR },
  opened: { action: 'person.opened', aSecond: OPENS_A_SECOND, anHour: OPENS_AN_HOUR },
} as const

type Counted = { actor: PersonActor; purpose: string; kind: keyof typeof KINDS; many: number }

/**
 * Counts, and writes down first: what could not be written down is not answered. The trail has how many numbers, and none of them.
 * Refuses (`too_many`, `numbers`).
 */
async function count(db: Db, { actor, purpose, kind, many }: Counted): Promise<void> {
  const { action, aSecond, anHour } = KINDS[kind]
  const word = await forPerson({ db, actor }, async (tx) => {
    const [turn] = await tx.$queryRaw<{ word: string }[]>`
      SELECT take_turns(${kind}, ${many}::int, ${aSecond}::int, ${anHour}::int) AS word`
    if (turn?.word !== 'ok') return turn?.word
    const entry = { actor: actorWord(actor), action, object: purpose, detail: { count: many } }
    await appendAudit(tx, { chain: PORTAL_CHAIN, ...entry })
    return 'ok'
  })
  if (word !== 'ok') throw new AppError('too_many', 'numbers')
}
