// Reads and checks the request's address before any route does.
import type { IncomingMessage } from 'node:http'
import { AppError } from '#lib/errors.ts'

const LONGEST = 4096
/** Load balancers use the machine's own address as Host here. */
const ANY_HOST = new Set(['/api/health'])

/**
 * The request's address. Refuses (`invalid`): another host's name, two Host headers, `GET http://elsewhere/`, `//elsewhere`,
 * backslashes, and paths that URL parsing changes (`..`).
 */
export function readWebTarget(request: IncomingMessage, publicUrl: string): URL {
  const target = request.url ?? ''
  // RFC 9112, 3.2: an origin server is asked in origin form, with exactly one Host.
  if (!target.startsWith('/') || target.length > LONGEST || /^\/[/\\]|[\\\s]/.test(target))
    throw new AppError('invalid', 'target')
  const url = parse(target, publicUrl)
  if (url.pathname !== target.split(/[?#]/, 1)[0]) throw new AppError('invalid', 'target')
  if (!ANY_HOST.has(url.pathname)) requireOwnHost(request, url.host)
  return url
}

function parse(target: string, publicUrl: string): URL {
  const url = URL.parse(target, publicUrl)
  if (url?.origin !== new URL(publicUrl).origin) throw new AppError('invalid', 'target')
  return url
}

function requireOwnHost({ rawHeaders, headers }: IncomingMessage, host: string): void {
  const named = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host')
  if (named.length !== 1 || headers.host?.toLowerCase() !== host) throw new AppError('invalid', 'host')
}
