import { giveDelivery } from '#lib/door/give-delivery.ts'
import type { Caller, Gateway, GatewayCall } from './gateway.ts'
import { whichFile } from './which-file.ts'

/** GET /filoverforing/{tjanst}/{filnamn}: the file as FK gave it; may be asked for again, and from where it broke off. */
export async function fetchDelivery(gateway: Gateway, call: GatewayCall, caller: Caller): Promise<void> {
  const which = whichFile(call, caller)
  const actor = { kind: 'certificate', fingerprint: caller.fingerprint } as const
  await gateway.gate.run(caller.employerId, () => giveDelivery(gateway, call, { which, actor, way: 'gateway' }))
}
