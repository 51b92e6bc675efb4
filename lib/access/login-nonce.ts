// The nonce of a login at the broker: keeper makes it, the broker puts it into the ID token, keeper takes it back once.
// Nothing is stored before it comes back, so that begun logins cost no rows.
import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context } from '#lib/db.ts'

/** Longer than the cookies of a login live (15 minutes), so that those decide. */
export const LOGIN_NONCE_MS = 20 * 60_000
const [RANDOM, TIME, MAC] = [16, 6, 32]

/** A new nonce: 16 random bytes, the time in milliseconds, and their HMAC under a key of its own. base64url, 72 characters. */
export function makeLoginNonce(pepper: string, now: Date): string {
  const body = Buffer.alloc(RANDOM + TIME)
  randomBytes(RANDOM).copy(body)
  body.writeUIntBE(now.getTime(), RANDOM, TIME)
  return Buffer.concat([body, macOf(pepper, body)]).toString('base64url')
}

/** Whether makeLoginNonce made it under this key in the last LOGIN_NONCE_MS. */
export function isOwnLoginNonce(pepper: string, nonce: string, now: Date): boolean {
  const bytes = Buffer.from(nonce, 'base64url')
  if (bytes.length !== RANDOM + TIME + MAC || bytes.toString('base64url') !== nonce) return false
  const body = bytes.subarray(0, RANDOM + TIME)
  if (!timingSafeEqual(bytes.subarray(RANDOM + TIME), macOf(pepper, body))) return false
  const age = now.getTime() - body.readUIntBE(RANDOM, TIME)
  return age >= 0 && age <= LOGIN_NONCE_MS
}

/** Uses up a nonce: true the first time, for one of any number at once. */
export async function spendLoginNonce({ db, now }: Context, nonce: string): Promise<boolean> {
  const nonceHash = createHash('sha256').update(nonce).digest('hex')
  const { count } = await db.prisma.spentNonce.createMany({ data: [{ nonceHash, spentAt: now }], skipDuplicates: true })
  return count === 1
}

/** Forgets those that are too old to count. */
export async function forgetLoginNonces({ db, now }: Context): Promise<void> {
  await db.prisma.spentNonce.deleteMany({ where: { spentAt: { lt: new Date(now.getTime() - 2 * LOGIN_NONCE_MS) } } })
}

const macOf = (pepper: string, body: Uint8Array): Buffer =>
  createHmac('sha256', Buffer.from(hkdfSync('sha256', pepper, '', 'kvittens login nonce', 32)))
    .update(body)
    .digest()
