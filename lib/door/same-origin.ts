// The wall against cross-site requests (OWASP ASVS 5.0, 3.5): no route that changes something works without it.
import { AppError } from '#lib/errors.ts'

type HeaderBag = Headers | Record<string, string | string[] | undefined>

/**
 * Refuses (`cross_site`) a request that did not come from the portal's own pages. Browsers say where a POST comes from in
 * `Origin` and `Sec-Fetch-Site`, and a page cannot forge either. What says neither is refused too: it fails closed.
 * A page whose Referrer-Policy is `no-referrer` sends `Origin: null` and is refused: the portal's own must be `same-origin`.
 */
export function requireSameOrigin(headers: HeaderBag, publicUrl: string): void {
  const origin = one(headers, 'origin')
  const site = one(headers, 'sec-fetch-site')
  if (origin !== undefined && origin !== new URL(publicUrl).origin) throw new AppError('cross_site', 'origin')
  if (site !== undefined && site !== 'same-origin' && !(site === 'none' && origin !== undefined))
    throw new AppError('cross_site', 'site')
  if (origin === undefined && site === undefined) throw new AppError('cross_site', 'unsaid')
}

/** The header's value; a repeated one is joined, as Node does for most, so that it equals nothing we accept. */
function one(headers: HeaderBag, name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined
  const value = headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}
