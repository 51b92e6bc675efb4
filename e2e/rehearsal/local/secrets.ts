// Keys of the local environment, made once and kept in its folder.
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateIdentity, identityToRecipient } from 'age-encryption'

export type Secrets = {
  sessionSecret: string
  personKey: string
  historyKey: string
  uploadKey: string
  /** Relay's age key pair for the secrets of webhooks: what web seals, only relay opens. */
  webhookRecipient: string
  webhookIdentityFile: string
  /** The age key pair of files from FK: what relay seals, only web and gateway open. */
  deliveryRecipient: string
  deliveryIdentityFile: string
  /** The portal's key at the login broker (private_key_jwt), private and public part. */
  oidcKeyFile: string
  oidcPublicFile: string
}

export async function makeSecrets(dir: string): Promise<Secrets> {
  const folder = join(dir, 'secrets')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const keep = async (name: string, make: () => Promise<string> | string) => {
    const file = join(folder, name)
    if (!existsSync(file)) writeFileSync(file, await make(), { mode: 0o600 })
    return file
  }
  const random = () => randomBytes(32).toString('base64url')
  // Under its name of before the months, when it opened payloads too.
  const webhookIdentityFile = await keep('payload-identity', generateIdentity)
  const deliveryIdentityFile = await keep('delivery-identity', generateIdentity)
  const oidcKeyFile = await keep('oidc-client.json', makeClientKey)
  const { d: _private, ...publicKey } = JSON.parse(readFileSync(oidcKeyFile, 'utf8')) as Record<string, unknown>
  return {
    sessionSecret: readFileSync(await keep('session-secret', random), 'utf8'),
    personKey: readFileSync(await keep('person-key', random), 'utf8'),
    historyKey: readFileSync(await keep('history-key', random), 'utf8'),
    uploadKey: readFileSync(await keep('upload-key', random), 'utf8'),
    webhookRecipient: await identityToRecipient(readFileSync(webhookIdentityFile, 'utf8').trim()),
    webhookIdentityFile,
    deliveryRecipient: await identityToRecipient(readFileSync(deliveryIdentityFile, 'utf8').trim()),
    deliveryIdentityFile,
    oidcKeyFile,
    oidcPublicFile: await keep('oidc-client-public.json', () => JSON.stringify(publicKey)),
  }
}

function makeClientKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return JSON.stringify({
    ...privateKey.export({ format: 'jwk' }),
    alg: 'ES256',
    use: 'sig',
    kid: `portal-${randomBytes(4).toString('hex')}`,
  })
}
