import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { readBody } from '#lib/intake/read-body.ts'

/** Reads a JSON object of at most `most` bytes. Refuses (`invalid`, `json`), (`too_large`), (`unsupported`) another Content-Type. */
export async function readJson({ request }: Call, most: number): Promise<Record<string, unknown>> {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw new AppError('unsupported')
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of readBody(request)) {
    bytes += part.length
    if (bytes > most) throw new AppError('too_large')
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
