import { acknowledgeDelivery } from '#lib/deliveries/acknowledge-delivery.ts'
import { AppError } from '#lib/errors.ts'
import { filOf, filXml } from './fil.ts'
import type { Caller, Gateway, GatewayCall } from './gateway.ts'
import { sendReply } from './reply.ts'
import { whichFile } from './which-file.ts'

/** POST /filoverforing/{tjanst}/{filnamn}?kvittera=1: the employer has taken care of the file; said again, nothing more happens. */
export async function acknowledge(gateway: Gateway, call: GatewayCall, caller: Caller): Promise<void> {
  if (call.url.searchParams.get('kvittera') !== '1') throw new AppError('invalid', 'kvittera')
  const actor = { kind: 'certificate', fingerprint: caller.fingerprint } as const
  const context = { db: gateway.db, actor, now: call.now }
  const delivery = await acknowledgeDelivery(context, { which: whichFile(call, caller), way: 'gateway' })
  gateway.log.info('delivery.acknowledged', { deliveryId: delivery.id, employerId: caller.employerId })
  const fil = filOf(delivery)
  sendReply(call.request, call.response, { status: 200, json: fil, xml: filXml(fil) })
}
