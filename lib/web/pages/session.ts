// Who is logged in, for pages. Routes ask readSession (or peekSession) with the request's own cookies.
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { readSession, type Session } from '#lib/access/read-session.ts'
import { tokenHashesIn } from '#lib/access/session-token.ts'
import { webDb } from './db.ts'

/** The page's visitor, asked once a request, or null. Counts as activity. */
export const currentSession = cache(
  async (): Promise<Session | null> =>
    readSession({ db: webDb(), now: new Date() }, (await headers()).get('cookie') ?? undefined),
)

/** The page's visitor. Without one: to the login page, and afterwards back to `path`. */
export async function requireSession(path: string): Promise<Session> {
  const session = await currentSession()
  if (session) return session
  const hadOne = tokenHashesIn((await headers()).get('cookie') ?? undefined).length > 0
  redirect(`/logga-in?${new URLSearchParams({ ...(hadOne && { fel: 'utgangen' }), next: path })}`)
}

/** The page's visitor and whom they act for. Without an employer chosen: to the choice, and afterwards back to `path`. */
export async function requireEmployer(path: string): Promise<Session & { employerId: string }> {
  const session = await requireSession(path)
  const { employerId } = session
  if (employerId === null) redirect(`/foretag?${new URLSearchParams({ next: path })}`)
  return { ...session, employerId }
}
