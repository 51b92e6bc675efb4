import { Secret, TOTP } from 'otpauth'
import type { Context } from '#lib/db.ts'
import { openText, sealText } from './seal.ts'

/** RFC 6238 with the parameters that every app knows. */
const PERIOD_S = 30
const FORM = { issuer: 'Kvittens', algorithm: 'SHA1', digits: 6, period: PERIOD_S } as const

const PURPOSE = 'kvittens totp secret'

/** A secret for a code app (base32): 160 bits, as RFC 4226 recommends. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32

/** The address that a code app reads from a picture. */
export const totpAddress = (secret: string, account: string): string =>
  new TOTP({ ...FORM, label: account, secret: Secret.fromBase32(secret) }).toString()

/** The person's TOTP secret (base32) as it is stored: encrypted, so that a stolen database makes no codes. */
export const sealTotpSecret = (secret: string, pepper: string): string => sealText(secret, { pepper, purpose: PURPOSE })

export const openTotpSecret = (sealed: string, pepper: string): string => openText(sealed, { pepper, purpose: PURPOSE })

type CodeInput = { sealed: string; code: string; pepper: string }

/** The step of time (RFC 6238) whose code this is, 30 seconds early or late allowed; undefined for a wrong code. */
export function stepOfCode({ sealed, code, pepper }: CodeInput, now: Date): number | undefined {
  const totp = new TOTP({ ...FORM, secret: Secret.fromBase32(openTotpSecret(sealed, pepper)) })
  const off = totp.validate({ token: code.replaceAll(/\s/g, ''), timestamp: now.getTime(), window: 1 })
  return off === null ? undefined : Math.floor(now.getTime() / 1000 / PERIOD_S) + off
}

/** Uses up a code: true for a valid one, false for a wrong, an old or a used one. */
export async function spendCode(
  { db, now }: Context,
  { personId, ...input }: CodeInput & { personId: string },
): Promise<boolean> {
  const step = stepOfCode(input, now)
  if (step === undefined) return false
  // One statement decides, so that two tries with one code in the same moment cannot both win (RFC 6238, 5.2).
  const used = await db.prisma.person.updateMany({
    where: { id: personId, OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }] },
    data: { totpLastStep: step },
  })
  return used.count === 1
}
