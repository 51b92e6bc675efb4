// A refusal reaches a client that writes its whole body before it reads, and the connection goes on: over real TLS.
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SERVER_OPTIONS } from '#lib/door/listen.ts'
import { answerOn } from '#lib/web/listener/create-listener.ts'
import { type EarlyRefusal, gatewayRefusals, portalRefusals } from '../fixtures/early-refusals.ts'
import { type GatewayFixture, gatewayFixture } from '../fixtures/gateway.ts'
import { type WebFixture, webFixture } from '../fixtures/web.ts'
import { type Heard, type TlsTarget, writeFirst } from '../fixtures/write-first.ts'

const SIZES = [3_000, 300_000, 3_000_000]
/** Less than any of them. */
const MAX_BYTES = 2_000
/** These end the connection: what comes next cannot be told from the body, or is no HTTP. */
const ENDED = /^(4(17|31)|400 a header without a name)/

let gateway: GatewayFixture
let web: WebFixture
let places: { gateway: TlsTarget; portal: TlsTarget }
let portal: ReturnType<typeof createServer>
beforeAll(async () => {
  gateway = await gatewayFixture({ MAX_BYTES })
  web = await webFixture({ MAX_BYTES })
  const pem = readFileSync(gateway.pki.gateway)
  portal = answerOn(createServer({ ...SERVER_OPTIONS, key: pem, cert: pem }), web.parts)
  portal.listen(0, '127.0.0.1')
  await once(portal, 'listening')
  const at = (port: number): TlsTarget => ({ port, host: `localhost:${port}`, ca: gateway.pki.ca })
  places = { gateway: at(gateway.port), portal: at((portal.address() as AddressInfo).port) }
  web.parts.env.PUBLIC_URL = `https://${places.portal.host}`
})
afterAll(async () => {
  portal.closeAllConnections()
  portal.close()
  await web.drop()
  await gateway.drop()
})

test('every early refusal of the gateway reaches a client that writes first, and its next request is answered', async () => {
  await holds(places.gateway, gatewayRefusals(gateway.pki, gateway.first.orgnr.slice(2)), {
    line: 'GET /openapi.json',
    status: 200,
  })
})

test('every early refusal of the portal does, too', async () => {
  const { cookie } = await web.logIn(web.first.anna, web.first.employerId)
  await holds(places.portal, portalRefusals({ origin: web.parts.env.PUBLIC_URL, cookie }), { line: 'GET /hem', status: 404 })
})

/** Four at a time, so that the machine is busy as it would be. */
async function holds(place: TlsTarget, refusals: EarlyRefusal[], then: { line: string; status: number }): Promise<void> {
  const next = `${then.line} HTTP/1.1\r\nHost: ${place.host}\r\nConnection: close\r\n\r\n`
  const attempts = SIZES.flatMap((bytes) => refusals.map((refusal) => ({ refusal, bytes })))
  const found: string[] = []
  const ask = async () => {
    for (let one = attempts.pop(); one; one = attempts.pop()) {
      const { refusal, bytes } = one
      const wanted = `${refusal.status} ${refusal.name}`
      const heard = await writeFirst(place, refusal, bytes, ENDED.test(wanted) ? undefined : next)
      const right = ENDED.test(wanted) ? `${refusal.status}` : `${refusal.status}, ${then.status}`
      if (heard.map(word).join(', ') !== right) found.push(`${wanted}, ${bytes} bytes: ${heard.map(word).join(', ')}`)
    }
  }
  await Promise.all([ask(), ask(), ask(), ask()])
  expect(found).toEqual([])
}

function word(heard: Heard): string {
  return heard.kind === 'answer' ? String(heard.status) : `lost (${heard.why})`
}
