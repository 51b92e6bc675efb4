import { actorWord } from '#lib/access/actor.ts'
import { personKey } from '#lib/access/person.ts'
import { appendAudit, PORTAL_CHAIN } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { KEYS_A_SECOND, KEYS_AN_HOUR } from '#lib/keeping/number-operations.ts'
import type { OperationInput } from '#lib/keeping/operations.ts'
import type { Keeper } from './keeper.ts'
import { requireSpeaker } from './require-speaker.ts'

/** Counts and writes down first: what could not be written down is not answered. The trail has how many numbers, and none of them. */
export async function keyNumbers(
  { db, env }: Keeper,
  { credential, purpose, numbers }: OperationInput<'keyNumbers'>,
): Promise<{ keys: string[] }> {
  const { actor } = await requireSpeaker({ db }, credential)
  const word = await db.prisma.$transaction(async (tx) => {
    const [turn] = await tx.$queryRaw<{ word: string }[]>`
      SELECT take_turns('number', ${numbers.length}::int, ${KEYS_A_SECOND}::int, ${KEYS_AN_HOUR}::int) AS word`
    if (turn?.word !== 'ok') return turn?.word
    const entry = { actor: actorWord(actor), action: 'person.keyed', object: purpose, detail: { count: numbers.length } }
    await appendAudit(tx, { chain: PORTAL_CHAIN, ...entry })
    return 'ok'
  })
  if (word !== 'ok') throw new AppError('too_many', 'numbers')
  return { keys: numbers.map((number) => personKey(env.PERSON_KEY, number)) }
}
