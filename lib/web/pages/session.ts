// The session of a page's request, and the employer it acts for.
//
// lib/web/pages is what pages and Next's routes use: sessions (here, visitor.ts), log-in by the broker (auth.ts, next-auth.ts,
// route.ts), language (intl.ts), the process's database and log (db.ts, log.ts). It may import next. Not here: forms and all else
// that the listener answers before Next (../listener), and the verbs.
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { type ActorContext, actorOf, type PersonActor } from '#lib/access/actor.ts'
import type { AskingContext } from '#lib/access/ask-companies.ts'
import type { Membership } from '#lib/access/employers-of.ts'
import { ownEmployers } from '#lib/access/own-employers.ts'
import { readSession, type Session } from '#lib/access/read-session.ts'
import { credentialsIn } from '#lib/access/session-token.ts'
import { AppError } from '#lib/errors.ts'
import { webDb } from './db.ts'

/** The session, read once per request, or null. Counts as activity. */
export const currentSession = cache(
  async (): Promise<Session | null> => readSession({ db: webDb() }, (await headers()).get('cookie') ?? undefined),
)

/** Where a page reads, for the person of the session. Refuses (`not_signed_in`) without one: ask requireSession before. */
export async function pageContext(): Promise<ActorContext<PersonActor>> {
  const session = await currentSession()
  if (!session) throw new AppError('not_signed_in')
  return { db: webDb(), actor: actorOf(session), now: new Date() }
}

/** Where a page reads over several companies. */
export async function askingContext(): Promise<AskingContext> {
  const [context, session] = [await pageContext(), await currentSession()]
  return { ...context, way: session?.way ?? 'password' }
}

/** The companies that the person of the session may act for today, the last used first; once per request. */
export const currentCompanies = cache(async (): Promise<Membership[]> => ownEmployers(await pageContext()))

/** The session. Without one, redirects to the login page and afterwards to `path`. */
export async function requireSession(path: string): Promise<Session> {
  const session = await currentSession()
  if (session) return session
  const hadOne = credentialsIn((await headers()).get('cookie') ?? undefined).length > 0
  redirect(`/logga-in?${new URLSearchParams({ ...(hadOne && { fel: 'utgangen' }), next: path })}`)
}

/** The session with its employer. Without one, redirects to the choice of employer and afterwards to `path`. */
export async function requireEmployer(path: string): Promise<Session & { employerId: string }> {
  const session = await requireSession(path)
  const { employerId } = session
  if (employerId === null) redirect(`/foretag?${new URLSearchParams({ next: path })}`)
  return { ...session, employerId }
}

/** The employer that the session acts for; redirects as requireEmployer does. */
export const actsFor = cache(async (path: string): Promise<Membership> => {
  const { employerId } = await requireEmployer(path)
  const employer = (await currentCompanies()).find((known) => known.employerId === employerId)
  if (!employer) throw new Error('the session acts for an employer that the person may not act for')
  return employer
})
