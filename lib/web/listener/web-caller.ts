import { employersOf, type Membership } from '#lib/access/employers-of.ts'
import { peekSession, readSession, type Session } from '#lib/access/read-session.ts'
import { AppError } from '#lib/errors.ts'
import type { Web, WebCall } from './web.ts'

/** Who asks, and for which employer they act. */
export type WebCaller = { session: Session; employer: Membership }

/** Refuses (`not_signed_in`) without a login, and (`not_found`, `employer`) when no employer is chosen. Counts as activity. */
export async function requireWebCaller(web: Web, { request, now }: WebCall): Promise<WebCaller> {
  return withEmployer(web, await readSession({ db: web.db, now }, request.headers.cookie))
}

/** As requireSender, for what a page asks by itself. */
export async function peekWebCaller(web: Web, { request, now }: WebCall): Promise<WebCaller> {
  return withEmployer(web, await peekSession({ db: web.db, now }, request.headers.cookie))
}

/** A long upload ends under the login it began with, or not at all (`not_signed_in`). */
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
