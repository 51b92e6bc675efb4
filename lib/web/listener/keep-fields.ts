import type { Session } from '#lib/access/read-session.ts'
import { LIMITS } from '#lib/limits.ts'
import { FIELDS_COOKIE, sealFields } from '#lib/web/forms/kept-fields.ts'
import type { FormCall } from './plain-form.ts'
import type { Web } from './web.ts'

/**
 * Keeps what was typed in the form (its route's `keeps`) for its page, which it is sent back to: for the company that the form was
 * made for (field `foretag`), so that no other company's page shows it.
 */
export function keepFields(web: Web, call: FormCall, sender: Session | undefined, page = pageOf(call)): void {
  const session = sender && { ...sender, employerId: call.fields.get('foretag') ?? sender.employerId }
  const { route, now } = call
  const fields = Object.fromEntries((route.keeps ?? []).map((name) => [name, call.fields.get(name) ?? '']))
  const place = { secret: web.env.SESSION_SECRET, page: page ?? '/', session, now }
  setCookie(web, call, sealFields(place, { form: route.name, fields }) ?? '', page)
}

/** Removes what was kept for the form's page. */
export function forgetFields(web: Web, call: FormCall, page = pageOf(call)): void {
  setCookie(web, call, '', page)
}

/** An empty value removes the cookie. */
function setCookie({ env }: Web, { response, route }: FormCall, value: string, page: string | undefined): void {
  if (!route.keeps || !page) return
  const seconds = value === '' ? 0 : LIMITS.keptFieldsMinutes * 60
  const secure = env.PUBLIC_URL.startsWith('https:') ? '; Secure' : ''
  const [path] = page.split('?')
  const attributes = `Path=${path}; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`
  response.appendHeader('Set-Cookie', `${FIELDS_COOKIE}=${value}; ${attributes}`)
}

const pageOf = ({ route, params }: FormCall): string | undefined => route.page?.(params)
