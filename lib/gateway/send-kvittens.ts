import { type Kvittens, kvittensOf } from '#lib/submissions/kvittens.ts'
import { element, escapeXml } from '#lib/xml.ts'
import type { GatewayCall } from './gateway.ts'
import { sendReply } from './reply.ts'

type Told = Parameters<typeof kvittensOf>[0]

/** The receipt of what was done just now, and where it is to be found. */
export function sendKvittens({ request, response }: GatewayCall, told: Told, status: 200 | 202): void {
  const kvittens = kvittensOf(told, new Date())
  const headers = { Location: `/kvittenser/${kvittens.referens}` }
  sendReply(request, response, { status, headers, json: kvittens, xml: kvittensXml(kvittens) })
}

/** contracts: "Gateway". What is not known is not there. */
export function kvittensXml(kvittens: Kvittens): string {
  const { dubblett, ...fields } = kvittens
  const parts = Object.entries(fields).flatMap(([name, value]) =>
    value === null ? [] : [element(name, escapeXml(String(value)))],
  )
  return element('kvittens', parts.join(''), { version: '1.0', dubblett: dubblett ? 'ja' : 'nej' })
}
