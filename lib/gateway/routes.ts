// All that the gateway answers. The server runs this table, and openapi.json is written from it.

import { deliveryRoutes } from './delivery-routes.ts'
import { handInRoutes } from './hand-in-routes.ts'
import { showConnection } from './health.ts'
import type { GatewayRoute } from './route.ts'
import { selfTest } from './self-test.ts'
import { showOpenapi } from './show-openapi.ts'
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
