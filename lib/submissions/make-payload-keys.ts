import { identityToRecipient } from 'age-encryption'
import { appendAudit, type Context, PORTAL_CHAIN, type Tx } from '#lib/db.ts'
import { areKeysThere, makeKey, prepareKeys, readKeyIfThere } from '#lib/store/payload-keys.ts'

/** `keys`: the folder of the months' secret keys, which all relays share. */
type PayloadKeysInput = { keys: string; relay: string }

/** So long before a month begins its key is published: a relay may be away for as long, and three days more. */
const AHEAD = '7 days'
/** One relay at a time looks what is there, makes a key and publishes it. */
const LOCK = 'payload-keys'
/** A machine that starts everything at once is busy: Prisma's own two seconds for a connection are too few. */
const PATIENT = { maxWait: 30_000, timeout: 30_000 }

/** Where no month has a key yet the folder is made; where some have, another folder never becomes theirs. False: it is away. */
export async function findPayloadKeys({ db }: Pick<Context, 'db'>, { keys, relay }: PayloadKeysInput): Promise<boolean> {
  if (await areKeysThere(keys)) return true
  return await db.prisma.$transaction(async (tx) => {
    await lock(tx)
    if ((await tx.payloadKey.count({ where: { destroyedAt: null } })) > 0) return false
    await prepareKeys(keys)
    await makeMissing(tx, { keys, relay })
    return true
  }, PATIENT)
}

/** Makes and publishes the key of this month, and of the next a week before it begins. Gives the months that were made. As relay's role. */
export async function makePayloadKeys({ db }: Pick<Context, 'db'>, input: PayloadKeysInput): Promise<string[]> {
  if ((await missingMonths(db.prisma)).length === 0) return []
  return await db.prisma.$transaction(async (tx) => {
    await lock(tx)
    return await makeMissing(tx, input)
  }, PATIENT)
}

async function makeMissing(tx: Tx, { keys, relay }: PayloadKeysInput): Promise<string[]> {
  const months = await missingMonths(tx)
  for (const month of months) {
    // The file first: a recipient is published when its secret half survives a power cut. What a relay left that died here goes on.
    const recipient = await identityToRecipient(await makeKey(keys, month))
    await tx.$executeRaw`INSERT INTO payload_key (month, recipient) VALUES (${month}, ${recipient})`
    await appendAudit(tx, { chain: PORTAL_CHAIN, actor: `relay:${relay}`, action: 'payload-key.made', object: month })
  }
  return months
}

async function missingMonths(tx: Pick<Tx, '$queryRaw'>): Promise<string[]> {
  const rows = await tx.$queryRaw<{ month: string }[]>`
    SELECT DISTINCT due.month FROM (VALUES (swedish_month(now())), (swedish_month(now() + ${AHEAD}::interval))) due (month)
    WHERE NOT EXISTS (SELECT FROM payload_key k WHERE k.month = due.month) ORDER BY due.month`
  return rows.map(({ month }) => month)
}

const lock = (tx: Tx) => tx.$queryRaw`SELECT 1 AS one FROM pg_advisory_xact_lock(hashtextextended(${LOCK}, 0))`

/** Months whose published recipient is not that of the folder's key: it is missing (another folder, or lost), or the row was changed. */
export async function findStrangeKeys({ db }: Pick<Context, 'db'>, keys: string): Promise<string[]> {
  const rows = await db.prisma.payloadKey.findMany({ where: { destroyedAt: null }, orderBy: { month: 'asc' } })
  const strange: string[] = []
  for (const { month, recipient } of rows) {
    const key = await readKeyIfThere(keys, month)
    if (key === undefined || (await identityToRecipient(key)) !== recipient) strange.push(month)
  }
  return strange
}
