import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askCases } from '#e2e/fixtures/ask-cases.ts'
import { sickFile, type WebFixture, webFixture } from '#e2e/fixtures/web.ts'
import { openPayload } from '#lib/store/open-payload.ts'

let at: WebFixture
let anna: { cookie: string }
let bo: { cookie: string }

beforeAll(async () => {
  at = await webFixture()
  anna = await at.logIn(at.first.anna, at.first.employerId)
  bo = await at.logIn(at.second.bo, at.second.employerId)
})
afterAll(() => at.drop())

const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex')
type Answer = {
  referens: string
  varningar: number
  dubblett: boolean
  case?: string
  counts?: Record<string, number>
  findings?: { code: string; text: string; at: { record?: number }; params: Record<string, string> }[]
}
const json = async (response: Response) => (await response.json()) as Answer
const FIRST = '5599001236'
const SECOND = '5599001319'

function ask(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${at.url}/api/inlamningar/fraga`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { cookie: anna.cookie, origin: at.url, 'content-type': 'application/json', ...headers },
  })
}

const about = (sha256: string, arbetsgivare = FIRST) => ({ tjanst: 'sjukanmalan', arbetsgivare, sha256 })

describe('the question before sending', () => {
  test('names the reference and the kvittensID of the same bytes; a file that is new has no answer', async () => {
    const file = sickFile({ daysAgo: 15 })
    const sha256 = sha256Of(file)
    expect(await json(await ask(about(sha256)))).toMatchObject({ findings: [] })
    const { referens } = await json(await at.upload(file))
    const data = { deliveredAt: new Date(), kvittensId: 'FK-2026-1', nextAttemptAt: null }
    await at.owner.prisma.submission.update({ where: { reference: referens }, data })
    const response = await ask(about(sha256), { 'accept-language': 'sv' })
    expect(response.status).toBe(200)
    const [finding, ...others] = (await json(response)).findings ?? []
    expect(others).toEqual([])
    expect(finding).toMatchObject({ code: 'F11', severity: 'varning', params: { case: 'repeat', reference: referens } })
    expect(finding?.text).toContain(`med referens ${referens} och fick kvittensID FK-2026-1`)
  })

  test('is answered about one’s own company alone', async () => {
    const file = sickFile({ daysAgo: 16 })
    await at.upload(file)
    expect((await json(await ask(about(sha256Of(file))))).findings).toHaveLength(1)
    expect(await json(await ask(about(sha256Of(file), SECOND), { cookie: bo.cookie }))).toMatchObject({ findings: [] })
    expect((await ask(about(sha256Of(file), FIRST), { cookie: bo.cookie })).status).toBe(404)
  })

  test.each([
    ['without login', 401, about('a'.repeat(64)), { cookie: '' }],
    ['from another site', 403, about('a'.repeat(64)), { origin: 'https://evil.example' }],
    ['that is no JSON', 400, '{', {}],
    ['that is a list', 400, '[]', {}],
    ['as a form', 415, 'sha256=a', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['about no digest', 400, about('A'), {}],
    ['about an e-service that does not exist', 404, { ...about('a'.repeat(64)), tjanst: 'ingen' }, {}],
    ['with cases that are none', 400, { ...about('a'.repeat(64)), fall: 'AAAA' }, {}],
    ['with cases that are no base64', 400, { ...about('a'.repeat(64)), fall: `${'A'.repeat(21)}*` }, {}],
    ['that is a whole file', 413, JSON.stringify({ sha256: 'a'.repeat(300_000) }), {}],
  ])('%s is refused', async (_, status, body, headers) => {
    expect((await ask(body, headers)).status).toBe(status)
  })
})

describe('the question about cases before sending', () => {
  test('says which were sent in another file, and in which; another member’s or company’s keys find nothing', async () => {
    const { referens } = await json(await at.upload(sickFile({ cases: 2, daysAgo: 21 })))
    const file = sickFile({ cases: 5, daysAgo: 21 })
    const { fall, nycklar } = await askCases(at.url, { file, cookie: anna.cookie })
    expect(fall).toMatchObject({
      count: 2,
      first: [
        { nth: 0, reference: referens },
        { nth: 1, reference: referens },
      ],
    })
    const ombud = await at.logIn(at.ombud, at.first.employerId)
    expect((await askCases(at.url, { file, cookie: ombud.cookie })).fall).toMatchObject({ count: 2 })
    expect((await askCases(at.url, { file, cookie: ombud.cookie, as: nycklar })).fall).toEqual({ count: 0, first: [] })
    const ofBo = { file, cookie: bo.cookie, employer: SECOND }
    expect((await askCases(at.url, ofBo)).fall).toEqual({ count: 0, first: [] })
    expect((await askCases(at.url, { ...ofBo, as: nycklar })).fall).toEqual({ count: 0, first: [] })
    expect(await askCases(at.url, { ...ofBo, told: { arbetsgivare: FIRST } })).toMatchObject({ status: 404 })
  })

  test('leaves to the digest what is the same file, and says nothing of what was withdrawn', async () => {
    const file = sickFile({ cases: 2, daysAgo: 22 })
    const { referens } = await json(await at.upload(file))
    expect((await askCases(at.url, { file, cookie: anna.cookie })).fall?.count).toBe(0)
    const other = { file: sickFile({ cases: 1, daysAgo: 22 }), cookie: anna.cookie }
    expect((await askCases(at.url, other)).fall?.count).toBe(1)
    await at.owner.prisma.submission.update({
      where: { reference: referens },
      data: { withdrawnAt: new Date(), nextAttemptAt: null },
    })
    expect((await askCases(at.url, other)).fall?.count).toBe(0)
  })

  test('is left for after the sending where the file or the history is too large', async () => {
    await at.upload(sickFile({ cases: 1, daysAgo: 23 }))
    const other = { file: sickFile({ cases: 2, daysAgo: 23 }), cookie: anna.cookie }
    const tooMany = { fall: Buffer.alloc(10_001 * 16).toString('base64') }
    expect(await askCases(at.url, { ...other, told: tooMany })).not.toHaveProperty('fall')
    const grow = "UPDATE sent_cases SET keys = keys || decode(repeat('00', 8 * $1), 'hex') WHERE employer_id = $2"
    await at.owner.pool.query(grow, [200_000, at.first.employerId])
    expect(await askCases(at.url, other)).not.toHaveProperty('fall')
    await at.owner.pool.query('DELETE FROM sent_cases WHERE length(keys) > 1000000')
  })
})

describe('a file with cases that were sent before', () => {
  test('is handed in, and both the answer and the submission’s report say which, where and under what reference', async () => {
    const first = await json(await at.upload(sickFile({ cases: 2, daysAgo: 17 })))
    expect(first).toMatchObject({ varningar: 0 })
    expect(first).not.toHaveProperty('findings')
    const response = await at.upload(sickFile({ cases: 3, daysAgo: 17 }))
    const answer = await json(response)
    expect(response.status).toBe(201)
    expect(answer).toMatchObject({ varningar: 2, dubblett: false })
    expect(answer.findings?.map(({ code, params, at: { record } }) => [code, params.reference, record])).toEqual([
      ['F13', first.referens, 1],
      ['F13', first.referens, 2],
    ])
    const { report } = await at.owner.prisma.submission.findUniqueOrThrow({ where: { reference: answer.referens } })
    expect(report).toMatchObject({ counts: { F13: 2 }, findings: [{ referens: expect.stringMatching(/-0$/) }, {}] })
    expect(JSON.stringify(report)).not.toContain('189001019802')
  })

  test('waits for the person where the page asks for that: nothing is kept, and with the remark seen it goes', async () => {
    const cases = { cases: 1, daysAgo: 18 }
    await at.upload(sickFile(cases))
    const again = sickFile(cases)
    const before = await at.stored()
    const held = await at.upload(again, { headers: { 'x-sedda': 'D06' } })
    expect(held.status).toBe(409)
    expect(await json(held)).toMatchObject({ case: 'unseen', counts: { F13: 1 }, findings: [{ code: 'F13' }] })
    await at.settled()
    expect(await at.stored()).toEqual(before)
    const sent = await at.upload(again, { headers: { 'x-sedda': 'D06, F13' } })
    expect(sent.status).toBe(201)
    const parts: Uint8Array[] = []
    const payload = { dir: at.dir, employerId: at.first.employerId, sha256: sha256Of(again), identity: at.identity }
    for await (const part of openPayload(payload)) parts.push(part)
    expect(Buffer.concat(parts).toString()).toBe(again)
  })

  test('the very same bytes get their first receipt even where the page asks: there is nothing to decide', async () => {
    const file = sickFile({ daysAgo: 25, reference: randomBytes(4).toString('hex') })
    const first = await json(await at.upload(file, { headers: { 'x-sedda': '' } }))
    const second = await at.upload(file, { headers: { 'x-sedda': '' } })
    expect(second.status).toBe(200)
    expect(await json(second)).toMatchObject({ referens: first.referens, dubblett: true })
  })

  test('a page that asks gets a file without such cases through at once', async () => {
    const response = await at.upload(sickFile({ employer: SECOND }), {
      headers: { 'x-sedda': '', 'x-arbetsgivare': SECOND },
      cookie: bo.cookie,
    })
    expect(response.status).toBe(201)
  })

  test('has them in the report of a file that is stopped for something else too', async () => {
    const good = sickFile({ daysAgo: 19, reference: randomBytes(4).toString('hex') })
    await at.upload(good)
    const stopped = await at.upload(good.replace('antalSjukfall="1"', 'antalSjukfall="2"'))
    expect(stopped.status).toBe(422)
    expect((await json(stopped)).counts).toEqual({ F08: 1, F13: 1 })
  })
})
