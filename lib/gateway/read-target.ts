// Which address is asked for. What does not mean what it says is refused before anything looks at it.
import type { IncomingMessage } from 'node:http'
import { AppError } from '#lib/errors.ts'

const LONGEST = 8192

/**
 * The request's address. Refuses (`invalid`, `target`): `GET https://elsewhere/`, `//elsewhere`, backslashes, paths that
 * mean something else than they say (`..`); (`host`): not exactly one Host, but for HTTP/1.0, which may have none.
 */
export function readTarget(request: IncomingMessage): URL {
  const target = request.url ?? ''
  // RFC 9112, 3.2: an origin server is asked in origin form.
  if (!target.startsWith('/') || target.length > LONGEST || /^\/[/\\]|[\\\s]/.test(target))
    throw new AppError('invalid', 'target')
  const url = URL.parse(target, 'https://gateway')
  if (url?.host !== 'gateway' || url.pathname !== target.split(/[?#]/, 1)[0]) throw new AppError('invalid', 'target')
  requireOneHost(request)
  return url
}

function requireOneHost({ rawHeaders, httpVersion }: IncomingMessage): void {
  const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length
  if (hosts !== 1 && !(hosts === 0 && httpVersion === '1.0')) throw new AppError('invalid', 'host')
}
