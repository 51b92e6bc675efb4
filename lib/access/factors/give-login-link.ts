import { appendAudit, forEmployer, forPerson, PORTAL_CHAIN, type Tx } from '#lib/db.ts'
import { LIMITS } from '#lib/limits.ts'
import { type ActorContext, actorWord, type PersonActor } from '../actor.ts'
import { newTotpSecret, sealTotpSecret } from '../second-factor.ts'
import { newToken } from '../session-token.ts'
import { tellOwner } from '../tell-owner.ts'
import { hashLinkToken } from './login-link.ts'
import { requireDone } from './require-done.ts'

type GiveLoginLinkInput = {
  personId: string
  /** The company whose administrator asks; null for an operator. */
  employerId: string | null
  pepper: string
}

/**
 * Mails a person a link by which they choose user name, password and code app: the first time, and when they have lost them. An
 * earlier link ends; what they log in with now works until the link is used. Refuses (`not_allowed`, `not_found`) who may not give it:
 * an administrator decides over people of her own company alone, and (`conflict`, `no_mail`) a person without a verified address.
 */
export async function giveLoginLink(
  { db, actor, now }: ActorContext<PersonActor>,
  { personId, employerId, pepper }: GiveLoginLinkInput,
): Promise<void> {
  const token = newToken()
  const secret = sealTotpSecret(newTotpSecret(), pepper)
  const expiresAt = new Date(now.getTime() + LIMITS.loginLinkHours * 60 * 60_000)
  const give = async (tx: Tx) => {
    const [answer] = await tx.$queryRaw<{ word: string }[]>`
      SELECT give_login_link(${actor.sessionId}::uuid, ${employerId}::uuid, ${personId}::uuid, ${hashLinkToken(token)}, ${secret},
        ${expiresAt}) AS word`
    requireDone(answer?.word)
    const params = { hours: LIMITS.loginLinkHours }
    const about = hashLinkToken(token).slice(0, 16)
    await tellOwner(tx, { personId, kind: 'login-link', about, params, path: `/losenord/${token}` }, now)
    const entry = { actor: actorWord(actor), action: 'login.link-sent', object: personId }
    await appendAudit(tx, { chain: employerId ?? PORTAL_CHAIN, ...entry })
  }
  await (employerId === null ? forPerson({ db, actor }, give) : forEmployer({ db, actor }, employerId, give))
}
