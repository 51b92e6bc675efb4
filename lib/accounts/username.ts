/** A user name as it is stored and looked up: however it was typed. */
export const canonicalUsername = (typed: string): string => typed.normalize('NFC').trim().toLowerCase()
