import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto'
import { type ClientMetadata, type Configuration, type JWK, Provider } from 'oidc-provider'
import type { BrokerPerson } from './broker-people.ts'

/** OIDC Sweden: claims and scopes for a natural person's identity; the levels of assurance are the Swedish e-identification board's. */
export const PERSONNUMMER = 'https://id.oidc.se/claim/personalIdentityNumber'
const NUMBER_SCOPE = 'https://id.oidc.se/scope/naturalPersonNumber'
export const LOA3 = 'http://id.elegnamnden.se/loa/1.0/loa3'
export const LOA2 = 'http://id.elegnamnden.se/loa/1.0/loa2'

export type Portal = { clientId: string; clientKey: JWK; redirectUri: string }

/** What the broker calls a person: nothing that tells who it is. */
export const subjectOf = ({ personnummer }: BrokerPerson): string =>
  createHash('sha256').update(personnummer).digest('hex').slice(0, 32)

/** A provider for one client, as strict as a broker in production: code with PKCE, a signed assertion, nothing else. */
export function makeProvider(issuer: string, portal: Portal, people: () => BrokerPerson[]): Provider {
  const provider = new Provider(issuer, configuration(portal, people))
  // What went wrong, never for whom.
  provider.on('server_error', (_ctx, error) => console.error(`broker: ${error.message}`))
  provider.on('authorization.error', (_ctx, error) => console.warn(`broker: authorization: ${error.message}`))
  provider.on('grant.error', (_ctx, error) => console.warn(`broker: token: ${error.message}: ${error.error_description}`))
  return provider
}

function configuration(portal: Portal, people: () => BrokerPerson[]): Configuration {
  return {
    clients: [client(portal)],
    jwks: { keys: [signingKey('PS256'), signingKey('ES256')] },
    pkce: { required: () => true },
    responseTypes: ['code'],
    clientAuthMethods: ['private_key_jwt'],
    enabledJWA: {
      idTokenSigningAlgValues: ['PS256', 'ES256'],
      requestObjectSigningAlgValues: ['ES256', 'PS256'],
      clientAuthSigningAlgValues: ['ES256', 'PS256'],
    },
    acrValues: [LOA3, LOA2],
    scopes: ['openid', 'profile', NUMBER_SCOPE],
    claims: { openid: ['sub', 'acr'], profile: ['name'], [NUMBER_SCOPE]: [PERSONNUMMER] },
    conformIdTokenClaims: true,
    features: {
      devInteractions: { enabled: false },
      claimsParameter: { enabled: true },
      requestObjects: { enabled: true },
      rpInitiatedLogout: { enabled: false },
    },
    ttl: { AuthorizationCode: 60, AccessToken: 600, IdToken: 600, Interaction: 900, Session: 900, Grant: 900 },
    cookies: { keys: [randomBytes(32).toString('base64url')], names: names('session', 'interaction', 'resume') },
    interactions: { url: (_ctx, interaction) => `/person/${interaction.uid}` },
    findAccount: (_ctx, id) => {
      const person = people().find((known) => subjectOf(known) === id)
      if (!person) return undefined
      return { accountId: id, claims: () => ({ sub: id, name: person.name, [PERSONNUMMER]: person.personnummer }) }
    },
    // There is no consent to give: the portal is known and asks for what it was registered for.
    async loadExistingGrant({ oidc }) {
      if (!oidc.client || !oidc.session?.accountId) return undefined
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId })
      grant.addOIDCScope(`openid profile ${NUMBER_SCOPE}`)
      grant.addOIDCClaims([PERSONNUMMER, 'name'])
      await grant.save()
      return grant
    },
  }
}

const client = ({ clientId, clientKey, redirectUri }: Portal): ClientMetadata => ({
  client_id: clientId,
  redirect_uris: [redirectUri],
  grant_types: ['authorization_code'],
  response_types: ['code'],
  token_endpoint_auth_method: 'private_key_jwt',
  token_endpoint_auth_signing_alg: 'ES256',
  id_token_signed_response_alg: 'PS256',
  jwks: { keys: [clientKey] },
})

/** Cookies do not know ports: on localhost the portal's lie in the same jar. */
const names = (...cookies: string[]): Record<string, string> =>
  Object.fromEntries(cookies.map((cookie) => [cookie, `broker-${cookie}`]))

function signingKey(alg: 'PS256' | 'ES256'): JWK {
  const { privateKey } =
    alg === 'PS256' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { ...privateKey.export({ format: 'jwk' }), alg, use: 'sig', kid: `broker-${alg}` }
}
