// Who asks: each function answers one word of a route's `asks`.
import type { Membership, Role } from '#lib/access/employers-of.ts'
import { peekSession, readSession, type Session } from '#lib/access/read-session.ts'
import { mayAdminister, requireHandler, requireMember } from '#lib/access/require-member.ts'
import type { Holder } from '#lib/door/calls-under-way.ts'
import type { Asks, Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import type { Web } from './web.ts'

/** The session of the request, and the employer it acts for. */
export type WebCaller = { session: Session; employer: Membership }

/** Refuses (`not_signed_in`) without a login. Counts as activity, unless a page asks by itself (`poll`). */
export async function requirePerson({ db }: Pick<Web, 'db'>, { request, route }: Call): Promise<Session> {
  const read = route.poll ? peekSession : readSession
  const session = await read({ db }, request.headers.cookie)
  if (!session) throw new AppError('not_signed_in')
  return session
}

/** As requirePerson, and refuses (`not_found`, `employer`) when no employer is chosen. */
export async function requireWebCaller(web: Pick<Web, 'db'>, call: Call): Promise<WebCaller> {
  const session = await requirePerson(web, call)
  if (session.employerId === null) throw new AppError('not_found', 'employer')
  return { session, employer: await requireMember({ db: web.db, actor: session }, session.employerId) }
}

/** As requireWebCaller, and refuses (`not_allowed`, `reader`) who may only look. */
export async function requireWebHandler(web: Pick<Web, 'db'>, call: Call): Promise<WebCaller> {
  const caller = await requireWebCaller(web, call)
  requireRole('handler', caller.employer.role)
  return caller
}

/** As requireWebCaller, and refuses (`not_allowed`, `administrator`) another role. */
export async function requireWebAdministrator(web: Pick<Web, 'db'>, call: Call): Promise<WebCaller> {
  const caller = await requireWebCaller(web, call)
  requireRole('administrator', caller.employer.role)
  return caller
}

function requireRole(asks: Asks, role: Role): void {
  if (asks === 'handler') requireHandler(role)
  if (asks === 'administrator' && !mayAdminister(role)) throw new AppError('not_allowed', 'administrator')
}

/** As requirePerson, and refuses (`not_found`) who is not support. */
export async function requireWebSupport(web: Pick<Web, 'db'>, call: Call): Promise<Session> {
  const session = await requirePerson(web, call)
  if (!session.support) throw new AppError('not_found')
  return session
}

/** As requirePerson, and refuses (`not_found`) who is not an operator. */
export async function requireWebOperator(web: Pick<Web, 'db'>, call: Call): Promise<Session> {
  const session = await requirePerson(web, call)
  if (!session.operator) throw new AppError('not_found')
  return session
}

/**
 * Who makes a call, for as long as it lasts. Whom the call is for stays as it was when it began, whichever company the person
 * chooses meanwhile.
 */
export function webHolder(web: Pick<Web, 'db'>, call: Call, who: Session | WebCaller | undefined): Holder | undefined {
  if (!who) return undefined
  const { session, employer } = 'session' in who ? who : { session: who, employer: undefined }
  const { personId, sessionId } = session
  const keys = [`person ${personId}`, `session ${sessionId}`, ...(employer ? [`employer ${employer.employerId}`] : [])]
  const askAgain = async () => {
    await requirePerson(web, { ...call, route: { ...call.route, poll: true }, now: new Date() })
    if (!employer) return
    const { role } = await requireMember({ db: web.db, actor: session }, employer.employerId)
    requireRole(call.route.asks, role)
  }
  return { keys: [...keys, call.route.asks], askAgain }
}
