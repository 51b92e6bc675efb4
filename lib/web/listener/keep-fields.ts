import type { Session } from '#lib/access/read-session.ts'
import { LIMITS } from '#lib/limits.ts'
import { FIELDS_COOKIE, sealFields } from '#lib/web/forms/kept-fields.ts'
import type { FormCall } from './plain-form.ts'
import type { Web } from './web.ts'

/**
 * Keeps what was typed in the form (its route's `keeps`) for its page, which it is sent back to: for the company that the form was
 * made for (field `foretag`), so that no other company's page shows it.
 */
export function keepFields(web: Web, call: FormCall, sender: Session | undefined): void {
  const session = sender && { ...sender, employerId: call.fields.get('foretag') ?? sender.employerId }
  const { route, params, now } = call
  const fields = Object.fromEntries((route.keeps ?? []).map((name) => [name, call.fields.get(name) ?? '']))
  const place = { secret: web.env.SESSION_SECRET, page: route.page?.(params) ?? '/', session, now }
  setCookie(web, call, sealFields(place, { form: route.name, fields }) ?? '')
}

/** Removes what was kept for the form's page. */
export function forgetFields(web: Web, call: FormCall): void {
  setCookie(web, call, '')
}

/** An empty value removes the cookie. */
function setCookie({ env }: Web, { response, route, params }: FormCall, value: string): void {
  if (!route.keeps || !route.page) return
  const seconds = value === '' ? 0 : LIMITS.keptFieldsMinutes * 60
  const secure = env.PUBLIC_URL.startsWith('https:') ? '; Secure' : ''
  const [path] = route.page(params).split('?')
  const attributes = `Path=${path}; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`
  response.appendHeader('Set-Cookie', `${FIELDS_COOKIE}=${value}; ${attributes}`)
}
