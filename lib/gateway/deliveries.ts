// Files from FK: list, fetch, acknowledge.

import { requireAdmitted } from '#lib/access/require-member.ts'
import { acknowledgeDelivery } from '#lib/deliveries/acknowledge-delivery.ts'
import { listDeliveries } from '#lib/deliveries/list-deliveries.ts'
import type { ReadOpening } from '#lib/deliveries/open-delivery.ts'
import type { ListedDelivery } from '#lib/deliveries/read-deliveries.ts'
import { readDelivery } from '#lib/deliveries/read-delivery.ts'
import { giveDelivery } from '#lib/door/give-delivery.ts'
import { sendReply } from '#lib/door/reply.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { readFileName } from '#lib/intake/read-file-name.ts'
import { serviceById } from '#lib/services/catalogue.ts'
import { element } from '#lib/xml.ts'
import { filOf, filXml } from './fil.ts'
import type { Caller, Gateway } from './gateway.ts'

/** Rows read per query. */
const PAGE_ROWS = 500

/** A fetch that was cut short at its very end counts as fetched (write-out.ts), so scripts should list `okvitterade`. */
const LISTS = { nya: 'new', okvitterade: 'open', alla: 'here' } as const
export const LIST_WORDS = ['nya', 'okvitterade', 'alla'] as const

/** GET /filoverforing/{tjanst}?lista=nya|okvitterade|alla: the files from FK that can be fetched. As text: one name a line. */
export async function listFiles({ db }: Gateway, call: Call, caller: Caller): Promise<void> {
  const service = fileServiceOf(call, caller)
  const which = readWhich(call.url.searchParams.get('lista'))
  const found: ListedDelivery[] = []
  for (let after: string | undefined; ; ) {
    const page = await listDeliveries(
      { db, actor: caller.actor },
      { employerId: caller.employerId, service, which, after, limit: PAGE_ROWS },
    )
    found.push(...page.deliveries)
    if (page.next === null) break
    after = page.next
  }
  const filer = found.map(filOf)
  const xml = element('filer', filer.map(filXml).join(''))
  const text = filer.map(({ namn }) => `${namn}\n`).join('')
  sendReply(call, { status: 200, json: { filer }, xml, text, tagged: true })
}

function readWhich(text: string | null): (typeof LISTS)[keyof typeof LISTS] {
  const word = LIST_WORDS.find((one) => one === (text || 'nya'))
  if (word) return LISTS[word]
  throw new AppError('invalid', 'list')
}

/** GET /filoverforing/{tjanst}/{filnamn}: the file's bytes as FK sent them, any number of times, whole or a range. */
export async function fetchDelivery(gateway: Gateway, call: Call, caller: Caller): Promise<void> {
  const which = whichFile(call, caller)
  const { actor, employerId } = caller
  const readOpening: ReadOpening = ({ delivery: { sha256 }, part }) => readDelivery(gateway.env, { employerId, sha256, ...part })
  const at = { db: gateway.db, readOpening }
  await gateway.gate.run(employerId, () => giveDelivery(at, call, { which, actor, way: 'gateway' }))
}

/** POST /filoverforing/{tjanst}/{filnamn}?kvittera=1: the employer has taken care of the file. Repeating it changes nothing. */
export async function acknowledge(gateway: Gateway, call: Call, caller: Caller): Promise<void> {
  if (call.url.searchParams.get('kvittera') !== '1') throw new AppError('invalid', 'kvittera')
  const context = { db: gateway.db, actor: caller.actor, now: call.now }
  const delivery = await acknowledgeDelivery(context, { which: whichFile(call, caller), way: 'gateway' })
  gateway.log.info('delivery.acknowledged', { deliveryId: delivery.id, employerId: caller.employerId })
  const fil = filOf(delivery)
  sendReply(call, { status: 200, json: fil, xml: filXml(fil) })
}

/**
 * The e-service in the address. Refuses one that does not exist (`not_found`, `service`) and one that the employer is not
 * admitted to (`not_allowed`, `service`) or has in test (`in_test`).
 */
function fileServiceOf({ params }: Call, caller: Caller): string {
  const { tjanst = '' } = params
  if (!serviceById(tjanst)) throw new AppError('not_found', 'service')
  requireAdmitted(caller, tjanst)
  return tjanst
}

/** The delivery in the address. */
function whichFile(call: Call, caller: Caller): { employerId: string; service: string; name: string } {
  const service = fileServiceOf(call, caller)
  return { employerId: caller.employerId, service, name: readFileName(call.params.filnamn ?? '') }
}
