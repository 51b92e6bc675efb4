import { actorOf, type PersonActor } from '#lib/access/actor.ts'
import { readSession } from '#lib/access/read-session.ts'
import { requireSameOrigin } from '#lib/door/same-origin.ts'
import { AppError } from '#lib/errors.ts'
import type { DoneWord } from '#lib/text/company-pages.ts'
import { type RouteContext, readFormFields, seeOther } from './route.ts'

/** A form, and for which company its sender acts. */
export type CompanyFormInput = { form: URLSearchParams; employerId: string }

type CompanyForm = {
  page: string
  perform: (at: RouteContext & { actor: PersonActor }, input: CompanyFormInput) => Promise<DoneWord>
}

/**
 * A plain form about the session's employer: redirects to its page with ?klart=<result of `perform`>, or with the refusal's code
 * and case (?fel=, ?fall=). Without a session it redirects to the login page.
 */
export const companyForm =
  ({ page, perform }: CompanyForm) =>
  async (request: Request, at: RouteContext): Promise<Response> => {
    requireSameOrigin(request.headers, at.env.PUBLIC_URL)
    const session = await readSession({ db: at.db, now: at.now }, request.headers.get('cookie') ?? undefined)
    if (!session) return seeOther(`/logga-in?${new URLSearchParams({ fel: 'utgangen', next: page })}`)
    const { employerId } = session
    if (employerId === null) return seeOther(`/foretag?${new URLSearchParams({ next: page })}`)
    try {
      const form = await readFormFields(request)
      return seeOther(`${page}?klart=${await perform({ ...at, actor: actorOf(session) }, { form, employerId })}`)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const { code, detail } = error
      at.log.info('refused', { route: page, code, ...(detail && { detail }) })
      return seeOther(`${page}?${new URLSearchParams({ fel: code, ...(detail && { fall: detail }) })}`)
    }
  }
