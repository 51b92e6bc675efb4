// A file from FK: its content, and its acknowledgement.
import { actorOf } from '#lib/access/actor.ts'
import { acknowledgeDelivery } from '#lib/deliveries/acknowledge-delivery.ts'
import { giveDelivery } from '#lib/door/give-delivery.ts'
import { sendReply, sendSeeOther } from '#lib/door/reply.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { readByKeeper } from './read-by-keeper.ts'
import type { Web } from './web.ts'
import type { WebCaller } from './web-caller.ts'

/**
 * GET /api/inkorg/{id}/fil: the file's bytes as FK sent them, any number of times, whole or a range. Refuses (`cross_site`, `site`)
 * what another site has caused, since opening is recorded.
 */
export async function openDeliveryFile(web: Web, call: Call, { session, employer }: WebCaller): Promise<void> {
  const site = call.request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new AppError('cross_site', 'site')
  const { employerId } = employer
  const input = { which: { employerId, id: call.params.id ?? '' }, actor: actorOf(session), way: 'browser' } as const
  await web.gate.run(employerId, () => giveDelivery({ db: web.db, readOpening: readByKeeper(web) }, call, input))
}

/** POST /api/inkorg/{id}?kvittera=1: a form is redirected to the page (303), other clients get JSON. */
export async function acknowledgeDeliveryForm(web: Web, call: Call, { session, employer }: WebCaller): Promise<void> {
  const { request, response, url, now } = call
  const { id = '' } = call.params
  if (url.searchParams.get('kvittera') !== '1') throw new AppError('invalid', 'kvittera')
  const { employerId } = employer
  const context = { db: web.db, actor: actorOf(session), now }
  const delivery = await acknowledgeDelivery(context, { which: { employerId, id }, way: 'browser' })
  web.log.info('delivery.acknowledged', { deliveryId: delivery.id, employerId })
  if (request.headers.accept?.includes('text/html')) return sendSeeOther(response, `/inkorg/${id}?klart=kvitterad`)
  sendReply(call, { status: 200, json: { id: delivery.id, kvitterad: delivery.acknowledgedAt?.toISOString() } })
}
