import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type GatewayFixture, gatewayFixture } from '#e2e/fixtures/gateway.ts'
import { sickFile, sized } from '#e2e/fixtures/web.ts'
import { noUploads } from '#lib/door/tus/uploader.ts'

let at: GatewayFixture
beforeAll(async () => {
  at = await gatewayFixture()
})
afterAll(() => at.drop())

const sha256Of = (file: Buffer) => createHash('sha256').update(file).digest('hex')
const made = (bytes: number) => Buffer.from(sized(bytes))
const TUS = ['-H', 'Tus-Resumable: 1.0.0']
const JSON_PLEASE = ['-H', 'Accept: application/json']

const metadata = (more: Record<string, string> = {}) =>
  Object.entries({ filename: 'lön nov.xml', tjanst: 'sjukanmalan', ...more })
    .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    .join(',')

async function begin(file: Buffer, more: Record<string, string> = {}): Promise<string> {
  const head = ['-H', `Upload-Length: ${file.length}`, '-H', `Upload-Metadata: ${metadata(more)}`]
  const answer = await at.call('/uppladdningar', ['-X', 'POST', ...TUS, ...head])
  expect(answer.status).toBe(201)
  return answer.headers.location ?? ''
}

const patch = (path: string, offset: number, part: Buffer, more: { cert?: string } = {}) => {
  const head = ['-H', 'Content-Type: application/offset+octet-stream', '-H', `Upload-Offset: ${offset}`, ...JSON_PLEASE]
  return at.call(path, ['-X', 'PATCH', ...TUS, ...head, '--data-binary', '@-'], { input: part, ...more })
}

test('curl hands a file in by pieces, asks how far it has come, and gets the receipt', async () => {
  const file = made(400_000)
  const path = await begin(file, { sha256: sha256Of(file) })
  const first = await patch(path, 0, file.subarray(0, 250_000))
  expect([first.status, first.headers['upload-offset']]).toEqual([204, '250000'])
  at.parts.uploads = noUploads() // as another gateway would go on
  const head = await at.call(path, ['-I', ...TUS])
  expect([head.status, head.headers['upload-offset'], head.headers['upload-length']]).toEqual([200, '250000', '400000'])
  const unfinished = await at.call(path, JSON_PLEASE)
  expect([unfinished.status, JSON.parse(unfinished.body)]).toMatchObject([409, { case: 'upload_unfinished' }])
  const last = await patch(path, 250_000, file.subarray(250_000))
  expect([last.status, last.headers['x-referens']]).toEqual([204, expect.stringMatching(/^[0-9A-Z-]{11}$/)])
  const xml = await at.call(path)
  expect(xml.body).toContain(`<sha256>${sha256Of(file)}</sha256>`)
  const json = JSON.parse((await at.call(path, JSON_PLEASE)).body)
  expect(json).toMatchObject({ referens: last.headers['x-referens'], filnamn: 'lön nov.xml', bytes: 400_000, dubblett: false })
  const [row] = await at.owner.prisma.submission.findMany({ where: { sha256: sha256Of(file) } })
  expect([row?.way, row?.certificate]).toEqual(['gateway', expect.stringMatching(/^[0-9a-f]{64}$/)])
  expect((await at.stored()).incoming).toEqual([])
})

test('another company finds none of it, whatever it tries', async () => {
  const file = made(100_000)
  const path = await begin(file)
  await patch(path, 0, file.subarray(0, 50_000))
  const cert = at.pki.employer(at.second.orgnr)
  for (const args of [['-I'], [], ['-X', 'DELETE']])
    expect([args, (await at.call(path, [...args, ...TUS], { cert })).status]).toEqual([args, 404])
  expect((await patch(path, 50_000, file.subarray(50_000), { cert })).status).toBe(404)
  expect((await at.call(path, ['-I', ...TUS])).headers['upload-offset']).toBe('50000')
  expect((await at.call(path, ['-X', 'DELETE', ...TUS])).status).toBe(204)
  expect((await at.call(path, ['-I', ...TUS])).status).toBe(404)
  expect((await at.stored()).incoming).toEqual([])
})

