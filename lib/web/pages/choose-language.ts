import { LOCALE_COOKIE } from '#lib/door/locale.ts'
import { requireSameOrigin } from '#lib/door/same-origin.ts'
import { isLocale } from '#lib/text/locale.ts'
import type { RouteContext } from './auth.ts'
import { readFormFields } from './read-form.ts'
import { seeOther } from './see-other.ts'

const YEAR_SECONDS = 365 * 24 * 60 * 60

/** Remembers the language and goes back to the page it was chosen on. A language we do not speak changes nothing. */
export async function chooseLanguage(request: Request, { env: { PUBLIC_URL } }: Pick<RouteContext, 'env'>): Promise<Response> {
  requireSameOrigin(request.headers, PUBLIC_URL)
  const chosen = (await readFormFields(request)).get('sprak') ?? undefined
  const back = ownPath(request.headers.get('referer'), PUBLIC_URL)
  if (!isLocale(chosen)) return seeOther(back)
  const secure = PUBLIC_URL.startsWith('https:') ? '; Secure' : ''
  return seeOther(back, [`${LOCALE_COOKIE}=${chosen}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax; HttpOnly${secure}`])
}

/** The page of ours in Referer, else Start. */
function ownPath(referer: string | null, publicUrl: string): string {
  if (!referer || !URL.canParse(referer)) return '/'
  const { origin, pathname, search } = new URL(referer)
  return origin === new URL(publicUrl).origin && !pathname.startsWith('//') ? pathname + search : '/'
}
