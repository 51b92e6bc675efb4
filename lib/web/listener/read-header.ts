import { AppError } from '#lib/errors.ts'
import type { WebCall } from './web.ts'

/** A header that came once; twice is a riddle, and Node joins them. */
export function header({ request }: WebCall, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}

/** A SHA-256 as 64 hex digits; nothing and an empty one are none. Refuses (`invalid`, `sha256`) what is no digest. */
export function digestOf(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new AppError('invalid', 'sha256')
  return text.toLowerCase()
}
