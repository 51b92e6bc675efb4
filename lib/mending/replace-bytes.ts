/** Bytes `from` to `to` (excluded) become `by`. */
export type ByteChange = { from: number; to: number; by: Uint8Array }

/** The file with stretches replaced; they are in order and do not overlap. */
export function replaceBytes(bytes: Uint8Array, changes: readonly ByteChange[]): Uint8Array {
  const all = new Uint8Array(changes.reduce((sum, { from, to, by }) => sum + by.length - (to - from), bytes.length))
  let read = 0
  let written = 0
  for (const { from, to, by } of changes) {
    all.set(bytes.subarray(read, from), written)
    written += from - read
    all.set(by, written)
    written += by.length
    read = to
  }
  all.set(bytes.subarray(read), written)
  return all
}

/** A text of ISO-8859-1 as bytes; undefined where a character has no place in it, or is a control character other than tab and line ends. */
export function latin1Bytes(text: string): Uint8Array | undefined {
  if (/[^\t\n\r\u0020-\u007e\u00a0-\u00ff]/.test(text)) return undefined
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0))
}
