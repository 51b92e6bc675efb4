import { actorOf } from '#lib/access/actor.ts'
import { acknowledgeDelivery } from '#lib/deliveries/acknowledge-delivery.ts'
import { endEarly } from '#lib/door/end-early.ts'
import { requireSameOrigin } from '#lib/door/same-origin.ts'
import { AppError } from '#lib/errors.ts'
import { faultPage } from './fault-page.ts'
import { sendJson, sendSeeOther } from './reply.ts'
import { problemFrom } from './send-fault.ts'
import type { Web, WebCall } from './web.ts'
import { requireWebCaller } from './web-caller.ts'

const ROUTE = '/api/inkorg/{id} (form)'

/** POST /api/inkorg/{id}?kvittera=1: a form goes back to the page (303), a program gets JSON. */
export async function acknowledgeDeliveryForm(web: Web, call: WebCall): Promise<void> {
  const { request, response, url, part } = call
  requireSameOrigin(request.headers, web.env.PUBLIC_URL)
  if (url.searchParams.get('kvittera') !== '1') throw new AppError('invalid', 'kvittera')
  if (!request.headers.accept?.includes('text/html')) return sendJson(response, 200, await acknowledge(web, call))
  const page = `/inkorg/${part}`
  const next = await acknowledge(web, call).then(
    () => `${page}?klart=kvitterad`,
    (error) => faultPage(problemFrom(web, { request, route: ROUTE }, error), page),
  )
  endEarly(request, response)
  sendSeeOther(response, next)
}

async function acknowledge(web: Web, call: WebCall): Promise<{ id: string; kvitterad: string | undefined }> {
  const { session, employer } = await requireWebCaller(web, call)
  const { employerId } = employer
  const which = { employerId, id: call.part }
  const delivery = await acknowledgeDelivery({ db: web.db, actor: actorOf(session), now: call.now }, { which, way: 'browser' })
  web.log.info('delivery.acknowledged', { deliveryId: delivery.id, employerId })
  return { id: delivery.id, kvitterad: delivery.acknowledgedAt?.toISOString() }
}
