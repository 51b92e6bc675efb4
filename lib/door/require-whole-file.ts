import type { IncomingHttpHeaders } from 'node:http'
import { AppError } from '#lib/errors.ts'

/**
 * Refuses a body that is not the file itself: compressed (`unsupported`, `encoding`), or a part of it (`invalid`,
 * `content_range`; RFC 9110, 14.5: a server that takes no partial PUT must refuse it).
 */
export function requireWholeFile(headers: IncomingHttpHeaders): void {
  const encoding = headers['content-encoding']
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') throw new AppError('unsupported', 'encoding')
  if (headers['content-range'] !== undefined) throw new AppError('invalid', 'content_range')
}
