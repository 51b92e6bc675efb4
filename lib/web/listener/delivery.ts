import { actorOf } from '#lib/access/actor.ts'
import { giveDelivery } from '#lib/door/give-delivery.ts'
import { AppError } from '#lib/errors.ts'
import { faultPage } from './fault-page.ts'
import { sendSeeOther } from './reply.ts'
import { problemFrom } from './send-fault.ts'
import type { Web, WebCall } from './web.ts'
import { requireWebCaller } from './web-caller.ts'

const ROUTE = '/api/inkorg/{id}/fil'

/**
 * GET /api/inkorg/{id}/fil: the file as FK gave it, to save; as often as one likes, and from where it broke off. A browser that
 * cannot have it is led back to the file's page, which says why.
 */
export async function openDeliveryFile(web: Web, call: WebCall): Promise<void> {
  // Opening is written in the log: another site must not make somebody do it.
  const site = call.request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new AppError('cross_site', 'site')
  try {
    await give(web, call)
  } catch (error) {
    const { request, response, part } = call
    if (response.headersSent || !request.headers.accept?.includes('text/html')) throw error
    sendSeeOther(response, faultPage(problemFrom(web, { request, route: ROUTE }, error), `/inkorg/${part}`))
  }
}

async function give(web: Web, call: WebCall): Promise<void> {
  const { session, employer } = await requireWebCaller(web, call)
  const { employerId } = employer
  const wish = { which: { employerId, id: call.part }, actor: actorOf(session), way: 'browser' } as const
  await web.gate.run(employerId, () => giveDelivery(web, call, wish))
}
