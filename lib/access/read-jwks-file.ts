import { readFileSync } from 'node:fs'
import type { JWK } from 'jose'
import { z } from 'zod'

const shape = z.object({ keys: z.array(z.looseObject({ kty: z.enum(['RSA', 'EC', 'OKP']), kid: z.string().exactOptional() })) })

/** Largest file that is read, in bytes: a broker has a handful of keys of half a kilobyte each. */
const LARGEST = 100_000

/**
 * The login broker's public keys (RFC 7517, 5) from the operator's file. Read each time, so that a key counts from when it is in the file
 * until it is out of it. Throws for a file that is missing, no key set, or that holds a secret key.
 */
export function readJwksFile(path: string): JWK[] {
  const text = readFileSync(path, 'utf8')
  if (text.length > LARGEST) throw new Error(`${path} is larger than ${LARGEST} bytes`)
  const { keys } = shape.parse(JSON.parse(text))
  if (keys.some((key) => 'd' in key || 'k' in key)) throw new Error(`${path} holds a secret key: it wants the public ones alone`)
  return keys
}
