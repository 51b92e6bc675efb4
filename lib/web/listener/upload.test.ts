import { createHash, randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { setServices } from '#e2e/fixtures/exchanges.ts'
import { rawUpload } from '#e2e/fixtures/raw-upload.ts'
import { sickFile, sized, type WebFixture, webFixture } from '#e2e/fixtures/web.ts'
import { IDLE_MS } from '#lib/access/session-token.ts'
import { stockholmTime } from '#lib/calendar.ts'
import { type Origin, originHeader } from '#lib/checking/origin.ts'
import { openPayload } from '#lib/store/open-payload.ts'
import { refusalTexts } from '#lib/text/refusals.ts'

const MIB = 1024 * 1024
const MAX = 12 * MIB
let at: WebFixture
beforeAll(async () => {
  at = await webFixture({ MAX_BYTES: MAX })
})
afterAll(() => at.drop())

const sha256Of = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex')
type Body = Record<string, unknown> & { findings?: { code: string; text: string }[] }
const json = async (response: Response): Promise<Body> => (await response.json()) as Body
const sv = refusalTexts.sv

async function bytesOf(sha256: string): Promise<string> {
  const parts: Uint8Array[] = []
  const payload = { dir: at.dir, employerId: at.first.employerId, sha256, identity: at.identity }
  for await (const part of openPayload(payload)) parts.push(part)
  return Buffer.concat(parts).toString()
}

describe('a good file', () => {
  test('201 means durable: what lies on the disk decrypts to the very bytes that came', async () => {
    const file = sickFile({ cases: 3 })
    const response = await at.upload(file, { headers: { 'x-sha256': sha256Of(file), 'x-filnamn': 'l%C3%B6n%20nov.xml' } })
    const answer = await json(response)
    expect(answer).toMatchObject({ status: 'i-ko', filnamn: 'lön nov.xml', antal: 3, varningar: 0, dubblett: false })
    expect(response.status).toBe(201)
    expect(response.headers.get('location')).toBe(`/api/inlamningar/${answer.referens}`)
    expect(await bytesOf(String(answer.sha256))).toBe(file)
  })

  test('says what it replaces (X-Ersatter); what is not theirs is not found', async () => {
    const { referens: old } = await json(await at.upload(sickFile()))
    const data = { nextAttemptAt: null, refusedAt: new Date() }
    await at.owner.prisma.submission.update({ where: { reference: String(old) }, data })
    const { referens: anew } = await json(await at.upload(sickFile(), { headers: { 'x-ersatter': String(old) } }))
    const row = await at.owner.prisma.submission.findUniqueOrThrow({
      where: { reference: String(old) },
      include: { replacement: true },
    })
    expect(row.replacement?.reference).toBe(anew)
    for (const other of ['K7MQ-2XWH-9', 'nej']) {
      const refused = await at.upload(sickFile(), { headers: { 'x-ersatter': other } })
      expect([refused.status, await json(refused)]).toMatchObject([404, { case: 'replaces' }])
    }
  })

  test('keeps what it was made of (X-Ursprung), for ever, and answers with the hash of what came', async () => {
    const [came, file] = [sha256Of('tabell'), sickFile()]
    const origin: Origin = { sha256: came, bytes: 1200, name: 'sjuk.csv', steps: [{ kind: 'date-form', count: 3 }] }
    const answer = await json(await at.upload(file, { headers: { 'x-ursprung': originHeader(origin) } }))
    const skickad = { bytes: Buffer.byteLength(file), sha256: sha256Of(file), omvandling: null }
    expect(answer).toMatchObject({ sha256: came, bytes: 1200, skickad })
    const where = { reference: String(answer.referens) }
    const row = await at.owner.prisma.submission.findUniqueOrThrow({ where })
    expect([row.origin, row.sha256]).toEqual([{ ...origin, by: 'sender' }, sha256Of(file)])
    const rewritten = at.owner.pool.query('UPDATE submission SET origin = NULL WHERE reference = $1', [answer.referens])
    await expect(rewritten).rejects.toThrow(/never rewritten/)
    for (const odd of ['e30', 'x'.repeat(9000)]) {
      const refused = await at.upload(sickFile(), { headers: { 'x-ursprung': odd } })
      expect([refused.status, await json(refused)]).toMatchObject([400, { case: 'origin' }])
    }
  })

  test('waits before it is sent, so that it can be undone, but not into the next day', async () => {
    const due = async () => {
      const { referens } = await json(await at.upload(sickFile()))
      const row = await at.owner.prisma.submission.findUniqueOrThrow({ where: { reference: String(referens) } })
      return { ...row, seconds: (Number(row.nextAttemptAt) - row.submittedAt.getTime()) / 1000 }
    }
    try {
      const [today] = stockholmTime(new Date()).split('T')
      at.parts.env.UNDO_S = 30
      const waits = await due()
      // In the last half minute of a day it does not wait.
      if (stockholmTime(new Date(waits.submittedAt.getTime() + 40_000)).startsWith(today ?? ''))
        expect(waits.seconds).toBeCloseTo(30, -1)
      expect(waits.dueSince).toEqual(waits.nextAttemptAt)
      at.parts.env.UNDO_S = 24 * 60 * 60
      expect((await due()).seconds).toBeLessThan(20)
    } finally {
      at.parts.env.UNDO_S = 0
    }
  })

  test.each([MAX - 1, MAX, 11 * MIB])('of %i bytes arrives whole', async (bytes) => {
    const file = sized(bytes)
    const answer = await json(await at.upload(file))
    expect(answer).toMatchObject({ bytes, sha256: sha256Of(file) })
    expect((await bytesOf(String(answer.sha256))) === file).toBe(true)
  })

  test('comes in without a length too (chunked), and after "100-continue"', async () => {
    const file = sickFile()
    const chunked = await rawUpload(at, { headers: { 'transfer-encoding': 'chunked' }, body: chunks(file) })
    expect(chunked.status).toBe(201)
    const asked = await rawUpload(at, { headers: { expect: '100-continue' }, file: sickFile() })
    expect(asked.status).toBe(201)
    expect(asked.text).toContain('HTTP/1.1 100 Continue')
  })

  test('again is 200 with the first answer; the same key with other bytes is refused', async () => {
    const file = sickFile()
    const key = { 'idempotency-key': randomUUID() }
    const first = await json(await at.upload(file, { headers: key }))
    for (const headers of [key, {}]) {
      const again = await at.upload(file, { headers })
      expect(again.status).toBe(200)
      expect(await json(again)).toMatchObject({ referens: first.referens, dubblett: true })
    }
    const other = await at.upload(sickFile(), { headers: key })
    expect(other.status).toBe(422)
    expect(await json(other)).toMatchObject({ code: 'key_reused', detail: sv.key_reused.other })
  })

  test('sent twenty times at once (double click, two tabs) is one submission', async () => {
    const before = await at.stored()
    const file = sickFile({ cases: 20 })
    const headers = { 'idempotency-key': randomUUID() }
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => at.upload(file, n % 2 === 0 ? { headers } : {})))
    const bodies = await Promise.all(answers.map(json))
    expect(new Set(bodies.map(({ referens }) => referens)).size).toBe(1)
    expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array.from({ length: 19 }, () => 200), 201])
    const after = await at.stored()
    expect(after).toMatchObject({ rows: before.rows + 1, audit: before.audit + 1, incoming: [] })
    expect(after.files).toHaveLength(before.files.length + 1)
  })
})

