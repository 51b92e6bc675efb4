// What a request leaves open is refused with the header or field to change, and leaves nothing; names come right by every road.
import { readFileSync } from 'node:fs'
import type { OutgoingHttpHeaders } from 'node:http'
import { Agent, request } from 'node:https'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GatewayFixture, gatewayFixture } from '#e2e/fixtures/gateway.ts'
import { formNamed, ODD_NAMES, oddForms, percentEncoded, uploadMetadata, withFile } from '#e2e/fixtures/odd-forms.ts'
import { rawGateway } from '#e2e/fixtures/raw-gateway.ts'
import { sickFile } from '#e2e/fixtures/web.ts'
import { refusalTexts } from '#lib/text/refusals.ts'

let at: GatewayFixture
let agent: Agent
beforeAll(async () => {
  at = await gatewayFixture()
  const pem = readFileSync(at.pki.employer(at.first.orgnr))
  agent = new Agent({ ca: readFileSync(at.pki.ca), cert: pem, key: pem, keepAlive: true })
})
afterAll(async () => {
  agent.destroy()
  await at.drop()
})

type Answer = { status: number; headers: Record<string, unknown>; json: Record<string, unknown> }
type Sent = { headers?: OutgoingHttpHeaders; body?: string | Uint8Array }

const SERVICE = '/filoverforing/sjukanmalan'
const TUS = { 'tus-resumable': '1.0.0' }
const FORM = { 'content-type': 'multipart/form-data; boundary=b1' }

/** One connection for all: a request that is refused must not spoil the next. */
async function ask(method: string, path: string, { headers = {}, body = '' }: Sent = {}): Promise<Answer> {
  const own = { accept: 'application/json', 'content-length': Buffer.byteLength(body), ...headers }
  return new Promise((resolve, reject) => {
    const sent = request({ host: 'localhost', port: at.port, agent, method, path, headers: own }, (response) => {
      const read = text(response).then((body) => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, json: body === '' ? {} : JSON.parse(body) })
      })
      read.catch(reject)
    })
    sent.on('error', reject).end(body)
  })
}

describe('a form', () => {
  test.each(oddForms('file'))('$title', async ({ contentType, body, fault, name }) => {
    const before = await at.stored()
    const form = withFile(body, sickFile())
    const { status, json } = await ask('POST', SERVICE, { headers: { 'content-type': contentType }, body: form })
    if (name !== undefined) return expect([status, json.filnamn]).toEqual([202, name])
    const words: Record<string, string> = refusalTexts.sv.invalid
    expect([status, json.case, json.detail]).toEqual([400, fault, words[fault ?? '']])
    expect(await at.stored()).toEqual(before)
  })
})

describe('a name', () => {
  test.each(ODD_NAMES)('%s', async (_title, bytes, name) => {
    const before = await at.stored()
    const encoded = percentEncoded(bytes)
    const file = sickFile()
    const answers = [
      await ask('PUT', `${SERVICE}/${encoded}`, { body: file }),
      await ask('POST', SERVICE, { headers: { 'x-filnamn': encoded }, body: sickFile() }),
      await ask('POST', SERVICE, { headers: FORM, body: formNamed('file', bytes, sickFile()) }),
    ]
    const metadata = uploadMetadata({ tjanst: 'sjukanmalan', filename: bytes })
    const begun = await ask('POST', '/uppladdningar', {
      headers: { ...TUS, 'upload-length': file.length, 'upload-metadata': metadata },
    })
    if (name === null) {
      for (const { status, json } of [...answers, begun]) expect([status, json.case]).toEqual([400, 'file_name'])
      return expect(await at.stored()).toEqual(before)
    }
    for (const { status, json } of answers) expect([status, json.filnamn]).toEqual([202, name])
    const asked = await ask('HEAD', String(begun.headers.location), { headers: TUS })
    expect(String(asked.headers['upload-metadata'])).toContain(`filename ${Buffer.from(name).toString('base64')},`)
  })
})

