import { termsAfterCommit } from '#lib/door/kvittens-terms.ts'
import { sendReply } from '#lib/door/reply.ts'
import type { Call } from '#lib/door/route.ts'
import { type Kvittens, kvittensOf } from '#lib/submissions/kvittens.ts'
import { element, escapeXml } from '#lib/xml.ts'
import type { Gateway } from './gateway.ts'

type KvittensInput = Pick<Parameters<typeof kvittensOf>[0], 'submission' | 'duplicate' | 'orgnr'> & { status: 200 | 202 }

/** Answers with the submission's receipt, and its address in Location. */
export async function sendKvittens(gateway: Gateway, call: Call, { status, ...input }: KvittensInput): Promise<void> {
  const kvittens = kvittensOf({ ...input, ...(await termsAfterCommit(gateway, call)) }, new Date())
  const headers = { Location: `/kvittenser/${kvittens.referens}` }
  sendReply(call, { status, headers, json: kvittens, xml: kvittensXml(kvittens) })
}

/** contracts: "Gateway". Null members are left out. */
export function kvittensXml(kvittens: Kvittens): string {
  const { dubblett, avgjord, skickad, ...fields } = kvittens
  const sent =
    skickad && element('skickad', '', { ...skickad, bytes: String(skickad.bytes), omvandling: skickad.omvandling ?? undefined })
  const parts = Object.entries(fields).flatMap(([name, value]) =>
    value === null ? [] : [element(name, escapeXml(String(value)))],
  )
  return element('kvittens', parts.join('') + (sent ?? ''), {
    version: '1.0',
    dubblett: dubblett ? 'ja' : 'nej',
    avgjord: avgjord ?? undefined,
  })
}
