// Who asks: each function answers one word of a route's `asks`.
import { employersOf, type Membership } from '#lib/access/employers-of.ts'
import { peekSession, readSession, type Session } from '#lib/access/read-session.ts'
import { mayAdminister, requireHandler } from '#lib/access/require-member.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import type { Web } from './web.ts'

/** The session of the request, and the employer it acts for. */
export type WebCaller = { session: Session; employer: Membership }

/** Refuses (`not_signed_in`) without a login. Counts as activity, unless a page asks by itself (`poll`). */
export async function requirePerson({ db }: Pick<Web, 'db'>, { request, route, now }: Call): Promise<Session> {
  const read = route.poll ? peekSession : readSession
  const session = await read({ db, now }, request.headers.cookie)
  if (!session) throw new AppError('not_signed_in')
  return session
}

/** As requirePerson, and refuses (`not_found`, `employer`) when no employer is chosen. */
export async function requireWebCaller(web: Pick<Web, 'db'>, call: Call): Promise<WebCaller> {
  const session = await requirePerson(web, call)
  const acting = await employersOf(web, session.personId)
  const employer = acting.find(({ employerId }) => employerId === session.employerId)
  if (!employer) throw new AppError('not_found', 'employer')
  return { session, employer }
}

/** As requireWebCaller, and refuses (`not_allowed`, `reader`) who may only look. */
export async function requireWebHandler(web: Pick<Web, 'db'>, call: Call): Promise<WebCaller> {
  const caller = await requireWebCaller(web, call)
  requireHandler(caller.employer.role)
  return caller
}

/** As requireWebCaller, and refuses (`not_allowed`, `administrator`) another role. */
export async function requireWebAdministrator(web: Pick<Web, 'db'>, call: Call): Promise<WebCaller> {
  const caller = await requireWebCaller(web, call)
  if (!mayAdminister(caller.employer.role)) throw new AppError('not_allowed', 'administrator')
  return caller
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
