import { createHash } from 'node:crypto'
import { PayloadDamaged } from '#lib/store/open-payload.ts'
import type { OutgoingFile } from './channels/channel.ts'

/** Reads a payload through before anything connects: are these the bytes that were handed in? */
export async function isWhole({ open, bytes, sha256 }: Pick<OutgoingFile, 'open' | 'bytes' | 'sha256'>): Promise<boolean> {
  const hash = createHash('sha256')
  let length = 0
  try {
    for await (const chunk of open()) {
      hash.update(chunk)
      length += chunk.length
    }
  } catch (error) {
    if (error instanceof PayloadDamaged) return false
    throw error
  }
  return length === bytes && hash.digest('hex') === sha256
}
