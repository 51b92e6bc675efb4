import type { Gateway, GatewayCall } from './gateway.ts'
import { describeGateway } from './openapi.ts'
import { acceptedLocale } from './refuse.ts'
import type { GatewayRoute } from './route.ts'

/** GET /openapi.json, of the table that holds this very route. */
export function showOpenapi(routes: () => readonly GatewayRoute[]): (gateway: Gateway, call: GatewayCall) => Promise<void> {
  return async (_gateway, { request, response }) => {
    const server = `https://${request.headers.host ?? 'localhost'}`
    const body = JSON.stringify(describeGateway(routes(), { locale: acceptedLocale(request), server }), null, 2)
    response.writeHead(200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(body),
      'Cache-Control': 'no-store',
      Vary: 'Accept-Language',
    })
    response.end(request.method === 'HEAD' ? undefined : body)
  }
}
