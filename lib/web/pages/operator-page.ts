import { notFound } from 'next/navigation'
import { actorOf, type PersonActor } from '#lib/access/actor.ts'
import { AppError } from '#lib/errors.ts'
import { requireSession } from './session.ts'

/** For the operator's pages: who looks. A page that others do not find. Without a session, redirects as requireSession does. */
export async function operatorPage(path: string): Promise<PersonActor> {
  const session = await requireSession(path)
  if (!session.operator) notFound()
  return actorOf(session)
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
