// In the worker: a case as it leaves the computer, a hash under the employer's key that is sealed under the member's (the steps stand in
// lib/intake/case-keys.ts). Persons and days stay here.

/** Base64, as the portal gave them. */
export type AskKeys = { egen: string; fraga: string }

const BLOCK = 16

/** `blocks`: four 32-bit words a case. 16 bytes a case, in base64. */
export async function hashCases(blocks: readonly number[], { egen, fraga }: AskKeys): Promise<string> {
  const cases = littleEndian(blocks)
  const first = await unblocked(cases, egen)
  for (let i = 0; i < first.length; i++) first[i] = (first[i] as number) ^ (cases[i] as number)
  return inBase64(await unblocked(first, fraga))
}

/**
 * AES-256's decryption of each block by itself, which Web Crypto has only chained (CBC): block i comes out with block i − 1 over it,
 * and is freed of that. CBC's end mark is what an encryption of nothing, begun with the last block, gives.
 */
async function unblocked(blocks: Uint8Array<ArrayBuffer>, key: string): Promise<Uint8Array<ArrayBuffer>> {
  const aes = await crypto.subtle.importKey('raw', fromBase64(key), 'AES-CBC', false, ['encrypt', 'decrypt'])
  const end = await crypto.subtle.encrypt({ name: 'AES-CBC', iv: blocks.slice(-BLOCK) }, aes, new Uint8Array(0))
  const chained = new Uint8Array(blocks.length + BLOCK)
  chained.set(blocks)
  chained.set(new Uint8Array(end), blocks.length)
  const opened = new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-CBC', iv: new Uint8Array(BLOCK) }, aes, chained))
  for (let i = BLOCK; i < opened.length; i++) opened[i] = (opened[i] as number) ^ (blocks[i - BLOCK] as number)
  return opened
}

function littleEndian(words: readonly number[]): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(4 * words.length))
  for (const [i, word] of words.entries()) view.setInt32(4 * i, word, true)
  return new Uint8Array(view.buffer)
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))
}

function inBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}
