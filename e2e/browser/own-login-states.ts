import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashLinkToken } from '#lib/access/factors/login-link.ts'
import { guardedKey, MOST_FAILURES } from '#lib/access/login-delay.ts'
import { newTotpSecret, sealTotpSecret } from '#lib/access/second-factor.ts'
import { newToken } from '#lib/access/session-token.ts'
import { setPassword } from '#lib/access/set-password.ts'
import { DAY_MS } from '#lib/calendar.ts'
import type { Db } from '#lib/db.ts'
import { CODE_SECRET } from '../fixtures/one-time-code.ts'
import { readEnvironment } from './place.ts'

/** PERSON_KEY of the portal under test. */
export const portalPepper = (): string => readFileSync(join(readEnvironment().settings.dir, 'secrets', 'person-key'), 'utf8')

/** Gives somebody user name, passkey and a link that waits, with strangers locked out: the link's token. */
export async function ownLoginStates(owner: Db, personId: string): Promise<string> {
  const [pepper, token] = [portalPepper(), newToken()]
  const username = 'hugo.hook'
  await setPassword({ db: owner }, { personId, username, password: 'fyra trötta älgar går hem', totpSecret: CODE_SECRET, pepper })
  const credentialId = randomBytes(16).toString('base64url')
  await owner.prisma.passkey.create({
    data: { personId, credentialId, publicKey: Buffer.from('x'), counter: 0, label: 'Min telefon' },
  })
  const { key } = guardedKey('account', username, pepper)
  await owner.prisma.loginDelay.upsert({
    where: { key },
    create: { key, failures: MOST_FAILURES, lastAt: new Date() },
    update: { failures: MOST_FAILURES },
  })
  const secret = sealTotpSecret(newTotpSecret(), pepper)
  const link = { personId, tokenHash: hashLinkToken(token), secret, madeBy: personId }
  await owner.prisma.loginLink.create({ data: { ...link, expiresAt: new Date(Date.now() + DAY_MS) } })
  return token
}