/** Until the server has begun to take a file: it knows then who sends it. */
const begun = () => expect.poll(() => at.parts.gate.count).toBeGreaterThan(0)

test('a login that has a second left when the last of the file comes is still a login', async () => {
  const { cookie, sessionId } = await at.logIn(at.first.anna, at.first.employerId)
  const file = sized(MIB)
  const lastSecond = () => ({ seenAt: new Date(Date.now() - IDLE_MS + 1000) })
  const { status } = await rawUpload(at, {
    cookie,
    headers: { 'content-length': String(MIB) },
    body: [
      file.slice(0, MIB / 2),
      begun,
      () => at.owner.prisma.loginSession.update({ where: { id: sessionId }, data: lastSecond() }),
      file.slice(MIB / 2),
    ],
  })
  expect(status).toBe(201)
})

describe('what is refused leaves nothing, says why, and the next upload works', () => {
  let before: Awaited<ReturnType<WebFixture['stored']>>
  beforeEach(async () => {
    before = await at.stored()
  })
  afterEach(async () => {
    // Whoever went away may be noticed a little later.
    await expect.poll(() => at.stored()).toEqual(before)
    expect((await at.upload(sickFile())).status).toBe(201)
  })

  const good = sickFile({ cases: 2 })
  test.each<[string, string | Uint8Array<ArrayBuffer>, string]>([
    ['not XML', 'Hej! Här kommer filen.', ''],
    ['empty', '', ''],
    ['cut off', good.slice(0, -40), ''],
    ['cut off inside a tag', good.slice(0, good.indexOf('</personnummer>') + 5), ''],
    ['in another encoding than it says', Buffer.from(good.replace('Åkes', 'Åkes'), 'latin1'), ''],
    ['with an entity', good.replace('.dtd">', '.dtd" [<!ENTITY x "y">]>'), ''],
    ['with a foreign DOCTYPE', good.replace('sjukanmalan-1.0.dtd', 'http://127.0.0.1/evil.dtd'), ''],
    ['with a NUL', good.replace('Exempel', 'Ex\u0000mpel'), ''],
    ['for another company', sickFile({ employer: '5599001319' }), 'F12'],
  ])('a file that is %s is stopped, with its findings', async (_title, file, code) => {
    const response = await at.upload(file)
    const answer = await json(response)
    expect(response.status).toBe(422)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    expect(answer).toMatchObject({ code: 'stopped', detail: sv.stopped.other, tjanst: 'sjukanmalan' })
    expect(answer.stop).toBeGreaterThan(0)
    const codes = answer.findings?.map((finding) => finding.code)
    expect(codes?.length).toBeGreaterThan(0)
    if (code) expect(codes).toContain(code)
    expect(answer.findings?.every(({ text }) => text.length > 20)).toBe(true)
  })

  test.each<[string, number, string, string | undefined, Record<string, string | undefined>]>([
    ['without login', 401, 'not_signed_in', undefined, { cookie: undefined }],
    ['with a made-up login', 401, 'not_signed_in', undefined, { cookie: `kvittens=${'A'.repeat(43)}` }],
    ['from another site', 403, 'cross_site', 'origin', { origin: 'https://evil.example' }],
    ['from another site, said by the browser', 403, 'cross_site', 'site', { 'sec-fetch-site': 'cross-site' }],
    ['from nowhere', 403, 'cross_site', 'unsaid', { origin: undefined, 'sec-fetch-site': undefined }],
    ['for a company one does not act for', 404, 'not_found', 'employer', { 'x-arbetsgivare': '5599001319' }],
    ['for no company', 400, 'invalid', 'employer', { 'x-arbetsgivare': undefined }],
    ['for a number that is none', 400, 'invalid', 'employer', { 'x-arbetsgivare': '5599001237' }],
    ['to an e-service that does not exist', 404, 'not_found', 'service', { 'x-tjanst': 'finnsinte' }],
    ['to an e-service that only checks', 400, 'invalid', 'check_only', { 'x-tjanst': 'franvarouppgift' }],
    ['with a path in its name', 400, 'invalid', 'file_name', { 'x-filnamn': '..%2F..%2Fsjuk.xml' }],
    ['with a name that reads backwards', 400, 'invalid', 'file_name', { 'x-filnamn': 'sjuk%E2%80%AElmx.exe' }],
    ['without a name', 400, 'invalid', 'file_name', { 'x-filnamn': undefined }],
    ['with a digest that lies', 400, 'invalid', 'digest', { 'x-sha256': '0'.repeat(64) }],
    ['with a digest that is none', 400, 'invalid', 'sha256', { 'x-sha256': 'abc' }],
    ['with a key that is none', 400, 'invalid', 'key', { 'idempotency-key': 'x'.repeat(201) }],
    ['compressed on the way', 415, 'unsupported', 'encoding', { 'content-encoding': 'gzip' }],
    ['as another kind of parts', 415, 'unsupported', undefined, { 'content-type': 'multipart/mixed; boundary=x' }],
  ])('a file %s is refused', async (_title, status, code, detail, headers) => {
    const response = await at.upload(sickFile(), { headers })
    expect(response.status).toBe(status)
    const answer = await json(response)
    const words: Record<string, string> = sv[code as keyof typeof sv]
    expect(answer).toMatchObject({ code, status, detail: (detail && words[detail]) ?? words.other })
    expect(answer.case).toBe(detail)
  })

  test('a file for an e-service that the company is not admitted to is refused', async () => {
    const { employerId: id } = at.first
    await setServices(at.owner, id, [])
    const response = await at.upload(sickFile())
    await setServices(at.owner, id, ['sjukanmalan'])
    expect(response.status).toBe(403)
    expect(await json(response)).toMatchObject({ code: 'not_allowed', detail: sv.not_allowed.service })
  })

  test('a sentence comes in the language that was asked for', async () => {
    const english = await json(await at.upload('x', { headers: { 'accept-language': 'en-GB,en;q=0.9' } }))
    expect(english.detail).toBe(refusalTexts.en.stopped.other)
    const cookie = (await at.logIn(at.first.anna, at.first.employerId)).cookie
    const chosen = await at.upload('x', { headers: { 'accept-language': 'sv' }, cookie: `${cookie}; sprak=en` })
    expect((await json(chosen)).detail).toBe(refusalTexts.en.stopped.other)
  })

  test('a program that takes pages too (Java) is told in JSON, not led to one', async () => {
    const refused = await at.upload('<fel/>', { headers: { accept: 'text/html, */*; q=.2', 'x-tjanst': 'finns-inte' } })
    expect([refused.status, (await refused.json()).case]).toEqual([404, 'service'])
  })

  test('one byte over the limit: by its length, before the body is read', async () => {
    const { status, text } = await rawUpload(at, { headers: { 'content-length': String(MAX + 1) }, body: [] })
    expect(status).toBe(413)
    expect(text).toContain('"code":"too_large"')
    expect((await at.upload(sized(MAX + 1))).status).toBe(413)
  })

  test('one byte over the limit: by its bytes, when no length was said', async () => {
    const { status, text } = await rawUpload(at, { headers: { 'transfer-encoding': 'chunked' }, body: chunks(sized(MAX + 1)) })
    expect(status).toBe(413)
    expect(text).toContain('"code":"too_large"')
  })

  test('a body that ends before its length is refused in words', async () => {
    const file = sickFile()
    const length = { 'content-length': String(file.length + 100) }
    const { status, text } = await rawUpload(at, { headers: length, body: [file], thenEnd: true })
    expect(status).toBe(400)
    expect(text).toContain('"case":"length"')
  })

  test('a sender that goes away in the middle', async () => {
    const file = sized(MIB)
    const length = { 'content-length': String(2 * MIB) }
    await rawUpload(at, { headers: length, body: [file], thenReset: true })
    await at.settled()
  })

  test('a login that ends while the file is on its way', async () => {
    for (const end of [() => ({ expiresAt: new Date() }), () => ({ seenAt: new Date(Date.now() - IDLE_MS) })]) {
      const { cookie, sessionId } = await at.logIn(at.first.anna, at.first.employerId)
      const file = sized(MIB)
      const { status, text } = await rawUpload(at, {
        cookie,
        headers: { 'content-length': String(MIB) },
        body: [
          file.slice(0, MIB / 2),
          begun,
          () => at.owner.prisma.loginSession.update({ where: { id: sessionId }, data: end() }),
          file.slice(MIB / 2),
        ],
      })
      expect(status).toBe(401)
      expect(text).toContain(sv.not_signed_in.other)
    }
  })

  test('a login that is logged out while the file is on its way', async () => {
    const { cookie, sessionId } = await at.logIn(at.first.anna, at.first.employerId)
    const file = sized(MIB)
    const { status } = await rawUpload(at, {
      cookie,
      headers: { 'content-length': String(MIB) },
      body: [
        file.slice(0, MIB / 2),
        begun,
        () => at.owner.prisma.loginSession.delete({ where: { id: sessionId } }),
        file.slice(MIB / 2),
      ],
    })
    expect(status).toBe(401)
  })

  test('a membership that ends while the file is on its way', async () => {
    const { personId } = at.second.bo
    const { employerId } = at.second
    const { cookie } = await at.logIn(at.second.bo, employerId)
    const file = sickFile({ employer: '5599001319' })
    const member = { where: { employerId_personId: { employerId, personId } } }
    const { status } = await rawUpload(at, {
      cookie,
      headers: { 'content-length': String(Buffer.byteLength(file)), 'x-arbetsgivare': '5599001319' },
      body: [
        file.slice(0, 500),
        begun,
        () => at.owner.prisma.member.update({ ...member, data: { removedAt: new Date() } }),
        file.slice(500),
      ],
    })
    await at.owner.prisma.member.update({ ...member, data: { removedAt: null } })
    // The login that acted for the company has ended with it.
    expect(status).toBe(401)
  })

  test('more uploads at once than one company may have', async () => {
    const file = sickFile()
    const length = String(Buffer.byteLength(file))
    const gates: (() => void)[] = []
    const { cookie } = await at.logIn(at.first.anna, at.first.employerId)
    const held = Array.from({ length: 64 }, () =>
      rawUpload(at, {
        cookie,
        headers: { 'content-length': length },
        body: [file.slice(0, 100), () => new Promise<void>((resolve) => gates.push(resolve)), file.slice(100, 200)],
        thenReset: true,
      }),
    )
    await expect.poll(() => gates.length).toBe(64)
    await expect.poll(() => at.parts.gate.count).toBe(64)
    const refused = await at.upload(file)
    expect(refused.status).toBe(503)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await json(refused)).toMatchObject({ code: 'unavailable', case: 'busy' })
    for (const open of gates) open()
    await Promise.all(held)
    await at.settled()
  })
})

function chunks(text: string): string[] {
  const bytes = Buffer.from(text)
  const step = 64 * 1024
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += step) {
    const part = bytes.subarray(at, at + step)
    parts.push(`${part.length.toString(16)}\r\n${part.toString('latin1')}\r\n`)
  }
  return [...parts, '0\r\n\r\n']
}
