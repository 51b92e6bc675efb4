import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { AppError } from '#lib/errors.ts'

/** The Cookie header as names and values. Of several with one name the first counts. */
export function readCookies(header: string | null | undefined): Record<string, string> {
  const found = (header ?? '').split(';').flatMap((pair): [string, string][] => {
    const at = pair.indexOf('=')
    return at > 0 ? [[pair.slice(0, at).trim(), decoded(pair.slice(at + 1).trim())]] : []
  })
  return Object.fromEntries(found.reverse())
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value // not percent-encoded: as it stands
  }
}

/**
 * Request header with the client's address, from the connection or a trusted proxy. The listener sets it on every request, so a
 * value from the client never gets here.
 */
export const CLIENT_ADDRESS = 'x-kvittens-address'

/** A header as one string; repeated ones joined by `, `, as Node does for most headers, so that they fail the checks of their value. */
export function headerOf({ headers }: Pick<IncomingMessage, 'headers'>, name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}

/**
 * Refuses a body that is not the file itself: compressed (`unsupported`, `encoding`), or a part of it (`invalid`,
 * `content_range`; RFC 9110, 14.5: a server that takes no partial PUT must refuse it).
 */
export function requireWholeFile(headers: IncomingHttpHeaders): void {
  const encoding = headers['content-encoding']
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') throw new AppError('unsupported', 'encoding')
  if (headers['content-range'] !== undefined) throw new AppError('invalid', 'content_range')
}
