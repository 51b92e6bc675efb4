// What a request leaves open is refused with the header or field to change, and leaves nothing; names come right by every road.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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
