/** A user name as it is stored and looked up: however it was typed. Postgres cannot hold a NUL, so nobody's has one. */
export const canonicalUsername = (typed: string): string => typed.replaceAll('\0', '\ufffd').normalize('NFC').trim().toLowerCase()
