import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { UsageError } from './usage-error.ts'

/** SHA-256 (hex) and length of a file, read once. Throws UsageError when it cannot be read. */
export async function hashFile(file: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 })) {
      hash.update(chunk)
      bytes += chunk.length
    }
  } catch (error) {
    throw new UsageError('unreadable', { file, reason: error instanceof Error && 'code' in error ? String(error.code) : '' })
  }
  return { sha256: hash.digest('hex'), bytes }
}
