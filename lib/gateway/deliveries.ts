import { type ListedDelivery, listDeliveries } from '#lib/deliveries/list-deliveries.ts'
import { AppError } from '#lib/errors.ts'
import { element } from '#lib/xml.ts'
import { filOf, filXml } from './fil.ts'
import type { Caller, Gateway, GatewayCall } from './gateway.ts'
import { sendReply } from './reply.ts'
import { fileServiceOf } from './which-file.ts'

const AT_ONCE = 500

/** GET /filoverforing/{tjanst}?lista=nya|okvitterade|alla: the files from FK that can be fetched, as text one name a line. */
export async function listFiles({ db }: Gateway, call: GatewayCall, caller: Caller): Promise<void> {
  const service = fileServiceOf(call, caller)
  const which = readWhich(call.url.searchParams.get('lista'))
  const found: ListedDelivery[] = []
  for (let after: string | undefined; ; ) {
    const page = await listDeliveries({ db }, { employerId: caller.employerId, service, which, after, limit: AT_ONCE })
    found.push(...page.deliveries)
    if (page.next === null) break
    after = page.next
  }
  const filer = found.map(filOf)
  const xml = element('filer', filer.map(filXml).join(''))
  const text = filer.map(({ namn }) => `${namn}\n`).join('')
  sendReply(call.request, call.response, { status: 200, json: { filer }, xml, text, tagged: true })
}

/** What a fetch broke off at its very end counts as fetched (write-out.ts): `okvitterade` is what a script goes by. */
const LISTS = { nya: 'new', okvitterade: 'open', alla: 'here' } as const
export const LIST_WORDS = ['nya', 'okvitterade', 'alla'] as const

function readWhich(text: string | null): (typeof LISTS)[keyof typeof LISTS] {
  const word = LIST_WORDS.find((one) => one === (text || 'nya'))
  if (word) return LISTS[word]
  throw new AppError('invalid', 'list')
}
