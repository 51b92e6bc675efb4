import { notFound } from 'next/navigation'
import { actorOf, type PersonActor } from '#lib/access/actor.ts'
import { requireSession } from './session.ts'

/** For the operator's pages: who looks. A page that others do not find. Without a session, redirects as requireSession does. */
export async function operatorPage(path: string): Promise<PersonActor> {
  const session = await requireSession(path)
  if (!session.operator) notFound()
  return actorOf(session)
}
