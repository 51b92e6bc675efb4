import { toEdgeOrgnr } from '#lib/identifiers.ts'
import type { Call, Gateway } from './gateway.ts'
import { element, escapeXml, send } from './reply.ts'
import { requireCaller } from './require-caller.ts'

const DAY_MS = 86_400_000

/** GET /health: whom your certificate speaks for, and how many days it has left. */
export async function health(gateway: Gateway, call: Call): Promise<void> {
  const { orgnr, name, certificateEndsAt } = await requireCaller(gateway, call)
  const arbetsgivare = toEdgeOrgnr(orgnr)
  const certifikat = {
    giltigtTill: certificateEndsAt.toISOString(),
    dagarKvar: Math.floor((certificateEndsAt.getTime() - call.now.getTime()) / DAY_MS),
  }
  const parts = [
    element('arbetsgivare', arbetsgivare),
    element('namn', escapeXml(name)),
    element('certifikat', '', { giltigtTill: certifikat.giltigtTill, dagarKvar: String(certifikat.dagarKvar) }),
  ]
  const xml = element('anslutning', parts.join(''), { version: '1.0' })
  send(call.request, call.response, { status: 200, json: { status: 'ok', arbetsgivare, namn: name, certifikat }, xml })
}
