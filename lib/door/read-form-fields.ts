import { AppError } from '#lib/errors.ts'

/** Bytes of a form without a file. */
const LARGEST = 16_384

/** The fields of a plain form. `type` is its Content-Type. Refuses (`unsupported`, `form`) another type, and (`too_large`, `form`). */
export async function readFormFields(
  type: string | null | undefined,
  body: AsyncIterable<Uint8Array> | null,
): Promise<URLSearchParams> {
  if (type?.split(';')[0]?.trim().toLowerCase() !== 'application/x-www-form-urlencoded') throw new AppError('unsupported', 'form')
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body ?? []) {
    bytes += chunk.length
    if (bytes > LARGEST) throw new AppError('too_large', 'form')
    chunks.push(chunk)
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
}
