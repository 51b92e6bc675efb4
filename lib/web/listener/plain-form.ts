import type { Session } from '#lib/access/read-session.ts'
import { readFormFields } from '#lib/door/read-form-fields.ts'
import { sendSeeOther } from '#lib/door/reply.ts'
import type { Call } from '#lib/door/route.ts'
import { readBody } from '#lib/intake/read-body.ts'
import { SHOWN_HEADER } from '#lib/web/forms/shown-once.ts'
import { forgetFields, keepFields } from './keep-fields.ts'
import type { Web } from './web.ts'
import type { WebCaller } from './web-caller.ts'

/** Milliseconds that a form may take to come. */
export const FORM_MS = 60_000

export type FormCall = Call & { fields: URLSearchParams }

/**
 * Where a form leads: an address of the portal's, with Set-Cookie lines. `isRefused`: back to its page, as an AppError does. `shown`:
 * that page is the answer itself, and shows this, which is in no address, cookie or row.
 * `page`: the path of the page that the form stands on, where that is not its route's alone.
 */
export type Landing = { to: string; cookies?: readonly string[]; isRefused?: true; shown?: string; page?: string }

type Perform<Who> = (web: Web, call: FormCall, who: Who) => Promise<Landing>

/**
 * The handler of a plain form (method post): reads its fields, and redirects (303) to where `perform` says. When it is refused,
 * what was typed is kept for its page.
 */
export function plainForm<Who extends Session | WebCaller | undefined>(perform: Perform<Who>) {
  return async (web: Web, call: Call, who: Who): Promise<void> => {
    const { request, response } = call
    if (request.headers.expect !== undefined) response.writeContinue()
    const fields = await readFormFields(request.headers['content-type'], readBody(request, { longestMs: FORM_MS }))
    const form = { ...call, fields }
    const asker: Session | WebCaller | undefined = who
    const session = asker && 'session' in asker ? asker.session : asker
    try {
      const { to, cookies = [], isRefused, shown, page } = await perform(web, form, who)
      if (isRefused) keepFields(web, form, session, page)
      else forgetFields(web, form, page)
      for (const cookie of cookies) response.appendHeader('Set-Cookie', cookie)
      if (shown === undefined) sendSeeOther(response, to)
      else await sendPage(web, call, { to, shown })
    } catch (error) {
      keepFields(web, form, session)
      throw error
    }
  }
}

/** Has Next answer with a page, as if it had been asked for; the page reads `shown` in the header, which no client can set. */
async function sendPage(
  { pages }: Web,
  { request, response }: Call,
  { to, shown }: { to: string; shown: string },
): Promise<void> {
  for (const name of ['content-type', 'content-length']) delete request.headers[name]
  request.headers[SHOWN_HEADER] = shown
  Object.assign(request, { method: 'GET', url: to })
  response.setHeader('Cache-Control', 'no-store')
  await pages(request, response)
}
