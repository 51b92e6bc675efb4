// The test login broker as a process: a stand-in for the broker of e-legitimations, over a real OpenID provider.
import { readFileSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { fetchBrokerKeys } from '#lib/admin/broker-keys.ts'
import { SIGNING_OFFERS } from './signing.ts'
import { startBroker } from './start.ts'

const env = z
  .object({
    BROKER_PORT: z.coerce.number().int().default(9500),
    /** people.json: whom one can be. */
    BROKER_PEOPLE: z.string().min(1),
    /** File with the portal's public JWK. */
    BROKER_CLIENT_KEY: z.string().min(1),
    /** The portal's. */
    PUBLIC_URL: z.url(),
    /** What it can: sign, approve signatures, log in only. */
    BROKER_OFFER: z.enum(SIGNING_OFFERS).default('signature'),
    /** Whether it takes pushed requests (PAR). */
    BROKER_PAR: z.enum(['on', 'off']).default('off'),
    /** File for its public keys, which are new at each start: what an operator does by `admin broker keys`. */
    BROKER_JWKS_FILE: z.string().optional(),
    OIDC_CLIENT_ID: z.string().min(1).default('kvittens'),
  })
  .parse(process.env)

const broker = await startBroker({
  port: env.BROKER_PORT,
  peopleFile: env.BROKER_PEOPLE,
  portalUrl: env.PUBLIC_URL,
  clientId: env.OIDC_CLIENT_ID,
  abilities: { offer: env.BROKER_OFFER, par: env.BROKER_PAR === 'on' },
  clientKey: JSON.parse(readFileSync(env.BROKER_CLIENT_KEY, 'utf8')),
})
if (env.BROKER_JWKS_FILE) {
  await writeFile(`${env.BROKER_JWKS_FILE}.new`, await fetchBrokerKeys(broker.issuer))
  await rename(`${env.BROKER_JWKS_FILE}.new`, env.BROKER_JWKS_FILE)
}
console.log(`broker: ${broker.issuer}`)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void broker.stop().then(() => process.exit(0)))
