// A file from FK: its content, and its acknowledgement.
import { actorOf } from '#lib/access/actor.ts'
import { acknowledgeDelivery } from '#lib/deliveries/acknowledge-delivery.ts'
import { endEarly } from '#lib/door/end-connection.ts'
import { giveDelivery } from '#lib/door/give-delivery.ts'
import { requireSameOrigin } from '#lib/door/same-origin.ts'
import { AppError } from '#lib/errors.ts'
import { sendJson, sendSeeOther } from './reply.ts'
import { faultPage, problemFrom } from './send-fault.ts'
import type { Web, WebCall } from './web.ts'
import { requireWebCaller } from './web-caller.ts'

const FILE_ROUTE = '/api/inkorg/{id}/fil'

/**
 * GET /api/inkorg/{id}/fil: the file's bytes as FK sent them, any number of times, whole or a range. A browser that is refused is
 * redirected to the delivery's page, which shows the reason.
 */
export async function openDeliveryFile(web: Web, call: WebCall): Promise<void> {
  // Opening is recorded, so another site must not cause it.
  const site = call.request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new AppError('cross_site', 'site')
  try {
    await give(web, call)
  } catch (error) {
    const { request, response, part } = call
    if (response.headersSent || !request.headers.accept?.includes('text/html')) throw error
    sendSeeOther(response, faultPage(problemFrom(web, { request, route: FILE_ROUTE }, error), `/inkorg/${part}`))
  }
}

async function give(web: Web, call: WebCall): Promise<void> {
  const { session, employer } = await requireWebCaller(web, call)
  const { employerId } = employer
  const wish = { which: { employerId, id: call.part }, actor: actorOf(session), way: 'browser' } as const
  await web.gate.run(employerId, () => giveDelivery(web, call, wish))
}

const FORM_ROUTE = '/api/inkorg/{id} (form)'

/** POST /api/inkorg/{id}?kvittera=1: a form is redirected to the page (303), other clients get JSON. */
export async function acknowledgeDeliveryForm(web: Web, call: WebCall): Promise<void> {
  const { request, response, url, part } = call
  requireSameOrigin(request.headers, web.env.PUBLIC_URL)
  if (url.searchParams.get('kvittera') !== '1') throw new AppError('invalid', 'kvittera')
  if (!request.headers.accept?.includes('text/html')) return sendJson(response, 200, await acknowledge(web, call))
  const page = `/inkorg/${part}`
  const next = await acknowledge(web, call).then(
    () => `${page}?klart=kvitterad`,
    (error) => faultPage(problemFrom(web, { request, route: FORM_ROUTE }, error), page),
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
