import { toEdgeOrgnr } from '#lib/identifiers.ts'
import { element, escapeXml } from '#lib/xml.ts'
import type { Caller, Gateway, GatewayCall } from './gateway.ts'
import { sendReply } from './reply.ts'

const DAY_MS = 86_400_000

/** GET /health: whom your certificate speaks for, and how many days it has left. */
export async function showConnection(
  _gateway: Gateway,
  call: GatewayCall,
  { orgnr, name, certificateEndsAt }: Caller,
): Promise<void> {
  const arbetsgivare = toEdgeOrgnr(orgnr)
  const certifikat = {
    giltigtTill: certificateEndsAt.toISOString(),
    dagarKvar: Math.floor((certificateEndsAt.getTime() - call.now.getTime()) / DAY_MS),
  }
  const parts = [element('arbetsgivare', arbetsgivare), element('namn', escapeXml(name)), element('certifikat', '', certifikat)]
  const xml = element('anslutning', parts.join(''), { version: '1.0' })
  sendReply(call.request, call.response, { status: 200, json: { status: 'ok', arbetsgivare, namn: name, certifikat }, xml })
}
