import { AppError } from '#lib/errors.ts'
import { readBody } from '#lib/intake/read-body.ts'
import type { WebCall } from './web.ts'

/** A question is a line or two. */
const MOST_BYTES = 4096

/** A small JSON object. Refuses (`invalid`, `json`) what is none, (`too_large`) what is no question, (`unsupported`) another type. */
export async function readJson({ request }: WebCall): Promise<Record<string, unknown>> {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw new AppError('unsupported')
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of readBody(request)) {
    bytes += part.length
    if (bytes > MOST_BYTES) throw new AppError('too_large')
    parts.push(part)
  }
  const value = parse(Buffer.concat(parts).toString('utf8'))
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new AppError('invalid', 'json')
  return value as Record<string, unknown>
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new AppError('invalid', 'json', { cause: error })
  }
}
