// What a request leaves open is refused with the header or field to change, and leaves nothing; names come right by every road.
import { connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { formNamed, ODD_NAMES, oddForms, percentEncoded, uploadMetadata, withFile } from '#e2e/fixtures/odd-forms.ts'
import { sickFile, uploadHeaders, type WebFixture, webFixture } from '#e2e/fixtures/web.ts'

let at: WebFixture
let cookie: string
beforeAll(async () => {
  at = await webFixture()
  cookie = (await at.logIn(at.first.anna, at.first.employerId)).cookie
})
afterAll(() => at.drop())

const ERRAND = { tjanst: 'sjukanmalan', arbetsgivare: '5599001236' }
const TUS = { 'tus-resumable': '1.0.0' }

async function post(path: string, headers: Record<string, string>, body: string | Uint8Array<ArrayBuffer> = '') {
  const own = { ...uploadHeaders(at.url, cookie), ...headers }
  const answer = await fetch(`${at.url}${path}`, { method: 'POST', headers: own, body, redirect: 'manual' })
  const text = await answer.text()
  const to = answer.headers.get('location') ?? ''
  return { status: answer.status, to, json: text === '' ? {} : JSON.parse(text) }
}

async function postForm(body: Buffer, contentType = 'multipart/form-data; boundary=b1') {
  const { status, to } = await post('/api/inlamningar', { 'content-type': contentType }, Uint8Array.from(body))
  expect(status).toBe(303)
  const reference = /^\/inlamningar\/([^?]+)$/.exec(to)?.[1]
  const row = reference && (await at.owner.prisma.submission.findUniqueOrThrow({ where: { reference } }))
  return { fault: /&fall=(\w+)$/.exec(to)?.[1], name: row ? row.fileName : undefined }
}

describe('a form', () => {
  test.each(oddForms('fil', ERRAND))('$title', async ({ contentType, body, fault, name }) => {
    const before = await at.stored()
    expect(await postForm(withFile(body, sickFile()), contentType)).toEqual({ fault, name })
    if (fault) expect(await at.stored()).toEqual(before)
  })
})

describe('a name', () => {
  test.each(ODD_NAMES)('%s', async (_title, bytes, name) => {
    const before = await at.stored()
    const raw = await post('/api/inlamningar', { 'x-filnamn': percentEncoded(bytes) }, sickFile())
    const form = await postForm(formNamed('fil', bytes, sickFile(), ERRAND))
    const metadata = uploadMetadata({ ...ERRAND, filename: bytes })
    const tus = await post('/api/uppladdningar', { ...TUS, 'upload-length': '100', 'upload-metadata': metadata })
    if (name === null) {
      const refused = [400, 'file_name']
      expect([
        [raw.status, raw.json.case],
        [400, form.fault],
        [tus.status, tus.json.case],
      ]).toEqual([refused, refused, refused])
      return expect(await at.stored()).toEqual(before)
    }
    const asked = await fetch(`${at.url}${tus.to}`, { method: 'HEAD', headers: { ...TUS, cookie, origin: at.url } })
    expect([raw.status, raw.json.filnamn, form.name]).toEqual([201, name, name])
    expect(asked.headers.get('upload-metadata')).toContain(`filename ${Buffer.from(name).toString('base64')},`)
  })
})

test('what says that it is a part of a file is refused by every road, and leaves nothing', async () => {
  const before = await at.stored()
  const range = { 'content-range': 'bytes 500-999/2000' }
  const metadata = uploadMetadata({ ...ERRAND, filename: 'a.xml' })
  const form = { 'content-type': 'multipart/form-data; boundary=b1' }
  const answers = [
    await post('/api/inlamningar', range, sickFile()),
    await post('/api/uppladdningar', { ...TUS, ...range, 'upload-length': '9', 'upload-metadata': metadata }),
  ]
  for (const { status, json } of answers) expect([status, json.case]).toEqual([400, 'content_range'])
  const sentBack = await post('/api/inlamningar', { ...range, ...form }, sickFile())
  expect([sentBack.status, sentBack.to]).toEqual([303, expect.stringContaining('fall=content_range')])
  expect(await at.stored()).toEqual(before)
})

test('an empty file is told so by tus as in one request', async () => {
  const before = await at.stored()
  const metadata = uploadMetadata({ ...ERRAND, filename: 'tom.xml' })
  const raw = await post('/api/inlamningar', { 'x-filnamn': 'tom.xml' })
  const tus = await post('/api/uppladdningar', { ...TUS, 'upload-length': '0', 'upload-metadata': metadata })
  expect([tus.status, tus.json]).toEqual([422, raw.json])
  expect(raw.json.findings).toMatchObject([{ code: 'F01' }])
  expect(await at.stored()).toEqual(before)
})

describe('a request line', () => {
  /** What the pages were asked. */
  const asked: (string | undefined)[][] = []
  beforeAll(() => {
    at.parts.pages = async ({ method, url, headers }, response) => {
      asked.push([method, url, headers.host, headers['next-action']?.toString()])
      response.writeHead(200).end('a page')
    }
  })
  beforeEach(() => asked.splice(0))

  /** `HOST` is the portal's own. */
  async function raw(...lines: string[]): Promise<string> {
    const own = new URL(at.url).host
    const socket = connect(at.port, '127.0.0.1')
    const head = [...lines, 'Connection: close', '', ''].join('\r\n').replaceAll('HOST', own)
    socket.write(head)
    return Buffer.concat(await socket.toArray()).toString()
  }

  test('in absolute form is read: its host decides over Host, and the pages get it in origin form', async () => {
    expect(await raw('GET http://HOST/hjalp?a=1 HTTP/1.1', 'Host: evil.invalid')).toMatch(/^HTTP\/1.1 200 /)
    expect(await raw('GET http://HOST HTTP/1.1', 'Host: HOST')).toMatch(/^HTTP\/1.1 200 /)
    const { host } = new URL(at.url)
    expect(asked).toEqual([
      ['GET', '/hjalp?a=1', host, undefined],
      ['GET', '/', host, undefined],
    ])
    expect(await raw('GET http://HOST/api/health HTTP/1.1', 'Host: HOST')).toContain('"database":"ok"')
  })

  test.each([
    ['of another host', ['GET http://evil.invalid/hjalp HTTP/1.1', 'Host: HOST'], 'host'],
    ['with a user name', ['GET http://HOST@evil.invalid/ HTTP/1.1', 'Host: HOST'], 'target'],
    ['that climbs', ['GET http://HOST/a/../hjalp HTTP/1.1', 'Host: HOST'], 'target'],
    ['with two hosts', ['GET http://HOST/hjalp HTTP/1.1', 'Host: HOST', 'Host: HOST'], 'host'],
    ['without Host', ['GET http://HOST/hjalp HTTP/1.0'], 'host'],
  ])('in absolute form %s is not', async (_title, lines, fault) => {
    const text = await raw(...lines)
    expect(text).toMatch(/^HTTP\/1.1 400 /)
    expect(text).toContain(`"case":"${fault}"`)
    expect(asked).toEqual([])
  })

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])(
    '%s to a page is 405, and no page gets it',
    async (method) => {
      for (const more of [[], ['Next-Action: 7f00', 'RSC: 1'], ['Content-Type: multipart/form-data; boundary=x']]) {
        const text = await raw(`${method} /hjalp HTTP/1.1`, 'Host: HOST', 'Content-Length: 0', ...more)
        expect(text).toMatch(/^HTTP\/1.1 405 [\s\S]*\r\nAllow: GET, HEAD\r\n/)
      }
      expect(asked).toEqual([])
    },
  )

  test.each(['/_global-error', '/_not-found', '/_error?a=/_next/'])(
    'for a page that Next makes for itself is 404: %s',
    async (path) => {
      expect(await raw(`GET ${path} HTTP/1.1`, 'Host: HOST')).toMatch(/^HTTP\/1.1 404 /)
      expect(asked).toEqual([])
      expect(await raw('GET /_next/static/chunks/a.js HTTP/1.1', 'Host: HOST')).toMatch(/^HTTP\/1.1 200 /)
    },
  )

  test('a page that is read never hears of an action', async () => {
    await raw('GET /hjalp HTTP/1.1', 'Host: HOST', 'Next-Action: 7f00', 'RSC: 1')
    expect(asked).toEqual([['GET', '/hjalp', new URL(at.url).host, undefined]])
  })

  test('CONNECT is 405; an expectation that nobody knows is 417, and no page is asked', async () => {
    expect(await raw('CONNECT HOST HTTP/1.1', 'Host: HOST')).toMatch(/^HTTP\/1.1 405 [\s\S]*\r\nAllow: \r\n/)
    for (const path of ['/hjalp', '/api/health'])
      expect(await raw(`GET ${path} HTTP/1.1`, 'Host: HOST', 'Expect: miracles')).toMatch(
        /^HTTP\/1.1 417 [\s\S]*"code":"expectation"/,
      )
    expect(asked).toEqual([])
  })
})
