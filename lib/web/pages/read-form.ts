import { AppError } from '#lib/errors.ts'

/** More than any of our forms without a file needs. */
const MOST = 16_384

/** The fields of a plain form. Refuses (`unsupported`, `too_large`) what is none. */
export async function readFormFields(request: Request): Promise<URLSearchParams> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded') throw new AppError('unsupported', 'form')
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of request.body ?? []) {
    bytes += chunk.length
    if (bytes > MOST) throw new AppError('too_large', 'form')
    chunks.push(chunk)
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
}
