import { createHash, randomBytes } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sickFile, sized, uploadHeaders, type WebFixture, webFixture } from '#e2e/fixtures/web.ts'
import { DAY_MS } from '#lib/calendar.ts'
import { type Origin, originHeader } from '#lib/checking/origin.ts'
import { sweepUploads } from '#lib/intake/sweep-uploads.ts'
import { INCOMING } from '#lib/store/format.ts'
import { openPayload } from '#lib/store/open-payload.ts'

let at: WebFixture
let cookie: string
beforeAll(async () => {
  at = await webFixture({ MAX_BYTES: 12_000_000 })
})
afterAll(() => at.drop())
beforeEach(async () => {
  cookie = (await at.logIn(at.first.anna, at.first.employerId)).cookie
})

const sha256Of = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex')
const incoming = () => readdir(join(at.dir, INCOMING))
const made = (bytes: number) => Buffer.from(sized(bytes))
const base64 = (text: string) => Buffer.from(text).toString('base64')

type Wish = { headers?: Record<string, string | undefined>; cookie?: string; body?: string | Buffer<ArrayBuffer> }
function call(method: string, path: string, { headers = {}, cookie: as = cookie, body }: Wish = {}): Promise<Response> {
  const { origin = '', 'sec-fetch-site': site = '' } = uploadHeaders(at.url, as)
  const all = { cookie: as, origin, 'sec-fetch-site': site, 'tus-resumable': '1.0.0', ...headers }
  const present = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as [string, string]]))
  return fetch(`${at.url}${path}`, { method, headers: present, ...(body === undefined ? {} : { body }) })
}

const metadata = (more: Record<string, string> = {}) =>
  Object.entries({ filename: 'lön nov.xml', tjanst: 'sjukanmalan', arbetsgivare: '5599001236', ...more })
    .map(([name, value]) => `${name} ${base64(value)}`)
    .join(',')

async function begin(file: string | Buffer, more: Record<string, string> = {}, wish: Wish = {}): Promise<string> {
  const headers = { 'upload-length': String(Buffer.byteLength(file)), 'upload-metadata': metadata(more), ...wish.headers }
  const answer = await call('POST', '/api/uppladdningar', { ...wish, headers })
  expect(answer.status).toBe(201)
  return answer.headers.get('location') ?? ''
}

const patch = (path: string, offset: number, body: string | Buffer<ArrayBuffer>, wish: Wish = {}) =>
  call('PATCH', path, {
    ...wish,
    body,
    headers: { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset), ...wish.headers },
  })

/** Refused by FK: a new file may replace it. */
async function refusedOne(): Promise<string> {
  const { referens } = (await (await at.upload(sickFile())).json()) as { referens: string }
  await at.owner.prisma.submission.update({
    where: { reference: referens },
    data: { nextAttemptAt: null, refusedAt: new Date() },
  })
  return referens
}

test('a file in pieces says what it replaces, and what it was made of, with its last piece', async () => {
  const [old, content] = [await refusedOne(), made(70_000)]
  const origin: Origin = { sha256: sha256Of('tabell'), bytes: 12, steps: [{ kind: 'bom', count: 1 }] }
  const headers = { 'x-ersatter': old, 'x-ursprung': originHeader(origin) }
  const path = await begin(content, {}, { headers })
  expect((await patch(path, 0, content, { headers })).status).toBe(204)
  const where = { reference: old }
  const row = await at.owner.prisma.submission.findUniqueOrThrow({ where, include: { replacement: true } })
  expect(row.replacement?.origin).toEqual({ ...origin, by: 'sender' })
})

async function offsetOf(path: string): Promise<number> {
  const answer = await call('HEAD', path)
  expect(answer.status).toBe(200)
  return Number(answer.headers.get('upload-offset'))
}

/** What lies in the store decrypts to the very bytes that came. */
async function expectStored(file: Buffer): Promise<void> {
  const parts: Uint8Array[] = []
  const payload = { dir: at.dir, employerId: at.first.employerId, sha256: sha256Of(file), identity: at.identity }
  for await (const part of openPayload(payload)) parts.push(part)
  expect(Buffer.concat(parts).equals(file)).toBe(true)
}

