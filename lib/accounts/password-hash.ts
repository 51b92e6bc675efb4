import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, two passes. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The whole password counts, in one Unicode form, so that the same keys give the same bytes on every system. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFC'), COST)

let nobodys: Promise<string> | undefined

/** Compares with the stored hash. Without one (no such person) it takes as long, and is never true. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  nobodys ??= hashPassword(randomBytes(32).toString('base64'))
  const dummy = await nobodys
  const matches = await verify(stored ?? dummy, password.normalize('NFC'))
  return stored !== null && matches
}