test('what says that it is a part of a file is refused by every road, and leaves nothing', async () => {
  const before = await at.stored()
  const range = { 'content-range': 'bytes 500-999/2000' }
  const metadata = uploadMetadata({ tjanst: 'sjukanmalan', filename: Buffer.from('a.xml') })
  const answers = [
    await ask('PUT', `${SERVICE}/a.xml`, { headers: range, body: sickFile() }),
    await ask('POST', SERVICE, { headers: range, body: sickFile() }),
    await ask('POST', `${SERVICE}?test=1`, { headers: range, body: sickFile() }),
    await ask('POST', SERVICE, { headers: { ...FORM, ...range }, body: formNamed('file', Buffer.from('a.xml'), sickFile()) }),
    await ask('POST', '/uppladdningar', { headers: { ...TUS, ...range, 'upload-length': 9, 'upload-metadata': metadata } }),
  ]
  for (const { status, json } of answers) expect([status, json.case]).toEqual([400, 'content_range'])
  expect(await at.stored()).toEqual(before)
})

test('an empty file is told so by tus as in one request', async () => {
  const before = await at.stored()
  const uploads = await at.owner.prisma.upload.count()
  const metadata = uploadMetadata({ tjanst: 'sjukanmalan', filename: Buffer.from('tom.xml') })
  const put = await ask('PUT', `${SERVICE}/tom.xml`)
  const tus = await ask('POST', '/uppladdningar', { headers: { ...TUS, 'upload-length': 0, 'upload-metadata': metadata } })
  expect([tus.status, tus.json]).toEqual([422, put.json])
  expect(JSON.stringify(put.json)).toContain('"code":"F01"')
  expect(await at.stored()).toEqual(before)
  expect(await at.owner.prisma.upload.count()).toBe(uploads)
})

describe('a request line', () => {
  const raw = (line: string, ...lines: string[]) =>
    rawGateway(at, { head: [line, 'Host: localhost', 'Content-Length: 0', 'Connection: close', ...lines] })

  test.each([
    ['in absolute form', 'GET https://localhost/health HTTP/1.1'],
    ['in absolute form under another name', 'GET http://gateway.example:8443/health HTTP/1.1'],
  ])('%s is read', async (_title, line) => {
    expect((await raw(line)).text).toContain('<anslutning version="1.0">')
  })

  test.each([
    ['with a user name', 'GET https://a@localhost/health HTTP/1.1', 'target'],
    ['that climbs', 'GET https://localhost/../health HTTP/1.1', 'target'],
    ['of another kind', 'GET ftp://localhost/health HTTP/1.1', 'target'],
    ['with two hosts', 'GET https://localhost/health HTTP/1.1\r\nHost: evil.invalid', 'host'],
  ])('in absolute form %s is not', async (_title, line, fault) => {
    const { status, text } = await raw(line)
    expect([status, text]).toEqual([400, expect.stringContaining(`<case>${fault}</case>`)])
  })

  test.each([
    ['TRACE', '/health', 'GET, HEAD'],
    ['TRACE', `${SERVICE}/a.xml`, 'GET, HEAD, POST, PUT'],
    ['PROPFIND', '/kvittenser', 'GET, HEAD'],
    ['CONNECT', 'localhost:443', ''],
  ])('%s %s is 405 and says what there is', async (method, path, allow) => {
    const { status, text } = await raw(`${method} ${path} HTTP/1.1`)
    expect([status, text]).toEqual([405, expect.stringMatching(new RegExp(`\r\nAllow: ${allow}\r\n`))])
  })

  test('an expectation that nobody knows is 417, with a sentence', async () => {
    const { status, text } = await raw(`PUT ${SERVICE}/a.xml HTTP/1.1`, 'Expect: miracles')
    expect([status, text]).toEqual([417, expect.stringContaining(refusalTexts.sv.expectation.other)])
  })
})
