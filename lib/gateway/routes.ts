// The table of all routes. The server runs it, and openapi.json is made from it.

import { DAY_MS } from '#lib/calendar.ts'
import { sendReply } from '#lib/door/reply.ts'
import type { Call } from '#lib/door/route.ts'
import { toEdgeOrgnr } from '#lib/identifiers.ts'
import { element, escapeXml } from '#lib/xml.ts'
import { deliveryRoutes } from './delivery-routes.ts'
import type { Caller, Gateway } from './gateway.ts'
import { handInRoutes } from './hand-in-routes.ts'
import { showOpenapi } from './openapi.ts'
import type { GatewayRoute } from './route.ts'
import { selfTest } from './self-test.ts'
import { submissionRoutes } from './submission-routes.ts'
import { uploadRoutes } from './upload-routes.ts'

export const ROUTES: readonly GatewayRoute[] = [
  ...handInRoutes,
  ...uploadRoutes,
  ...deliveryRoutes,
  ...submissionRoutes,
  {
    name: 'health',
    method: 'GET',
    path: '/health',
    answers: { 200: { text: 'connection', shape: 'anslutning', forms: ['xml', 'json'] } },
    asks: 'caller',
    handle: showConnection,
  },
  {
    name: 'selfTest',
    method: 'GET',
    path: '/sjalvtest',
    answers: { 200: { text: 'seen', shape: 'sjalvtest', forms: ['xml', 'json'] } },
    asks: 'nobody',
    handle: selfTest,
  },
  {
    name: 'openapi',
    method: 'GET',
    path: '/openapi.json',
    answers: { 200: { text: 'document', shape: 'openapi', forms: ['json'] } },
    asks: 'nobody',
    handle: showOpenapi(() => ROUTES),
  },
]

/** GET /health: the employer that the certificate stands for, and how many days the certificate has left. */
async function showConnection(_gateway: Gateway, call: Call, { orgnr, name, certificateEndsAt }: Caller): Promise<void> {
  const arbetsgivare = toEdgeOrgnr(orgnr)
  const certifikat = {
    giltigtTill: certificateEndsAt.toISOString(),
    dagarKvar: Math.floor((certificateEndsAt.getTime() - call.now.getTime()) / DAY_MS),
  }
  const parts = [element('arbetsgivare', arbetsgivare), element('namn', escapeXml(name)), element('certifikat', '', certifikat)]
  const xml = element('anslutning', parts.join(''), { version: '1.0' })
  sendReply(call, { status: 200, json: { status: 'ok', arbetsgivare, namn: name, certifikat }, xml })
}
