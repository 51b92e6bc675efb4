// The routes that the listener answers itself; every other address is a page.

import { askBeforeSending } from './ask-before-sending.ts'
import { acknowledgeDeliveryForm, openDeliveryFile } from './delivery.ts'
import { handIn } from './hand-in.ts'
import { showHealth } from './health.ts'
import { actOnSubmission, showSubmission } from './submission.ts'
import { showFinishedUpload, upload } from './uploads.ts'
import type { WebRoute } from './web.ts'

type Entry = { name: string; path: RegExp; methods: Record<string, WebRoute> }

const ROUTES: readonly Entry[] = [
  { name: '/api/inlamningar', path: /^\/api\/inlamningar$/, methods: { POST: handIn } },
  { name: '/api/inlamningar/fraga', path: /^\/api\/inlamningar\/fraga$/, methods: { POST: askBeforeSending } },
  {
    name: '/api/inlamningar/{referens}',
    path: /^\/api\/inlamningar\/([^/]+)$/,
    methods: { GET: showSubmission, POST: actOnSubmission },
  },
  { name: '/api/uppladdningar', path: /^\/api\/uppladdningar$/, methods: { POST: upload, OPTIONS: upload } },
  {
    name: '/api/uppladdningar/{id}',
    path: /^\/api\/uppladdningar\/([0-9a-f]{32})$/,
    methods: { GET: showFinishedUpload, HEAD: upload, PATCH: upload, DELETE: upload, OPTIONS: upload },
  },
  { name: '/api/inkorg/{id}', path: /^\/api\/inkorg\/([^/]+)$/, methods: { POST: acknowledgeDeliveryForm } },
  {
    name: '/api/inkorg/{id}/fil',
    path: /^\/api\/inkorg\/([^/]+)\/fil$/,
    methods: { GET: openDeliveryFile, HEAD: openDeliveryFile },
  },
  { name: '/api/health', path: /^\/api\/health$/, methods: { GET: showHealth, HEAD: showHealth } },
]

export function findRoute(pathname: string): (Entry & { part: string }) | undefined {
  for (const entry of ROUTES) {
    const match = entry.path.exec(pathname)
    if (match) return { ...entry, part: match[1] ?? '' }
  }
  return undefined
}
