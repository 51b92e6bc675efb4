import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { Context } from '#lib/db.ts'

/** RFC 6238 with the parameters that every app knows. */
const PERIOD_S = 30
const FORM = { issuer: 'Kvittens', algorithm: 'SHA1', digits: 6, period: PERIOD_S } as const
const NONCE = 12
const TAG = 16

/** The person's TOTP secret (base32) as it is stored: encrypted, so that a stolen database makes no codes. */
export function sealTotpSecret(secret: string, pepper: string): string {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', keyFrom(pepper), nonce)
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, text, cipher.getAuthTag()]).toString('base64url')
}

function openTotpSecret(sealed: string, pepper: string): string {
  const bytes = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', keyFrom(pepper), bytes.subarray(0, NONCE), { authTagLength: TAG })
  decipher.setAuthTag(bytes.subarray(-TAG))
  return Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]).toString('utf8')
}

const keyFrom = (pepper: string): Buffer => Buffer.from(hkdfSync('sha256', pepper, '', 'kvittens totp secret', 32))

type SpendCodeInput = { personId: string; sealed: string; code: string; pepper: string }

/** Uses up a code: true for a valid one (30 seconds early or late allowed), false for a wrong, an old or a used one. */
export async function spendCode({ db, now }: Context, { personId, sealed, code, pepper }: SpendCodeInput): Promise<boolean> {
  const totp = new TOTP({ ...FORM, secret: Secret.fromBase32(openTotpSecret(sealed, pepper)) })
  const off = totp.validate({ token: code.replaceAll(/\s/g, ''), timestamp: now.getTime(), window: 1 })
  if (off === null) return false
  const step = Math.floor(now.getTime() / 1000 / PERIOD_S) + off
  // One statement decides, so that two tries with one code in the same moment cannot both win (RFC 6238, 5.2).
  const used = await db.prisma.person.updateMany({
    where: { id: personId, OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }] },
    data: { totpLastStep: step },
  })
  return used.count === 1
}
