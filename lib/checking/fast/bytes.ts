export function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0))
}

/** Whether `literal` stands at `at` and ends by `end`. */
export function stands(literal: Uint8Array, bytes: Uint8Array, at: number, end: number): boolean {
  if (at + literal.length > end) return false
  for (let i = 0; i < literal.length; i++) if (bytes[at + i] !== literal[i]) return false
  return true
}

/** Where `literal` stands next in the bytes, or −1. */
export function indexOfBytes(literal: Uint8Array, bytes: Uint8Array, from: number): number {
  const first = literal[0] as number
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (stands(literal, bytes, at, bytes.length)) return at
  }
  return -1
}

export function countNewlines(bytes: Uint8Array, from: number, to: number): number {
  let count = 0
  for (let at = from; at < to; at++) if (bytes[at] === 10) count++
  return count
}

/** Characters of well-formed UTF-8, or of ISO-8859-1 that is ASCII. */
export function countPoints(bytes: Uint8Array, from: number, to: number): number {
  let count = 0
  for (let at = from; at < to; at++) if (((bytes[at] as number) & 0xc0) !== 0x80) count++
  return count
}
