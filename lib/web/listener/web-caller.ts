import { employersOf, type Membership } from '#lib/access/employers-of.ts'
import { peekSession, readSession, type Session } from '#lib/access/read-session.ts'
import { AppError } from '#lib/errors.ts'
import type { Web, WebCall } from './web.ts'

/** The session of the request, and the employer it acts for. */
export type WebCaller = { session: Session; employer: Membership }

/** Refuses (`not_signed_in`) without a login, and (`not_found`, `employer`) when no employer is chosen. Counts as activity. */
export async function requireWebCaller(web: Web, { request, now }: WebCall): Promise<WebCaller> {
  return withEmployer(web, await readSession({ db: web.db, now }, request.headers.cookie))
}

/** As requireWebCaller, but does not count as activity: for requests that a page makes by itself. */
export async function peekWebCaller(web: Web, { request, now }: WebCall): Promise<WebCaller> {
  return withEmployer(web, await peekSession({ db: web.db, now }, request.headers.cookie))
}

/** Refuses (`not_signed_in`) when the session is not the one that the upload began with. */
export async function requireSameLogin(web: Web, { request }: WebCall, { session }: WebCaller): Promise<void> {
  const again = await readSession({ db: web.db, now: new Date() }, request.headers.cookie)
  if (again?.sessionId !== session.sessionId) throw new AppError('not_signed_in')
}

async function withEmployer(web: Web, session: Session | null): Promise<WebCaller> {
  if (!session) throw new AppError('not_signed_in')
  const acting = await employersOf(web, session.personId)
  const employer = acting.find(({ employerId }) => employerId === session.employerId)
  if (!employer) throw new AppError('not_found', 'employer')
  return { session, employer }
}
