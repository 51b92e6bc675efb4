import { randomBytes } from 'node:crypto'
import { unwrapKey, wrapKey } from '#lib/store/wrap-key.ts'

/** Standard Webhooks: `whsec_` and 24 to 64 random bytes in base64. */
const PREFIX = 'whsec_'
const SECRET_BYTES = 32

/** A new secret, as the company's system keeps it. */
export const newWebhookSecret = (): string => `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`

/** Sealed for relay's age key: who writes it here cannot read it back. */
export async function sealSecret(secret: string, recipient: string): Promise<string> {
  return Buffer.from(await wrapKey(secret, recipient)).toString('base64')
}

/** Throws when `identity` does not open it. */
export async function openSecret(sealed: string, identity: string): Promise<string> {
  return Buffer.from(await unwrapKey(Buffer.from(sealed, 'base64'), identity)).toString()
}

/** The bytes that messages are signed with. */
export const keyOfSecret = (secret: string): Buffer => Buffer.from(secret.slice(PREFIX.length), 'base64')
