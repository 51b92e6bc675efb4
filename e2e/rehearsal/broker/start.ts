import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { errors, type InteractionResults, type JWK, type Provider } from 'oidc-provider'
import { type BrokerPerson, readBrokerPeople } from './broker-people.ts'
import { gonePage, personPage, signPage } from './page.ts'
import { type BrokerAbilities, LOA2, LOA3, makeProvider, PERSONNUMMER, subjectOf } from './provider.ts'
import { isMisdeed, Signatures } from './signing.ts'

export type BrokerOptions = {
  port: number
  peopleFile: string
  portalUrl: string
  clientId: string
  clientKey: JWK
  /** It can sign, and takes no pushed requests, where nothing else is said. */
  abilities?: Partial<BrokerAbilities> | undefined
}
export type Broker = { issuer: string; stop: () => Promise<void> }

/** Starts the test broker on localhost. The portal's redirect addresses follow from its public one. */
export async function startBroker({
  port,
  peopleFile,
  portalUrl,
  clientId,
  clientKey,
  abilities,
}: BrokerOptions): Promise<Broker> {
  const issuer = `http://localhost:${port}`
  const portal = portalUrl.replace(/\/$/, '')
  const people = () => readBrokerPeople(peopleFile)
  const signatures = new Signatures()
  const redirectUris = ['eleg', 'skriv-under'].map((way) => `${portal}/api/auth/callback/${way}`)
  const provider = makeProvider(issuer, {
    ...{ portal: { clientId, clientKey, redirectUris }, people, signatures },
    ...{ offer: 'signature', par: false, ...abilities },
  })
  const protocol = provider.callback()
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/auth')) forgetEarlier(request)
    const answered = request.url?.startsWith('/person/')
      ? askPerson({ provider, people, portal, signatures, request, response })
      : takePosted(request).then(() => protocol(request, response))
    void answered.catch((error: Error) => {
      console.error(`broker: ${error.message}`)
      response.writeHead(500).end()
    })
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  return {
    issuer,
    stop: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

/** Each login is a new one: who identified themselves here before counts for nothing, as with an e-legitimation. */
function forgetEarlier({ headers }: IncomingMessage): void {
  const others = headers.cookie?.split(';').filter((pair) => !pair.trim().startsWith('broker-session'))
  if (others) headers.cookie = others.join(';')
}

/** A posted authentication request (OpenID Connect core 3.1.2.1) as a GET: the provider takes posts over https alone. */
async function takePosted(request: IncomingMessage): Promise<void> {
  if (request.method !== 'POST' || request.url !== '/auth') return
  const fields = await readFields(request)
  Object.assign(request, { method: 'GET', url: `/auth?${fields}` })
  for (const name of ['content-type', 'content-length']) delete request.headers[name]
}

type Visit = {
  signatures: Signatures
  provider: Provider
  people: () => BrokerPerson[]
  portal: string
  request: IncomingMessage
  response: ServerResponse
}

async function askPerson({ provider, people, portal, signatures, request, response }: Visit): Promise<void> {
  const under = await provider.interactionDetails(request, response).catch((error: Error) => error)
  if (under instanceof errors.SessionNotFound) return answer(response, 404, gonePage(portal))
  if (under instanceof Error) throw under
  const { nonce } = under.params
  const wanted = wantedNumber(under.params.claims)
  const asked = signatures.asked(nonce)
  const action = request.url ?? ''
  const page = () =>
    asked ? signPage({ people: people(), wanted, message: asked.sign_message, action }) : personPage(people(), action)
  if (request.method !== 'POST') return answer(response, 200, page())
  const fields = await readFields(request)
  const result = resultOf(fields, people(), wanted)
  if (!result) return answer(response, 400, page())
  const misdeed = fields.get('krangel')
  if (result.login) await signatures.sign(nonce, isMisdeed(misdeed) ? misdeed : undefined)
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
}

/** The personnummer that the request demands (OpenID Connect core 5.5.1). */
function wantedNumber(claims: unknown): string | undefined {
  if (typeof claims !== 'string') return undefined
  const read = JSON.parse(claims) as { id_token?: Record<string, { value?: string } | null> }
  return read.id_token?.[PERSONNUMMER]?.value
}

function resultOf(fields: URLSearchParams, people: BrokerPerson[], wanted: string | undefined): InteractionResults | undefined {
  if (fields.has('cancel')) return { error: 'access_denied', error_description: 'the person broke off' }
  const person = people[Number(fields.get('person') ?? -1)]
  if (!person) return undefined
  // Signature Extension 5.1: nobody else signs.
  if (wanted !== undefined && person.personnummer !== wanted)
    return { error: 'access_denied', error_description: 'somebody else was asked to sign' }
  return {
    consent: {},
    login: { accountId: subjectOf(person), acr: fields.has('low') ? LOA2 : LOA3, amr: ['test'], remember: false },
  }
}

async function readFields(request: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const chunk of request) {
    text += chunk
    if (text.length > 100_000) break
  }
  return new URLSearchParams(text)
}

function answer(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  })
  response.end(html)
}
