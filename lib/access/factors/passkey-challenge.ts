import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context } from '#lib/db.ts'

/** What a passkey answers: `login`, or the session that adds one. */
export type ChallengePurpose = 'login' | `add:${string}`
type ChallengePlace = { purpose: ChallengePurpose; pepper: string; now: Date }

const LASTS_MS = 10 * 60_000
const [NONCE, TIME, MAC] = [16, 6, 32]

/** Nothing is stored until it is answered, so that nobody fills a table by asking. */
export function newChallenge({ purpose, pepper, now }: ChallengePlace): Uint8Array<ArrayBuffer> {
  const head = Buffer.alloc(NONCE + TIME)
  randomBytes(NONCE).copy(head)
  head.writeUIntBE(now.getTime() + LASTS_MS, NONCE, TIME)
  return new Uint8Array(Buffer.concat([head, macOf(head, purpose, pepper)]))
}

/** Whether it is one of ours, for this purpose, and not too old. */
export function isChallenge(text: string, { purpose, pepper, now }: ChallengePlace): boolean {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.length !== NONCE + TIME + MAC) return false
  const head = bytes.subarray(0, NONCE + TIME)
  return timingSafeEqual(bytes.subarray(NONCE + TIME), macOf(head, purpose, pepper)) && expiryOf(bytes) > now.getTime()
}

/** True for the first that answers it: one statement decides. */
export async function spendChallenge({ db, now }: Context, text: string): Promise<boolean> {
  const bytes = Buffer.from(text, 'base64url')
  await db.prisma.usedChallenge.deleteMany({ where: { expiresAt: { lt: now } } })
  const hash = createHash('sha256').update(bytes).digest('hex')
  const { count } = await db.prisma.usedChallenge.createMany({
    data: [{ hash, expiresAt: new Date(expiryOf(bytes)) }],
    skipDuplicates: true,
  })
  return count === 1
}

const expiryOf = (bytes: Buffer): number => bytes.readUIntBE(NONCE, TIME)

const macOf = (head: Buffer, purpose: ChallengePurpose, pepper: string): Buffer =>
  createHmac('sha256', pepper).update(`passkey challenge:${purpose}:`).update(head).digest()
