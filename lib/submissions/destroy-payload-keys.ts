import { appendAudit, type Context, PORTAL_CHAIN } from '#lib/db.ts'
import { countMonths } from '#lib/store/count-months.ts'
import { destroyKey, readKeyIfThere } from '#lib/store/payload-keys.ts'

type DestroyPayloadKeysInput = { keys: string; payloadDir: string; relay: string }

/**
 * Destroys the keys of months of which nothing is kept any more: no submission with content, no unfinished upload, and no file in the
 * store that names the month, whoever forgot it. Not before the seventh day after the month's end; the database takes nothing new for
 * it from the fifth. After this, copies of the month's payloads open for nobody. Gives the months. Never while sending is stopped: a
 * database put back from a backup does not know what is kept. As relay's role.
 */
export async function destroyPayloadKeys({ db }: Pick<Context, 'db'>, input: DestroyPayloadKeysInput): Promise<string[]> {
  await destroyReturned({ db }, input)
  const { rows } = await db.pool.query<{ month: string }>(
    `SELECT k.month FROM payload_key k WHERE ${NOTHING_KEPT} ORDER BY k.month`,
  )
  if (rows.length === 0) return []
  const files = await countMonths(input.payloadDir)
  const destroyed: string[] = []
  for (const { month } of rows) if (!files.has(month) && (await destroy({ db }, { ...input, month }))) destroyed.push(month)
  return destroyed
}

const NOTHING_KEPT = `k.destroyed_at IS NULL AND now() >= swedish_month_ends(k.month) + interval '7 days'
  AND NOT EXISTS (SELECT FROM submission s WHERE s.payload_month = k.month AND s.purged_at IS NULL)
  AND NOT EXISTS (SELECT FROM upload u WHERE u.ended_at IS NULL AND u.created_at < swedish_month_ends(k.month) + interval '7 days')`

async function destroy(
  { db }: Pick<Context, 'db'>,
  { keys, relay, month }: DestroyPayloadKeysInput & { month: string },
): Promise<boolean> {
  return await db.prisma.$transaction(async (tx) => {
    // A submission that would name the month waits for this row.
    const mine = await tx.$queryRawUnsafe<unknown[]>(
      `SELECT k.month FROM payload_key k WHERE k.month = $1 AND ${NOTHING_KEPT} FOR UPDATE`,
      month,
    )
    if (mine.length === 0) return false
    // Before the commit: a relay that dies here leaves a month that is destroyed again, never a key that is said to be gone.
    await destroyKey(keys, month)
    await tx.$executeRaw`UPDATE payload_key SET destroyed_at = clock_timestamp() WHERE month = ${month}`
    await appendAudit(tx, { chain: PORTAL_CHAIN, actor: `relay:${relay}`, action: 'payload-key.destroyed', object: month })
    return true
  })
}

/** A copy of the folder that was put back brings no destroyed key back. */
async function destroyReturned({ db }: Pick<Context, 'db'>, { keys }: DestroyPayloadKeysInput): Promise<void> {
  const rows = await db.prisma.payloadKey.findMany({ where: { destroyedAt: { not: null } }, select: { month: true } })
  for (const { month } of rows) if ((await readKeyIfThere(keys, month)) !== undefined) await destroyKey(keys, month)
}
