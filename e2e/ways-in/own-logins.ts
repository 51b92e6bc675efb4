// Who logs in without e-legitimation: the handler, who changes it, and a colleague, whom an administrator or an operator helps.
import { randomBytes, randomUUID } from 'node:crypto'
import { actorOf } from '#lib/access/actor.ts'
import { offerCodeApp } from '#lib/access/factors/change-own-login.ts'
import { hashLinkToken } from '#lib/access/factors/login-link.ts'
import { offerPasskey } from '#lib/access/factors/passkeys.ts'
import { sealTotpSecret } from '#lib/access/second-factor.ts'
import { DAY_MS } from '#lib/calendar.ts'
import type { Db } from '#lib/db.ts'
import { SoftAuthenticator } from '../fixtures/authenticator.ts'
import { CODE_SECRET } from '../fixtures/one-time-code.ts'
import type { AskerLogin } from './asker-logins.ts'

/** What the handler adds by asking: good in that login alone. */
export type NewFactors = {
  /** A code app, sealed, with its secret. */
  newApp: { sealed: string; secret: string }
  /** A passkey's answer. */
  newPasskey: string
}
export type OwnLoginThings = {
  /** The colleague's. */
  username: string
  /** Of the handler's. */
  passkeyId: string
} & NewFactors

type OwnLoginsInput = { handler: AskerLogin; colleagueId: string; portal: string; pepper: string }

/** In a link by which the handler chooses a login: everybody asks by the same one. */
export const LOGIN_LINK = 'vaktens-lank-till-en-inloggning-000000000000'.slice(0, 43)

/** The challenge of a passkey holds for ten minutes: it is asked for as if later. */
const LATER_MS = 60 * 60_000

export async function makeOwnLogins(
  owner: Db,
  { handler, colleagueId, portal, pepper }: OwnLoginsInput,
): Promise<OwnLoginThings> {
  const give = async (id: string, name: string) => {
    const username = `${name}.${randomBytes(4).toString('hex')}`
    const login = { username, passwordHash: 'x', totpSecret: sealTotpSecret(CODE_SECRET, pepper) }
    return (await owner.prisma.person.update({ where: { id }, data: login })).username ?? ''
  }
  const { personId, sessionId, cookie: credential } = handler
  await give(personId, 'vakten')
  await mailLink(owner, { personId, pepper })
  const mail = { mail: 'kollega@vaktbolaget.test', mailVerifiedAt: new Date() }
  await owner.prisma.person.update({ where: { id: colleagueId }, data: mail })
  const passkey = { personId, credentialId: randomBytes(16).toString('base64url'), publicKey: Buffer.from('x'), counter: 0 }
  const now = new Date()
  const at = { db: owner, actor: actorOf({ personId, sessionId, credential }), now: new Date(now.getTime() + LATER_MS) }
  return {
    username: await give(colleagueId, 'vaktens.kollega'),
    passkeyId: (await owner.prisma.passkey.create({ data: { ...passkey, label: 'Vaktens telefon' } })).id,
    newApp: offerCodeApp(personId, pepper, now),
    newPasskey: new SoftAuthenticator(portal).create(await offerPasskey(at, { publicUrl: portal, pepper })),
  }
}

async function mailLink({ prisma }: Db, { personId, pepper }: { personId: string; pepper: string }): Promise<void> {
  const tokenHash = hashLinkToken(LOGIN_LINK)
  // One of an earlier run.
  await prisma.loginLink.deleteMany({ where: { tokenHash } })
  const secret = sealTotpSecret(CODE_SECRET, pepper)
  const expiresAt = new Date(Date.now() + DAY_MS)
  await prisma.loginLink.create({ data: { personId, tokenHash, secret, madeBy: personId, expiresAt } })
}

/** The same as nobody has. */
export const noOwnLogins = (): OwnLoginThings => ({
  username: `ingen.${randomBytes(4).toString('hex')}`,
  passkeyId: randomUUID(),
  newApp: { sealed: '', secret: CODE_SECRET },
  newPasskey: '',
})
