// Protection against cross-site requests (OWASP ASVS 5.0, 3.5), for every route that changes something.
import { AppError } from '#lib/errors.ts'

type HeaderBag = Headers | Record<string, string | string[] | undefined>

/**
 * Refuses (`cross_site`) a request that was not made by the portal's own pages, by `Origin` and `Sec-Fetch-Site`, which a page
 * cannot forge. A request with neither is refused. Pages must have Referrer-Policy `same-origin`: with `no-referrer` browsers
 * send `Origin: null`, which is refused.
 */
export function requireSameOrigin(headers: HeaderBag, publicUrl: string): void {
  const origin = one(headers, 'origin')
  const site = one(headers, 'sec-fetch-site')
  if (origin !== undefined && origin !== new URL(publicUrl).origin) throw new AppError('cross_site', 'origin')
  if (site !== undefined && site !== 'same-origin' && !(site === 'none' && origin !== undefined))
    throw new AppError('cross_site', 'site')
  if (origin === undefined && site === undefined) throw new AppError('cross_site', 'unsaid')
}

/** The header's value; repeated ones are joined, so that they equal no accepted value. */
function one(headers: HeaderBag, name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined
  const value = headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}
