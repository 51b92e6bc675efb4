import type { Session } from '#lib/access/read-session.ts'
import { isFresh } from '#lib/access/require-member.ts'
import { readFormFields } from '#lib/door/read-form-fields.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { readBody } from '#lib/intake/read-body.ts'
import { keepFields } from './keep-fields.ts'
import { FORM_MS } from './plain-form.ts'
import type { Web } from './web.ts'
import type { WebCaller } from './web-caller.ts'

/**
 * `ask`, and for a route that is `fresh` refuses (`not_allowed`, `fresh_login`) whose login is older: the form's page is come back to
 * after a new one, with what was typed. The verb asks once more in its transaction.
 */
export function askFresh<Who extends Session | WebCaller>(ask: (web: Web, call: Call) => Promise<Who>) {
  return async (web: Web, call: Call): Promise<Who> => {
    const who = await ask(web, call)
    const session: Session = 'session' in who ? who.session : who
    if (!call.route.fresh || isFresh(session.provedAt, call.now)) return who
    await keepTyped(web, call, session)
    throw new AppError('not_allowed', 'fresh_login')
  }
}

async function keepTyped(web: Web, call: Call, session: Session): Promise<void> {
  const { request, response, route } = call
  const type = request.headers['content-type']
  if (!route.keeps || !type?.startsWith('application/x-www-form-urlencoded')) return
  if (request.headers.expect !== undefined) response.writeContinue()
  keepFields(web, { ...call, fields: await readFormFields(type, readBody(request, { longestMs: FORM_MS })) }, session)
}