/** A PATCH whose line breaks after `part` bytes. */
async function cut(path: string, offset: number, body: Buffer, part: number): Promise<void> {
  const headers = {
    host: new URL(at.url).host,
    ...uploadHeaders(at.url, cookie),
    'tus-resumable': '1.0.0',
    'content-type': 'application/offset+octet-stream',
    'upload-offset': String(offset),
    'content-length': String(body.length - offset),
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const socket = connect(at.port, '127.0.0.1').on('error', () => {})
  socket.write(`PATCH ${path} HTTP/1.1\r\n${lines.join('')}\r\n`)
  await new Promise((sent) => socket.write(body.subarray(offset, offset + part), () => sent(undefined)))
  const lies = () => stat(join(at.dir, INCOMING, `${path.split('/').at(-1)}.upload`)).then(({ size }) => size)
  await expect.poll(() => lies().catch(() => 0)).toBeGreaterThan(offset + part - 4 * 65_536)
  socket.resetAndDestroy()
  await expect.poll(() => at.parts.uploads.holders.size).toBe(0)
}

/** As if another process went on. */
const forget = () => {
  at.parts.uploads.live = new (at.parts.uploads.live.constructor as new () => typeof at.parts.uploads.live)()
}

describe('a file in pieces', () => {
  test('is the same submission as in one go, and nothing else stays of it', async () => {
    const before = await at.stored()
    const file = made(300_000)
    const path = await begin(file, { sha256: sha256Of(file) })
    expect(path).toMatch(/^\/api\/uppladdningar\/[0-9a-f]{32}$/)
    for (const [from, to] of [
      [0, 70_000],
      [70_000, 70_001],
      [70_001, 196_608],
      [196_608, 299_999],
    ] as const) {
      const answer = await patch(path, from, file.subarray(from, to))
      expect([answer.status, answer.headers.get('upload-offset')]).toEqual([204, String(to)])
      expect(answer.headers.get('upload-expires')).toBeTruthy()
      expect(await offsetOf(path)).toBe(to)
    }
    const unfinished = await call('GET', path)
    expect([unfinished.status, await unfinished.json()]).toMatchObject([409, { case: 'upload_unfinished' }])
    const last = await patch(path, 299_999, file.subarray(299_999))
    expect([last.status, last.headers.get('upload-offset')]).toEqual([204, '300000'])
    const result = await call('GET', path)
    const kvittens = (await result.json()) as Record<string, unknown>
    expect(result.status).toBe(201)
    expect(kvittens).toMatchObject({ filnamn: 'lön nov.xml', bytes: 300_000, sha256: sha256Of(file), dubblett: false })
    expect(last.headers.get('x-referens')).toBe(kvittens.referens)
    expect(result.headers.get('location')).toBe(`/api/inlamningar/${kvittens.referens}`)
    await expectStored(file)
    const after = await at.stored()
    expect([after.rows - before.rows, after.audit - before.audit, after.incoming]).toEqual([1, 1, []])
  })

  test('goes on in another process, which reads back what has come', async () => {
    const file = made(400_000)
    const path = await begin(file)
    await patch(path, 0, file.subarray(0, 150_000))
    forget()
    expect(await offsetOf(path)).toBe(150_000)
    await patch(path, 150_000, file.subarray(150_000, 262_144))
    forget()
    expect((await patch(path, 262_144, file.subarray(262_144))).status).toBe(204)
    await expectStored(file)
  })

  test('goes on after its line broke, with no byte asked for twice that lies there', async () => {
    const file = made(1_500_000)
    const path = await begin(file)
    await cut(path, 0, file, 600_000)
    const first = await offsetOf(path)
    expect(first).toBeGreaterThan(300_000)
    await cut(path, first, file, 400_000)
    forget()
    const second = await offsetOf(path)
    expect(second).toBeGreaterThan(first + 100_000)
    expect((await patch(path, second, file.subarray(second))).status).toBe(204)
    await expectStored(file)
  })

  test('may begin with its first bytes, or come whole with its making', async () => {
    const file = made(200_000)
    const headers = {
      'upload-length': '200000',
      'upload-metadata': metadata(),
      'content-type': 'application/offset+octet-stream',
    }
    const part = await call('POST', '/api/uppladdningar', { headers, body: file.subarray(0, 100_000) })
    expect([part.status, part.headers.get('upload-offset')]).toEqual([201, '100000'])
    expect((await patch(part.headers.get('location') ?? '', 100_000, file.subarray(100_000))).status).toBe(204)
    const other = made(200_000)
    const whole = await call('POST', '/api/uppladdningar', { headers, body: other })
    expect([whole.status, whole.headers.get('upload-offset')]).toEqual([201, '200000'])
    expect(whole.headers.get('x-referens')).toMatch(/^[0-9A-Z-]{11}$/)
    await expectStored(other)
  })

  test('asked how it ended again and again says the same, and is one submission', async () => {
    const before = await at.stored()
    const file = made(70_000)
    const path = await begin(file)
    const last = await patch(path, 0, file)
    const again = await patch(path, 70_000, '')
    expect([again.status, again.headers.get('x-referens')]).toEqual([204, last.headers.get('x-referens')])
    expect(await offsetOf(path)).toBe(70_000)
    expect((await at.stored()).rows).toBe(before.rows + 1)
    const gone = await call('DELETE', path)
    expect(gone.status).toBe(409)
  })

  test('that was handed in before is the first submission', async () => {
    const file = made(70_000)
    const first = (await (await at.upload(file)).json()) as Record<string, unknown>
    const path = await begin(file)
    expect((await patch(path, 0, file)).headers.get('x-referens')).toBe(first.referens)
    const result = await call('GET', path)
    expect([result.status, await result.json()]).toMatchObject([200, { dubblett: true, referens: first.referens }])
    expect(await incoming()).toEqual([])
  })
})

describe('what cannot be handed in', () => {
  test('a file with a stop is refused with its report, told again for an hour, and nothing else stays', async () => {
    const before = await at.stored()
    const file = sickFile({ cases: 2, daysAgo: 16 }).replace('antalSjukfall="2"', 'antalSjukfall="3"')
    const path = await begin(file)
    const last = await patch(path, 0, file)
    expect([last.status, await last.json()]).toMatchObject([
      422,
      { code: 'stopped', findings: [{ code: 'F08', severity: 'stop' }] },
    ])
    const result = await call('GET', path)
    expect([result.status, await result.json()]).toMatchObject([
      422,
      { code: 'stopped', findings: [{ code: 'F08', severity: 'stop' }] },
    ])
    expect(await offsetOf(path)).toBe(Buffer.byteLength(file))
    expect(await at.stored()).toEqual(before)
    const [row] = await at.owner.prisma.upload.findMany({ where: { id: path.split('/').at(-1) ?? '' } })
    expect([row?.sealedKey, (row?.expiresAt.getTime() ?? 0) < Date.now() + 3_700_000]).toEqual([null, true])
  })

  test('a digest that lies is refused and leaves nothing', async () => {
    const before = await at.stored()
    const file = made(100_000)
    const path = await begin(file, { sha256: '0'.repeat(64) })
    const last = await patch(path, 0, file)
    expect([last.status, await last.json()]).toMatchObject([400, { case: 'digest' }])
    expect((await call('HEAD', path)).status).toBe(404)
    expect(await at.stored()).toEqual(before)
  })

  test('a case that was sent before is asked about; the answer costs the last bytes only', async () => {
    await at.upload(sickFile({ reference: 'first', daysAgo: 18 }))
    const file = Buffer.from(sickFile({ reference: 'second', daysAgo: 18 }))
    const path = await begin(file)
    const seen = { headers: { 'x-sedda': '' } }
    const asked = await patch(path, 0, file, seen)
    expect([asked.status, await asked.json()]).toMatchObject([409, { case: 'unseen', findings: [{ code: 'F13' }] }])
    const offset = await offsetOf(path)
    const sent = await patch(path, offset, file.subarray(offset), { headers: { 'x-sedda': 'F13' } })
    expect([sent.status, sent.headers.get('x-referens')]).toEqual([204, expect.any(String)])
  })

  test.each([
    ['a service that does not exist', { tjanst: 'finns-inte' }, 404, 'service'],
    ['another company', { arbetsgivare: '5599001319' }, 404, 'employer'],
    ['a name with a path in it', { filename: '../../etc/passwd' }, 400, 'file_name'],
    ['a digest that is none', { sha256: 'abc' }, 400, 'sha256'],
  ])('%s is refused before a byte has come', async (_what, more, status, word) => {
    const headers = { 'upload-length': '100', 'upload-metadata': metadata(more) }
    const answer = await call('POST', '/api/uppladdningar', { headers })
    expect([answer.status, await answer.json()]).toMatchObject([status, { case: word }])
    expect(answer.headers.get('tus-resumable')).toBe('1.0.0')
  })

  test('too large, of no length and of length 0 are refused at once', async () => {
    const post = (length: string | undefined) =>
      call('POST', '/api/uppladdningar', { headers: { 'upload-length': length, 'upload-metadata': metadata() } })
    expect((await post('12000001')).status).toBe(413)
    expect((await post('0')).status).toBe(422)
    expect((await post(undefined)).status).toBe(400)
    expect((await post('-1')).status).toBe(400)
  })

  test('the wrong place in the file is 409 and changes nothing; more bytes than announced are 413', async () => {
    const file = made(100_000)
    const path = await begin(file)
    await patch(path, 0, file.subarray(0, 50_000))
    for (const offset of [0, 49_999, 50_001, 100_000]) {
      const answer = await patch(path, offset, file.subarray(offset))
      expect([answer.status, await answer.json()]).toMatchObject([409, { case: 'offset' }])
    }
    expect((await patch(path, 50_000, Buffer.concat([file.subarray(50_000), Buffer.from('x')]))).status).toBe(413)
    expect(await offsetOf(path)).toBe(50_000)
    expect((await patch(path, 50_000, file.subarray(50_000))).status).toBe(204)
    await expectStored(file)
  })
})

describe('whose upload it is', () => {
  test('nobody else finds, goes on with or ends it: not another company, not a colleague, not who is logged out', async () => {
    const file = made(100_000)
    const path = await begin(file)
    await patch(path, 0, file.subarray(0, 50_000))
    const others = [
      await at.logIn(at.second.bo, at.second.employerId),
      await at.logIn(at.ombud, at.first.employerId),
      await at.logIn(at.ombud, at.second.employerId),
    ]
    for (const { cookie: as } of others)
      for (const method of ['HEAD', 'GET', 'DELETE', 'PATCH']) {
        const answer = method === 'PATCH' ? patch(path, 50_000, 'x', { cookie: as }) : call(method, path, { cookie: as })
        expect([method, (await answer).status]).toEqual([method, 404])
      }
    for (const method of ['HEAD', 'GET', 'DELETE', 'POST']) {
      const target = method === 'POST' ? '/api/uppladdningar' : path
      expect([method, (await call(method, target, { cookie: 'x=y' })).status]).toEqual([method, 401])
    }
    expect(await offsetOf(path)).toBe(50_000)
    expect((await call('DELETE', path)).status).toBe(204)
  })

  test('a new login of the same person goes on with it', async () => {
    const file = made(100_000)
    const path = await begin(file)
    await patch(path, 0, file.subarray(0, 50_000))
    cookie = (await at.logIn(at.first.anna, at.first.employerId)).cookie
    expect((await patch(path, 50_000, file.subarray(50_000))).status).toBe(204)
  })

  test('another site can do nothing with it', async () => {
    const path = await begin(made(100_000))
    for (const method of ['HEAD', 'PATCH', 'DELETE', 'POST', 'OPTIONS']) {
      const target = method === 'POST' ? '/api/uppladdningar' : path
      const headers = { origin: 'https://evil.invalid', 'sec-fetch-site': 'cross-site' }
      const answer = await call(method, target, { headers })
      expect([method, answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([method, 403, null])
    }
    const own = await call('OPTIONS', path)
    expect([own.status, own.headers.get('tus-extension'), own.headers.get('access-control-allow-methods')]).toEqual([
      204,
      'creation,creation-with-upload,expiration,termination',
      null,
    ])
  })
})

test('after the upload key was changed, what was under way is not found and begins anew', async () => {
  const file = made(100_000)
  const path = await begin(file)
  await patch(path, 0, file.subarray(0, 50_000))
  const { UPLOAD_KEY } = at.parts.env
  at.parts.env.UPLOAD_KEY = 'n'.repeat(64)
  expect((await call('HEAD', path)).status).toBe(404)
  expect((await patch(await begin(file), 0, file)).status).toBe(204)
  at.parts.env.UPLOAD_KEY = UPLOAD_KEY
  expect((await call('DELETE', path)).status).toBe(204)
})

test('two at the same upload: who comes last gets it, and it ends whole and once', async () => {
  const before = await at.stored()
  const file = made(600_000)
  const path = await begin(file)
  const slow = connect(at.port, '127.0.0.1').on('error', () => {})
  let heard = ''
  slow.on('data', (chunk) => {
    heard += chunk.toString()
  })
  const head = { host: new URL(at.url).host, ...uploadHeaders(at.url, cookie), 'tus-resumable': '1.0.0' }
  const own = { 'content-type': 'application/offset+octet-stream', 'upload-offset': '0', 'content-length': '600000' }
  const lines = Object.entries({ ...head, ...own }).map(([name, value]) => `${name}: ${value}\r\n`)
  slow.write(`PATCH ${path} HTTP/1.1\r\n${lines.join('')}\r\n`)
  slow.write(file.subarray(0, 250_000))
  await expect.poll(() => at.parts.uploads.holders.size).toBe(1)
  const offset = await offsetOf(path)
  expect(offset).toBeLessThanOrEqual(250_000)
  expect((await patch(path, offset, file.subarray(offset))).status).toBe(204)
  await expect.poll(() => heard).toMatch(/^HTTP\/1\.1 409 /)
  slow.destroy()
  await expectStored(file)
  expect((await at.stored()).rows).toBe(before.rows + 1)
})

describe('the end of its day', () => {
  test('is not found a day later, and swept with all that had come of it; one that is younger stays', async () => {
    const file = made(200_000)
    const path = await begin(file)
    await patch(path, 0, file.subarray(0, 100_000))
    const id = path.split('/').at(-1) ?? ''
    expect((await incoming()).sort()).toEqual([`${id}.tail`, `${id}.upload`])
    const [row] = await at.owner.prisma.upload.findMany({ where: { id } })
    const end = row?.expiresAt ?? new Date()
    await sweepUploads({ db: at.web, now: new Date(end.getTime() - 1000) }, at.dir)
    expect(await offsetOf(path)).toBe(100_000)
    await at.owner.prisma.upload.updateMany({ where: { id }, data: { expiresAt: new Date() } })
    expect((await call('HEAD', path)).status).toBe(404)
    expect(await sweepUploads({ db: at.web, now: new Date(end.getTime() + 1000) }, at.dir)).toBeGreaterThan(0)
    expect(await incoming()).toEqual([])
    expect(await at.owner.prisma.upload.count({ where: { id } })).toBe(0)
  })

  test('a sender who has thought better of it ends it at once', async () => {
    const file = made(200_000)
    const path = await begin(file)
    await patch(path, 0, file.subarray(0, 100_000))
    expect((await call('DELETE', path)).status).toBe(204)
    expect((await call('HEAD', path)).status).toBe(404)
    expect(await incoming()).toEqual([])
  })

  test('an employer with a crowd of unfinished ones is told so; another is not', async () => {
    const day = { createdAt: new Date(), expiresAt: new Date(Date.now() + DAY_MS) }
    const { employerId } = at.second
    const of = { employerId, way: 'gateway', service: 'sjukanmalan', fileName: 'x', bytes: 1n, sealedKey: Buffer.from('x') }
    const rows = Array.from({ length: 50 }, () => ({ id: randomBytes(16).toString('hex'), ...of, ...day }))
    await at.owner.prisma.upload.createMany({ data: rows })
    const bo = await at.logIn(at.second.bo, employerId)
    const headers = { 'upload-length': '100', 'upload-metadata': metadata({ arbetsgivare: '5599001319' }) }
    const answer = await call('POST', '/api/uppladdningar', { cookie: bo.cookie, headers })
    expect([answer.status, await answer.json()]).toMatchObject([429, { case: 'uploads' }])
    await begin(made(100_000))
  })
})
