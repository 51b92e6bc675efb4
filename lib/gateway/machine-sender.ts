import type { Sender } from '#lib/door/hand-in.ts'
import type { Call } from '#lib/door/route.ts'
import { sendReport } from '#lib/door/send-report.ts'
import type { Caller, Gateway } from './gateway.ts'
import { paceOf } from './limits.ts'
import { requireProof } from './require-caller.ts'
import { sendKvittens } from './send-kvittens.ts'

/** A certificate that hands in: answered 202, or 200 with the first receipt for a repeat and with that of an upload that has ended. */
export function machineSender(gateway: Gateway, call: Call, caller: Caller): Sender {
  const { request } = call
  return {
    employer: caller,
    actor: caller.actor,
    pace: paceOf(gateway.env),
    during: (work) => work(),
    prove: async () => void (await requireProof(gateway, { request, now: new Date() })),
    async answer(handedIn) {
      if (handedIn.kind !== 'submitted') {
        sendReport(call, handedIn)
        return
      }
      const { submission, duplicate, report } = handedIn
      await sendKvittens(gateway, call, { submission, orgnr: caller.orgnr, duplicate, status: report && !duplicate ? 202 : 200 })
    },
  }
}
