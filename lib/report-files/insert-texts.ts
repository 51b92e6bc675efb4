/** A text in the encoding of a file; characters that it cannot hold become plainer ones, or `?`. */
export function encodeText(text: string, encoding: 'UTF-8' | 'Windows-1252' | 'ISO-8859-1'): Uint8Array {
  if (encoding === 'UTF-8') return new TextEncoder().encode(text)
  return Uint8Array.from(plain(text), (sign) => (sign.charCodeAt(0) < 256 ? sign.charCodeAt(0) : 63))
}

function plain(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[”“’‘]/g, "'")
    .replace(/[–—]/g, '-')
    .replaceAll('…', '...')
}

/** The file with texts inserted; `at` must not decrease. */
export function insertTexts(bytes: Uint8Array, inserted: readonly { at: number; text: Uint8Array }[]): Uint8Array {
  const all = new Uint8Array(inserted.reduce((sum, { text }) => sum + text.length, bytes.length))
  let read = 0
  let written = 0
  for (const { at, text } of inserted) {
    all.set(bytes.subarray(read, at), written)
    written += at - read
    read = at
    all.set(text, written)
    written += text.length
  }
  all.set(bytes.subarray(read), written)
  return all
}
