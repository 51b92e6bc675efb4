import type { IncomingMessage } from 'node:http'
import { AppError } from '#lib/errors.ts'

/** Characters in a request target. */
const LONGEST = 8192

/**
 * Rewrites an absolute-form target (`GET https://portal/x`, RFC 9112, 3.2.2) in origin form. Its host decides over Host. One with
 * a user name stays as it is, for readTarget to refuse.
 */
export function toOriginForm(request: IncomingMessage): void {
  const [, host, rest = ''] = /^https?:\/\/([^/?#@\\]+)((?:[/?].*)?)$/i.exec(request.url ?? '') ?? []
  if (host === undefined) return
  request.headers.host = host
  request.url = rest.startsWith('/') ? rest : `/${rest}`
}

/**
 * The request's address, under `origin`. Refuses (`invalid`, `target`): what is not in origin form, `//elsewhere`, backslashes, paths
 * that URL parsing changes (`..`), more than LONGEST characters. The host is another question: requireHost.
 */
export function readTarget({ url: target = '' }: IncomingMessage, origin: string): URL {
  if (!target.startsWith('/') || target.length > LONGEST || /^\/[/\\]|[\\\s]/.test(target))
    throw new AppError('invalid', 'target')
  const url = URL.parse(target, origin)
  if (url?.origin !== new URL(origin).origin || url.pathname !== target.split(/[?#]/, 1)[0])
    throw new AppError('invalid', 'target')
  return url
}

/**
 * Refuses (`invalid`, `host`) more or less than one Host header (RFC 9112, 3.2; HTTP/1.0 may have none), and one other than `host`,
 * when there is one that it must be.
 */
export function requireHost({ rawHeaders, headers, httpVersion }: IncomingMessage, host: string | undefined): void {
  const named = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length
  const isOne = named === 1 || (named === 0 && httpVersion === '1.0' && host === undefined)
  if (!isOne || (host !== undefined && headers.host?.toLowerCase() !== host)) throw new AppError('invalid', 'host')
}
