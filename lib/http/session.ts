// Who is logged in, for pages (currentSession, requireSession, requireEmployer) and for routes (sessionOf).
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { peekSession, readSession, type Session } from '#lib/accounts/read-session.ts'
import { tokenHashesIn } from '#lib/accounts/session-token.ts'
import { AppError } from '#lib/errors.ts'
import { webDb } from './db.ts'

/** The page's visitor, asked once a request, or null. Counts as activity. */
export const currentSession = cache(
  async (): Promise<Session | null> => readSession(webDb(), (await headers()).get('cookie') ?? undefined, new Date()),
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

/** Who sent the request; refuses (`not_signed_in`) nobody. Counts as activity. */
export async function sessionOf(request: Request): Promise<Session> {
  const session = await readSession(webDb(), request.headers.get('cookie') ?? undefined, new Date())
  if (!session) throw new AppError('not_signed_in')
  return session
}

/** Who sent the request, or null, without counting as activity. */
export function glimpsedSession(request: Request): Promise<Session | null> {
  return peekSession(webDb(), request.headers.get('cookie') ?? undefined, new Date())
}