test('a file with a stop gets its report, as often as it is asked for', async () => {
  const before = await at.stored()
  const file = Buffer.from(sickFile({ cases: 2 }).replace(/<sjuklonFrom>.*?</, '<sjuklonFrom>2026-02-31<'))
  const path = await begin(file)
  const last = await patch(path, 0, file)
  const stands = { found: '2026-02-31', expected: 'YYYY-MM-DD' }
  expect([last.status, JSON.parse(last.body)]).toMatchObject([422, { code: 'stopped', stop: 1, findings: [stands] }])
  const again = await at.call(path, JSON_PLEASE)
  expect([again.status, JSON.parse(again.body)]).toMatchObject([422, { code: 'stopped', stop: 1 }])
  expect((await at.call(path)).body).toContain('<fel kod="D02"')
  const { refusal } = await at.owner.prisma.upload.findUniqueOrThrow({ where: { id: path.split('/').at(-1) ?? '' } })
  expect(JSON.stringify(refusal)).toContain('"D02"')
  for (const word of ['2026-02-31', '"found"', '"expected"']) expect(JSON.stringify(refusal)).not.toContain(word)
  expect(await at.stored()).toEqual(before)
})

test('what does not follow tus is told so', async () => {
  const file = made(100_000)
  const head = ['-H', 'Upload-Length: 100000', '-H', `Upload-Metadata: ${metadata()}`]
  const old = await at.call('/uppladdningar', ['-X', 'POST', ...head])
  expect([old.status, old.headers['tus-version']]).toEqual([412, '1.0.0'])
  const refused = async (...args: string[]) => (await at.call('/uppladdningar', ['-X', 'POST', ...TUS, ...args])).status
  expect(await refused('-H', 'Upload-Length: x')).toBe(400)
  expect(await refused(...head, '-H', 'Upload-Defer-Length: 1')).toBe(400)
  expect(await refused('-H', 'Upload-Length: 20000001', '-H', `Upload-Metadata: ${metadata()}`)).toBe(413)
  expect(await refused('-H', 'Upload-Length: 9', '-H', `Upload-Metadata: ${metadata({ tjanst: 'finns-inte' })}`)).toBe(404)
  expect(await refused('-H', 'Upload-Length: 9', '-H', `Upload-Metadata: ${metadata({ filename: 'a/b' })}`)).toBe(400)
  const path = await begin(file)
  expect((await patch(path, 10, file)).status).toBe(409)
  const typed = ['-X', 'PATCH', ...TUS, '-H', 'Upload-Offset: 0', '-H', 'Content-Type: text/plain', '--data-binary', '@-']
  expect((await at.call(path, typed, { input: file })).status).toBe(400)
  expect((await at.call(`${path}x`, ['-I', ...TUS])).status).toBe(404)
  expect((await at.call('/uppladdningar', ['-X', 'PUT', ...TUS])).status).toBe(405)
})

test('a personnummer in the name is masked from the first request on', async () => {
  const file = made(100_000)
  const path = await begin(file, { filename: 'Anna 900602-2397.xml' })
  const head = await at.call(path, ['-I', ...TUS])
  const told = (head.headers['upload-metadata'] ?? '')
    .split(',')
    .map((pair) => Buffer.from(pair.split(' ')[1] ?? '', 'base64').toString())
  expect(told).toContain('Anna 900602-xxxx.xml')
  expect(
    (await at.owner.prisma.upload.findFirstOrThrow({ where: { sha256: null, bytes: 100_000 }, orderBy: { createdAt: 'desc' } }))
      .fileName,
  ).toBe('Anna 900602-xxxx.xml')
  await patch(path, 0, file)
  const { report } = await at.owner.prisma.submission.findFirstOrThrow({ where: { sha256: sha256Of(file) } })
  expect(report).toMatchObject({ counts: { F15: 1 } })
  expect(JSON.parse((await at.call(path, JSON_PLEASE)).body)).toMatchObject({ filnamn: 'Anna 900602-xxxx.xml' })
})
