import { notFound } from 'next/navigation'
import { actorOf, type PersonActor } from '#lib/access/actor.ts'
import { isFresh } from '#lib/access/require-member.ts'
import { AppError } from '#lib/errors.ts'
import { againPage } from '#lib/web/forms/after-login.ts'
import { currentSession, requireSession } from './session.ts'

/** For the operator's pages: who looks. A page that others do not find. Without a session, redirects as requireSession does. */
export async function operatorPage(path: string): Promise<PersonActor> {
  const session = await requireSession(path)
  if (!session.operator) notFound()
  return actorOf(session)
}

/** Where the operator logs in again before deciding anything, when the login is not fresh; the page is come back to. */
export async function proveFirst(path: string): Promise<string | undefined> {
  const session = await currentSession()
  return isFresh(session?.provedAt ?? null, new Date())
    ? undefined
    : `/logga-in?${new URLSearchParams({ next: againPage(path) })}`
}

/** What `read` gives; what it does not find is a page that does not exist. */
export async function pageOrNone<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
}
