import { createHmac } from 'node:crypto'
import { keyOfSecret } from './webhook-secret.ts'

type SignCallInput = { callId: string; body: string; secrets: readonly string[]; now: Date }

/**
 * The headers of a message by Standard Webhooks 1.0: the same id at every try, the time of this one, and a signature by each secret,
 * of which the receiver has to know one.
 */
export function signCall({ callId, body, secrets, now }: SignCallInput): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const sign = (secret: string) =>
    createHmac('sha256', keyOfSecret(secret)).update(`${callId}.${timestamp}.${body}`).digest('base64')
  return {
    'content-type': 'application/json',
    'user-agent': 'Kvittens',
    'webhook-id': callId,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets.map((secret) => `v1,${sign(secret)}`).join(' '),
  }
}
