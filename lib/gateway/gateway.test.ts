import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { text } from 'node:stream/consumers'
import { connect } from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type GatewayFixture, gatewayFixture } from '#e2e/fixtures/gateway.ts'
import type { Pki } from '#e2e/rehearsal/pki.ts'

let given: GatewayFixture
let pki: Pki

beforeAll(async () => {
  given = await gatewayFixture()
  pki = given.pki
})
afterAll(() => given.drop())

type Call = { path?: string; method?: string; cert?: string | null; headers?: Record<string, string> }
function call({ path = '/health', method = 'GET', cert = pki.employer(given.first.orgnr), headers = {} }: Call) {
  const pem = cert === null ? undefined : readFileSync(cert)
  const options = {
    host: 'localhost',
    port: given.port,
    path,
    method,
    headers,
    ca: readFileSync(pki.ca),
    agent: false,
    ...(pem && { cert: pem, key: pem }),
  }
  return new Promise<{ status: number | undefined; type: string | undefined; allow: string | undefined; body: string }>(
    (resolve, reject) => {
      const sent = request(options, (answer) => {
        const { 'content-type': type, allow } = answer.headers
        text(answer).then((body) => resolve({ status: answer.statusCode, type, allow, body }), reject)
      })
      sent.on('error', reject)
      sent.end()
    },
  )
}
const json = { accept: 'application/json' }

test('says whom your certificate speaks for, in XML', async () => {
  const { status, type, body } = await call({})
  expect([status, type]).toEqual([200, 'application/xml; charset=utf-8'])
  expect(body).toMatch(
    /<anslutning version="1.0"><arbetsgivare>5599001236<\/arbetsgivare><namn>Exempelbolaget AB<\/namn><certifikat giltigtTill="[^"]+" dagarKvar="7\d\d"\/><\/anslutning>/,
  )
})

test('… and in JSON', async () => {
  const { status, body } = await call({ headers: json })
  expect([status, JSON.parse(body)]).toMatchObject([200, { status: 'ok', arbetsgivare: '5599001236', namn: 'Exempelbolaget AB' }])
  expect(JSON.parse(body).certifikat.dagarKvar).toBeGreaterThan(700)
})

test('everything else is not found, also to who asks nicely', async () => {
  for (const path of ['/', '/filoverforing', '/filoverforing/a/b/c', '/health/', '/HEALTH', '/health%00']) {
    expect([path, (await call({ path, headers: json })).status]).toEqual([path, 404])
  }
  for (const path of ['ftp://localhost/health', '//health', '/kvittenser/../health', '/%2e%2e/health', '/\\health'])
    expect([path, (await call({ path, headers: json })).status]).toEqual([path, 400])
})

test('the wrong method is told the right ones', async () => {
  expect(await call({ method: 'DELETE', headers: json })).toMatchObject({ status: 405, allow: 'GET, HEAD' })
})

test('old TLS is refused', async () => {
  const pem = readFileSync(pki.employer(given.first.orgnr))
  const old = connect({
    host: 'localhost',
    port: given.port,
    ca: readFileSync(pki.ca),
    cert: pem,
    key: pem,
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.1',
    ciphers: 'DEFAULT@SECLEVEL=0',
  })
  await expect(new Promise((resolve, reject) => old.once('secureConnect', resolve).once('error', reject))).rejects.toThrow()
})

test.each([
  ['ECDHE-ECDSA-AES128-GCM-SHA256', true],
  ['ECDHE-ECDSA-AES256-GCM-SHA384', true],
  ['ECDHE-ECDSA-CHACHA20-POLY1305', true],
  // CBC, in which the padding can tell.
  ['ECDHE-ECDSA-AES128-SHA256', false],
  ['ECDHE-ECDSA-AES256-SHA', false],
])('TLS 1.2 with %s: %s', async (ciphers, isTaken) => {
  const pem = readFileSync(pki.employer(given.first.orgnr))
  const to = { host: 'localhost', port: given.port, ca: readFileSync(pki.ca), cert: pem, key: pem }
  const socket = connect({ ...to, maxVersion: 'TLSv1.2', ciphers })
  const end = await new Promise<string>((resolve) =>
    socket.once('secureConnect', () => resolve(socket.getCipher().name)).once('error', () => resolve('refused')),
  )
  socket.destroy()
  expect(end).toBe(isTaken ? ciphers : 'refused')
})
