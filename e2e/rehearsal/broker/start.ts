import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { errors, type InteractionResults, type JWK, type Provider } from 'oidc-provider'
import { type BrokerPerson, readBrokerPeople } from './broker-people.ts'
import { gonePage, personPage } from './page.ts'
import { LOA2, LOA3, makeProvider, subjectOf } from './provider.ts'

export type BrokerOptions = { port: number; peopleFile: string; portalUrl: string; clientId: string; clientKey: JWK }
export type Broker = { issuer: string; stop: () => Promise<void> }

/** Starts the test broker on localhost. The portal's redirect address follows from its public one. */
export async function startBroker({ port, peopleFile, portalUrl, clientId, clientKey }: BrokerOptions): Promise<Broker> {
  const issuer = `http://localhost:${port}`
  const portal = portalUrl.replace(/\/$/, '')
  const people = () => readBrokerPeople(peopleFile)
  const provider = makeProvider(issuer, { clientId, clientKey, redirectUri: `${portal}/api/auth/callback/eleg` }, people)
  const protocol = provider.callback()
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/auth')) forgetEarlier(request)
    if (!request.url?.startsWith('/person/')) return void protocol(request, response)
    void askPerson({ provider, people, portal, request, response }).catch((error: Error) => {
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

type Visit = {
  provider: Provider
  people: () => BrokerPerson[]
  portal: string
  request: IncomingMessage
  response: ServerResponse
}

async function askPerson({ provider, people, portal, request, response }: Visit): Promise<void> {
  const under = await provider.interactionDetails(request, response).catch((error: Error) => error)
  if (under instanceof errors.SessionNotFound) return answer(response, 404, gonePage(portal))
  if (under instanceof Error) throw under
  if (request.method !== 'POST') return answer(response, 200, personPage(people(), request.url ?? ''))
  const result = resultOf(await readFields(request), people())
  if (!result) return answer(response, 400, personPage(people(), request.url ?? ''))
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
}

function resultOf(fields: URLSearchParams, people: BrokerPerson[]): InteractionResults | undefined {
  if (fields.has('cancel')) return { error: 'access_denied', error_description: 'the person broke off' }
  const person = people[Number(fields.get('person') ?? -1)]
  if (!person) return undefined
  return { login: { accountId: subjectOf(person), acr: fields.has('low') ? LOA2 : LOA3, amr: ['test'], remember: false } }
}

async function readFields(request: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const chunk of request) {
    text += chunk
    if (text.length > 4096) break
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
