import { appendAudit, forPerson, PORTAL_CHAIN } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { type ActorContext, actorWord, type PersonActor } from '../actor.ts'
import { openGuards } from '../login-delay.ts'
import { canonicalUsername, personKey } from '../person.ts'
import { requireFreshLogin, requireOperator } from '../require-member.ts'
import { tellOwner } from '../tell-owner.ts'
import { giveLoginLink } from './give-login-link.ts'
import { linkCode } from './login-link.ts'

type OperatorContext = ActorContext<PersonActor>
/** `typed`: a personnummer of twelve digits, or a user name. */
type OperatorInput = { typed: string; pepper: string }
export type WaitingLink = { id: string; name: string; personMasked: string; expiresAt: Date; code: string }

/** For whom no administrator of one company may decide. Refuses (`not_found`, `account`) whom nobody knows, and as giveLoginLink does. */
export async function giveLoginAsOperator(at: OperatorContext, { typed, pepper }: OperatorInput): Promise<void> {
  const { id } = await findTyped(at, { typed, pepper })
  await giveLoginLink(at, { personId: id, employerId: null, pepper })
}

/** Opens a user name that strangers have locked. */
export async function openLoginAsOperator(at: OperatorContext, { typed, pepper }: OperatorInput): Promise<void> {
  const { id: personId, username } = await findTyped(at, { typed, pepper })
  if (username === null) throw new AppError('conflict', 'no_login')
  await forPerson(at, async (tx) => {
    await requireFreshLogin(tx, at.actor, at.now)
    const news = { personId, kind: 'login-changed', about: `opened:${at.now.getTime()}`, params: { change: 'opened' } } as const
    await tellOwner(tx, news, at.now)
    await appendAudit(tx, { chain: PORTAL_CHAIN, actor: actorWord(at.actor), action: 'login.opened', object: personId })
  })
  await openGuards(at, username, pepper)
}

/** Links that wait to be used, with the codes that are told beside them. */
export async function listWaitingLinks({ db, actor, now }: OperatorContext, pepper: string): Promise<WaitingLink[]> {
  await requireOperator({ db, actor })
  const links = await db.prisma.loginLink.findMany({
    where: { usedAt: null, endedAt: null, expiresAt: { gt: now } },
    select: { id: true, expiresAt: true, person: { select: { name: true, personMasked: true } } },
    orderBy: { createdAt: 'desc' },
  })
  return links.map(({ id, expiresAt, person }) => ({ id, expiresAt, ...person, code: linkCode(id, pepper) }))
}

async function findTyped({ db, actor }: OperatorContext, { typed, pepper }: OperatorInput) {
  await requireOperator({ db, actor })
  const digits = typed.replaceAll(/[\s-]/g, '')
  const where = /^\d{12}$/.test(digits) ? { personKey: personKey(pepper, digits) } : { username: canonicalUsername(typed) }
  const person = await db.prisma.person.findFirst({ where: { ...where, removedAt: null }, select: { id: true, username: true } })
  if (!person || typed.trim() === '') throw new AppError('not_found', 'account')
  return person
}
