import { actorOf } from '#lib/access/actor.ts'
import { chooseEmployer } from '#lib/access/choose-employer.ts'
import { readSession } from '#lib/access/read-session.ts'
import { requireSameOrigin } from '#lib/door/same-origin.ts'
import { AppError } from '#lib/errors.ts'
import type { RouteContext } from './auth.ts'
import { localPath } from './local-path.ts'
import { readFormFields } from './read-form.ts'
import { seeOther } from './see-other.ts'

/** The form with which a person says whom they act for. */
export async function actFor(request: Request, { db, env, now }: RouteContext): Promise<Response> {
  requireSameOrigin(request.headers, env.PUBLIC_URL)
  const form = await readFormFields(request)
  const next = localPath(form.get('next')) ?? '/hem'
  const session = await readSession({ db, now }, request.headers.get('cookie') ?? undefined)
  if (!session) return seeOther(`/logga-in?${new URLSearchParams({ fel: 'utgangen', next })}`)
  try {
    await chooseEmployer({ db, actor: actorOf(session), now }, form.get('employerId') ?? '')
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return seeOther('/foretag?fel=foretag')
    throw error
  }
  return seeOther(next)
}
