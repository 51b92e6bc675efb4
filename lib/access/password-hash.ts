import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { AppError } from '#lib/errors.ts'

/** OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, two passes. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Hashes at a time: they share libuv's four threads with file writes, and half stay free for those. */
const AT_ONCE = 2
/** Tries that may wait, a second or two; beyond them they are refused. */
const MOST_WAITING = 30
let running = 0
const waiting: (() => void)[] = []

/** The whole password counts, in one Unicode form, so that the same keys give the same bytes on every system. */
export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password.normalize('NFC'), COST))

let nobodys: Promise<string> | undefined

/** Compares with the stored hash. Without one (no such person) it takes as long, and is never true. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  // Outside the queue, so that a refusal is not what is kept.
  nobodys ??= hash(randomBytes(32).toString('base64'), COST)
  const dummy = await nobodys
  const matches = await inTurn(() => verify(stored ?? dummy, password.normalize('NFC')))
  return stored !== null && matches
}

/** Refuses (`unavailable`, `crowded`) while MOST_WAITING wait. */
export function requireTurn(): void {
  if (waiting.length >= MOST_WAITING) throw new AppError('unavailable', 'crowded')
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    requireTurn()
    // The one that ends hands its place over.
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else running++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}
