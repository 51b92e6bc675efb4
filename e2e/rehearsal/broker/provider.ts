import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto'
import { type ClientMetadata, type Configuration, type JWK, Provider } from 'oidc-provider'
import { USER_SIGNATURE } from '#lib/access/verify-signature.ts'
import type { BrokerPerson } from './broker-people.ts'
import { SIGN_SCOPES, type Signatures, type SigningOffer } from './signing.ts'

/** OIDC Sweden: claims and scopes for a natural person's identity; the levels of assurance are the Swedish e-identification board's. */
export const PERSONNUMMER = 'https://id.oidc.se/claim/personalIdentityNumber'
const NUMBER_SCOPE = 'https://id.oidc.se/scope/naturalPersonNumber'
export const LOA3 = 'http://id.elegnamnden.se/loa/1.0/loa3'
export const LOA2 = 'http://id.elegnamnden.se/loa/1.0/loa2'

export type Portal = { clientId: string; clientKey: JWK; redirectUris: string[] }

/** What the broker offers of signing, and whether it takes pushed requests (PAR). */
export type BrokerAbilities = { offer: SigningOffer; par: boolean }

type Ground = BrokerAbilities & { portal: Portal; people: () => BrokerPerson[]; signatures: Signatures }

/** What the broker calls a person: nothing that tells who it is. */
export const subjectOf = ({ personnummer }: BrokerPerson): string =>
  createHash('sha256').update(personnummer).digest('hex').slice(0, 32)

/** A provider for one client, as strict as a broker in production: code with PKCE, a signed assertion, nothing else. */
export function makeProvider(issuer: string, ground: Ground): Provider {
  const key = signingKey('PS256')
  const provider = new Provider(issuer, configuration(ground, key))
  provider.use(async (ctx, next) => {
    await next()
    const body = ctx.body as { id_token?: string } | undefined
    if (ctx.path === '/token' && body?.id_token)
      ctx.body = { ...body, id_token: await ground.signatures.spoil(body.id_token, { key, number: PERSONNUMMER }) }
  })
  // What went wrong, never for whom.
  provider.on('server_error', (_ctx, error) => console.error(`broker: ${error.message}`))
  provider.on('authorization.error', (_ctx, error) => console.warn(`broker: authorization: ${error.message}`))
  provider.on('grant.error', (_ctx, error) => console.warn(`broker: token: ${error.message}: ${error.error_description}`))
  return provider
}

function configuration({ portal, people, signatures, offer, par }: Ground, key: JWK): Configuration {
  const scopes = ['openid', 'profile', NUMBER_SCOPE, ...SIGN_SCOPES[offer]]
  return {
    clients: [client(portal)],
    jwks: { keys: [key, signingKey('ES256')] },
    pkce: { required: () => true },
    responseTypes: ['code'],
    clientAuthMethods: ['private_key_jwt'],
    enabledJWA: {
      idTokenSigningAlgValues: ['PS256', 'ES256'],
      requestObjectSigningAlgValues: ['ES256', 'PS256'],
      clientAuthSigningAlgValues: ['ES256', 'PS256'],
    },
    acrValues: [LOA3, LOA2],
    scopes,
    claims: {
      openid: ['sub', 'acr'],
      profile: ['name'],
      [NUMBER_SCOPE]: [PERSONNUMMER],
      ...Object.fromEntries(SIGN_SCOPES[offer].map((scope, index) => [scope, index === 0 ? [USER_SIGNATURE] : []])),
    },
    conformIdTokenClaims: true,
    features: {
      devInteractions: { enabled: false },
      claimsParameter: { enabled: true },
      requestObjects: { enabled: true, assertJwtClaimsAndHeader: (_ctx, claims) => signatures.note(claims) },
      pushedAuthorizationRequests: { enabled: par },
      rpInitiatedLogout: { enabled: false },
    },
    ttl: { AuthorizationCode: 60, AccessToken: 600, IdToken: 600, Interaction: 900, Session: 900, Grant: 900 },
    cookies: { keys: [randomBytes(32).toString('base64url')], names: names('session', 'interaction', 'resume') },
    interactions: { url: (_ctx, interaction) => `/person/${interaction.uid}` },
    findAccount: (_ctx, id, token) => {
      const person = people().find((known) => subjectOf(known) === id)
      if (!person) return undefined
      const signature = token?.kind === 'AuthorizationCode' ? signatures.made(token.nonce) : undefined
      const signed = signature !== undefined && { [USER_SIGNATURE]: signature }
      return { accountId: id, claims: () => ({ sub: id, name: person.name, [PERSONNUMMER]: person.personnummer, ...signed }) }
    },
    // There is no consent to give: the portal is known and asks for what it was registered for.
    async loadExistingGrant({ oidc }) {
      if (!oidc.client || !oidc.session?.accountId) return undefined
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId })
      grant.addOIDCScope(scopes.join(' '))
      grant.addOIDCClaims([PERSONNUMMER, 'name', USER_SIGNATURE])
      await grant.save()
      return grant
    },
  }
}

const client = ({ clientId, clientKey, redirectUris }: Portal): ClientMetadata => ({
  client_id: clientId,
  redirect_uris: redirectUris,
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
