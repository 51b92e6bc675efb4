import { Secret, TOTP } from 'otpauth'
import type { Context } from '#lib/db.ts'
import { openText, sealText } from './seal.ts'

/** RFC 6238 with the parameters that every app knows. */
const PERIOD_S = 30
const FORM = { issuer: 'Kvittens', algorithm: 'SHA1', digits: 6, period: PERIOD_S } as const

const PURPOSE = 'kvittens totp secret'

/** The person's TOTP secret (base32) as it is stored: encrypted, so that a stolen database makes no codes. */
export const sealTotpSecret = (secret: string, pepper: string): string => sealText(secret, { pepper, purpose: PURPOSE })

type SpendCodeInput = { personId: string; sealed: string; code: string; pepper: string }

/** Uses up a code: true for a valid one (30 seconds early or late allowed), false for a wrong, an old or a used one. */
export async function spendCode({ db, now }: Context, { personId, sealed, code, pepper }: SpendCodeInput): Promise<boolean> {
  const totp = new TOTP({ ...FORM, secret: Secret.fromBase32(openText(sealed, { pepper, purpose: PURPOSE })) })
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
