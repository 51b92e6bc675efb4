import { AppError } from '#lib/errors.ts'
import { parseReference } from '#lib/identifiers.ts'
import { findKvittens } from '#lib/submissions/kvittens.ts'
import type { Caller, Gateway, GatewayCall } from './gateway.ts'
import { sendReply } from './reply.ts'
import { kvittensXml } from './send-kvittens.ts'

/** GET /kvittenser/{referens}: where one of the employer's submissions stands. */
export async function sendSubmission({ db }: Gateway, call: GatewayCall, { employerId }: Caller): Promise<void> {
  const kvittens = await findKvittens({ db, now: call.now }, { employerId, reference: requireReference(call) })
  sendReply(call.request, call.response, { status: 200, json: kvittens, xml: kvittensXml(kvittens), tagged: true })
}

/** Only the form we give out, so that each submission has one address. */
export function requireReference({ params }: GatewayCall): string {
  const { referens = '' } = params
  if (parseReference(referens) !== referens) throw new AppError('not_found', 'submission')
  return referens
}
