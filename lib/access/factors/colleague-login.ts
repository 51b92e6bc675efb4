import { appendAudit, type Context, forEmployer, type Speaking } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { type ActorContext, actorWord, type PersonActor } from '../actor.ts'
import { employersOf } from '../employers-of.ts'
import { openGuards } from '../login-delay.ts'
import { requireAdministrator, requireFreshLogin } from '../require-member.ts'
import { tellOwner } from '../tell-owner.ts'
import { linkCode } from './login-link.ts'
import { type OwnLogin, readOwnLogin } from './own-login.ts'

export type ColleagueLogin = OwnLogin & {
  name: string
  /** Whether the person has an address that a link can be mailed to. */
  hasMail: boolean
  /** Acts for other companies too: then an operator gives the login, not an administrator of one of them. */
  actsForOthers: boolean
  /** A link that waits to be used, with the code that is told by another way than the mail. */
  link: { expiresAt: Date; code: string } | undefined
}

type ColleagueInput = { employerId: string; personId: string; pepper: string }

/** How somebody of the company logs in without e-legitimation. Refuses (`not_allowed`) others than administrators, and (`not_found`, `person`) whom the company does not have. */
export async function readColleagueLogin(
  { db, actor, now }: ActorContext<PersonActor>,
  { employerId, personId, pepper }: ColleagueInput,
): Promise<ColleagueLogin> {
  const person = await requireColleague({ db, actor }, { employerId, personId })
  const own = await readOwnLogin({ db }, { personId, pepper })
  const actsForOthers = await isOthersToo({ db }, person, employerId)
  const link = await db.prisma.loginLink.findFirst({
    where: { personId, usedAt: null, endedAt: null, expiresAt: { gt: now } },
    select: { id: true, expiresAt: true },
  })
  return {
    ...own,
    name: person.name,
    hasMail: person.mailVerifiedAt !== null,
    actsForOthers,
    // The code of a link that an operator had sent is the operator's to tell.
    link: link && !actsForOthers ? { expiresAt: link.expiresAt, code: linkCode(link.id, pepper) } : undefined,
  }
}

/**
 * Opens a colleague's user name that strangers have locked, and tells them. Refuses as readColleagueLogin, a login that is not fresh,
 * and (`not_allowed`, `several_companies`) a person who acts for other companies too: the count guards theirs as well.
 */
export async function openColleagueLogin(
  { db, actor, now }: ActorContext<PersonActor>,
  { employerId, personId, pepper }: ColleagueInput,
): Promise<void> {
  const person = await requireColleague({ db, actor }, { employerId, personId })
  if (await isOthersToo({ db }, person, employerId)) throw new AppError('not_allowed', 'several_companies')
  const { username } = person
  if (username === null) throw new AppError('conflict', 'no_login')
  await forEmployer({ db, actor }, employerId, async (tx) => {
    await requireFreshLogin(tx, actor, now)
    const news = { personId, kind: 'login-changed', about: `opened:${now.getTime()}`, params: { change: 'opened' } } as const
    await tellOwner(tx, news, now)
    const entry = { actor: actorWord(actor), action: 'login.opened', object: personId }
    await appendAudit(tx, { chain: employerId, ...entry })
  })
  await openGuards({ db }, username, pepper)
}

/** Whether the company has the person, for its other members: who asks is a member of it. */
export const isColleague = async (at: Speaking, whom: Omit<ColleagueInput, 'pepper'>): Promise<boolean> =>
  (await findMember(at, whom)) != null

/** Whether the person's login opens more than the company: another company, or the portal's own desks. */
async function isOthersToo(
  { db }: Pick<Context, 'db'>,
  { id, support, operator }: { id: string; support: boolean; operator: boolean },
  employerId: string,
): Promise<boolean> {
  const employers = await employersOf({ db }, id)
  return support || operator || employers.some((each) => each.via === null && each.employerId !== employerId)
}

async function requireColleague(
  { db, actor }: Pick<ActorContext<PersonActor>, 'db' | 'actor'>,
  input: Omit<ColleagueInput, 'pepper'>,
) {
  const { employerId } = input
  await requireAdministrator({ db, actor }, employerId)
  const person = await findMember({ db, actor }, input)
  if (!person) throw new AppError('not_found', 'person')
  return person
}

const SEEN = { id: true, name: true, username: true, support: true, operator: true, mailVerifiedAt: true } as const

async function findMember({ db, actor }: Speaking, { employerId, personId }: Omit<ColleagueInput, 'pepper'>) {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(personId)) return null
  const member = await forEmployer({ db, actor }, employerId, (tx) =>
    tx.member.findFirst({ where: { employerId, personId, removedAt: null }, select: { person: { select: SEEN } } }),
  )
  return member?.person
}
