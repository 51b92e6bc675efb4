import { appendAudit, forPerson, PORTAL_CHAIN, type Tx } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { LoginChange } from '#lib/text/person-notices.ts'
import { type ActorContext, actorWord, type PersonActor } from '../actor.ts'
import { openGuards } from '../login-delay.ts'
import { ownEmployers } from '../own-employers.ts'
import { hashPassword, requireTurn } from '../password-hash.ts'
import { openText, sealText } from '../seal.ts'
import { newTotpSecret, sealTotpSecret, stepOfCode } from '../second-factor.ts'
import { tellOwner } from '../tell-owner.ts'
import { requirePassword } from './choose-by-link.ts'
import { requireDone } from './require-done.ts'

/**
 * A person changes how they log in. Each asks the database for a login of the last minutes and refuses as requireDone does; the
 * person's other logins end, the change is written down and mailed to them.
 */
type OwnContext = ActorContext<PersonActor>

export async function changePassword({ db, actor, now }: OwnContext, password: string): Promise<void> {
  requireTurn()
  const { username, name } = await db.prisma.person.findUniqueOrThrow({ where: { id: actor.personId } })
  const companies = (await ownEmployers({ db, actor })).map((employer) => employer.name)
  requirePassword(password, [username ?? '', name, ...companies])
  const hash = await hashPassword(password)
  await change(
    { db, actor, now },
    'password',
    (tx) => tx.$queryRaw`SELECT change_password(${actor.sessionId}::uuid, ${hash}) AS word`,
  )
}

const NEW_APP = 'kvittens new code app'
const NEW_APP_MS = 30 * 60_000

/** A secret for a code app that the person is about to set up: shown, and sealed to come back with the form. */
export function offerCodeApp(personId: string, pepper: string, now: Date): { secret: string; sealed: string } {
  const secret = newTotpSecret()
  const offered = JSON.stringify({ secret, personId, at: now.getTime() })
  return { secret, sealed: sealText(offered, { pepper, purpose: NEW_APP }) }
}

/** Refuses (`invalid`, `totp`) a code that is not the new app's, and (`invalid`, `code_app`) a form that is too old. */
export async function changeCodeApp(
  { db, actor, now }: OwnContext,
  { offered, code, pepper }: { offered: string; code: string; pepper: string },
): Promise<void> {
  const secret = openOffered(offered, { personId: actor.personId, pepper, now })
  const sealed = sealTotpSecret(secret, pepper)
  const step = stepOfCode({ sealed, code, pepper }, now)
  if (step === undefined) throw new AppError('invalid', 'totp')
  await change({ db, actor, now }, 'codeapp', (tx) => {
    return tx.$queryRaw`SELECT change_code_app(${actor.sessionId}::uuid, ${sealed}, ${step}) AS word`
  })
}

function openOffered(offered: string, { personId, pepper, now }: { personId: string; pepper: string; now: Date }): string {
  try {
    const read = JSON.parse(openText(offered, { pepper, purpose: NEW_APP })) as { secret: string; personId: string; at: number }
    if (read.personId === personId && now.getTime() - read.at < NEW_APP_MS) return read.secret
  } catch {
    // Sealed by nobody, or cut: as one that is too old.
  }
  throw new AppError('invalid', 'code_app')
}

/** From now on the person logs in with e-legitimation alone. */
export async function dropOwnLogin({ db, actor, now }: OwnContext): Promise<void> {
  await change({ db, actor, now }, 'dropped', (tx) => tx.$queryRaw`SELECT drop_own_login(${actor.sessionId}::uuid) AS word`)
}

export async function change(
  { db, actor, now }: OwnContext,
  what: LoginChange,
  ask: (tx: Tx) => Promise<unknown>,
): Promise<void> {
  const { personId } = actor
  await forPerson({ db, actor }, async (tx) => {
    const [answer] = (await ask(tx)) as { word?: string }[]
    requireDone(answer?.word)
    const about = `${what}:${now.getTime()}`
    await tellOwner(tx, { personId, kind: 'login-changed', about, params: { change: what } }, now)
    await appendAudit(tx, { chain: PORTAL_CHAIN, actor: actorWord(actor), action: `login.${what}`, object: personId })
  })
}

/** Opens the person's own user name after strangers' failures. Refuses (`not_allowed`, `own_login`) a login by the user name itself. */
export async function openOwnLogin({ db, actor, now }: OwnContext, pepper: string): Promise<void> {
  const query = { where: { id: actor.sessionId }, select: { way: true, person: { select: { username: true } } } } as const
  const session = await forPerson({ db, actor }, (tx) => tx.loginSession.findUnique(query))
  if (!session) throw new AppError('not_signed_in')
  if (session.way === 'password') throw new AppError('not_allowed', 'own_login')
  const { username } = session.person
  if (username === null) throw new AppError('conflict', 'no_login')
  await openGuards({ db }, username, pepper)
  await change({ db, actor, now }, 'opened', async () => [{ word: 'ok' }])
}
