import { AppError } from '#lib/errors.ts'
import { parseReference } from '#lib/identifiers.ts'
import { findKvittens } from '#lib/submissions/find-kvittens.ts'
import type { Call, Caller, Gateway } from './gateway.ts'
import { send } from './reply.ts'
import { kvittensXml } from './send-kvittens.ts'

/** GET /kvittenser/{referens}: where one of the employer's submissions stands. */
export async function showReceipt({ db }: Gateway, call: Call, { employerId }: Caller): Promise<void> {
  const kvittens = await findKvittens({ db, now: call.now }, { employerId, reference: referenceOf(call) })
  send(call.request, call.response, { status: 200, json: kvittens, xml: kvittensXml(kvittens), tagged: true })
}

/** Only the form we give out, so that each submission has one address. */
export function referenceOf({ params }: Call): string {
  const { referens = '' } = params
  if (parseReference(referens) !== referens) throw new AppError('not_found', 'submission')
  return referens
}
