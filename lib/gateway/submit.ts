import type { Call } from '#lib/door/route.ts'
import { type Sender, submitReceived } from '#lib/door/submit.ts'
import type { Order } from '#lib/intake/order.ts'
import type { Received } from '#lib/intake/received.ts'
import type { Caller, Gateway } from './gateway.ts'
import { requireProof } from './require-caller.ts'
import { sendKvittens } from './send-kvittens.ts'
import { sendGatewayReport } from './send-report.ts'

type AnswerReceivedInput = { caller: Caller; order: Order; file: Received }

/** Submits a clean file and answers 202, or 200 with the first receipt for a repeat; of any other file the answer is its report. */
export async function answerReceived(gateway: Gateway, call: Call, { caller, order, file }: AnswerReceivedInput): Promise<void> {
  if (file.kind !== 'clean') return sendGatewayReport(call, file)
  const submitted = await submitReceived(gateway, {
    order,
    file,
    sender: certificateSender(gateway, call, caller),
    begunAt: call.now,
  })
  sendKvittens(call, { ...submitted, orgnr: caller.orgnr }, submitted.duplicate ? 200 : 202)
}

export function certificateSender(gateway: Gateway, { request }: Call, { actor }: Caller): Sender {
  return { actor, prove: async () => void (await requireProof(gateway, { request, now: new Date() })) }
}
