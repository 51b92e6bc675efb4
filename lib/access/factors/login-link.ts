import { createHash, createHmac } from 'node:crypto'
import { LIMITS } from '#lib/limits.ts'

/** As the database holds it. */
export const hashLinkToken = (token: string): string => createHash('sha256').update(`login link:${token}`).digest('hex')

/** Digits that whoever gave the link tells the person by another way than the mail: who reads the mail alone gets nowhere. */
export function linkCode(linkId: string, pepper: string): string {
  const digest = createHmac('sha256', pepper).update(`login link code:${linkId}`).digest()
  const digits = LIMITS.loginLinkDigits
  return String(digest.readUIntBE(0, 6) % 10 ** digits).padStart(digits, '0')
}
