// A hand-in whose COMMIT was sent and never answered: nobody knows whether the file is handed in, and every way in says so.
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type GatewayFixture, gatewayFixture } from '#e2e/fixtures/gateway.ts'
import { type HeldCommit, holdCommits } from '#e2e/fixtures/held-commit.ts'
import { over } from '#e2e/fixtures/planted-sql.ts'
import { sickFile, uploadHeaders, type WebFixture, webFixture } from '#e2e/fixtures/web.ts'
import { stockholmTime } from '#lib/calendar.ts'
import { refusalText } from '#lib/text/refusals.ts'

let web: WebFixture
let gateway: GatewayFixture
let held: HeldCommit
beforeAll(async () => {
  web = await webFixture()
  gateway = await gatewayFixture({}, web)
})
afterAll(async () => {
  await gateway.drop()
  await web.drop()
})
beforeEach(async () => {
  held = await holdCommits(web.owner)
})

const { sentence } = refusalText('unavailable', 'commit_unknown', 'sv')
const unknown = { status: 503, code: 'unavailable', case: 'commit_unknown', detail: sentence }
const JSON_PLEASE = ['-H', 'Accept: application/json', '-H', 'Accept-Language: sv']
const TUS = ['-H', 'Tus-Resumable: 1.0.0']
type Answer = { status: number; body: Record<string, unknown> }

const raw = async (file: string): Promise<Answer> => {
  const answer = await web.upload(file, { headers: { 'accept-language': 'sv' } })
  return { status: answer.status, body: (await answer.json()) as Answer['body'] }
}
const put = async (file: string): Promise<Answer> => {
  const { status, body } = await gateway.call('/filoverforing/sjukanmalan/sjuk.xml', [...JSON_PLEASE, '-T', '-'], { input: file })
  return { status, body: JSON.parse(body) }
}
/** The last piece is the hand-in; when nobody knows, GET says later what became of it. */
const pieces = async (file: string): Promise<Answer> => {
  const metadata = Object.entries({ filename: 'sjuk.xml', tjanst: 'sjukanmalan' })
  const pairs = metadata.map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`).join(',')
  const head = ['-H', `Upload-Length: ${Buffer.byteLength(file)}`, '-H', `Upload-Metadata: ${pairs}`]
  const begun = await gateway.call('/uppladdningar', ['-X', 'POST', ...TUS, ...head])
  const path = begun.headers.location ?? ''
  const type = ['-H', 'Content-Type: application/offset+octet-stream', '-H', 'Upload-Offset: 0']
  const last = await gateway.call(path, ['-X', 'PATCH', ...TUS, ...JSON_PLEASE, ...type, '--data-binary', '@-'], { input: file })
  if (last.status >= 400) return { status: last.status, body: JSON.parse(last.body) }
  const { status, body } = await gateway.call(path, JSON_PLEASE)
  return { status, body: JSON.parse(body) }
}

describe.each([
  ['a program’s PUT', put],
  ['the portal’s page', raw],
  ['a file in pieces', pieces],
])('%s', (_, send) => {
  test('whose session ends in its COMMIT is told that nobody knows; the same file again is taken once', async () => {
    const file = sickFile()
    const sent = send(file)
    await held.isUnderWay()
    await held.lose()
    expect(await sent).toMatchObject({ status: 503, body: unknown })
    await held.release()
    expect((await send(file)).status).toBeLessThan(300)
    const sha256 = createHash('sha256').update(file).digest('hex')
    expect(await web.owner.prisma.submission.count({ where: { sha256 } })).toBe(1)
  })
})

test('a database that goes away right after the COMMIT takes no receipt from its sender', async () => {
  await held.release()
  for (const [parts, send] of [
    [web.parts, raw],
    [gateway.parts, put],
  ] as const) {
    const { db } = parts
    let asked = 0
    const query = (first: unknown, ...rest: unknown[]) => {
      // Asked before the commit, and for the answer.
      const isAway = JSON.stringify(first).includes('FROM send_gate') && ++asked > 1
      const away = Object.assign(new Error('the database system is in recovery mode'), { code: '57P03' })
      return isAway ? Promise.reject(away) : (db.pool.query as (...args: unknown[]) => unknown).call(db.pool, first, ...rest)
    }
    parts.db = { ...db, pool: over(db.pool, (name) => (name === 'query' ? query : undefined)) }
    const { status } = await send(sickFile())
    parts.db = db
    expect([asked, status]).toEqual([2, expect.toBeOneOf([201, 202])])
  }
})

test('the form without JavaScript is sent to the page that works without the database, with the reason', async () => {
  const { cookie } = await web.logIn(web.first.anna, web.first.employerId)
  const form = new FormData()
  form.set('tjanst', 'sjukanmalan')
  form.set('arbetsgivare', '5599001236')
  form.set('fil', new Blob([sickFile()]), 'sjuk.xml')
  const { 'content-type': _, ...headers } = uploadHeaders(web.url, cookie)
  const sent = fetch(`${web.url}/api/inlamningar`, { method: 'POST', body: form, headers, redirect: 'manual' })
  await held.isUnderWay()
  await held.lose()
  const { status, headers: answered } = await sent
  await held.release()
  expect([status, answered.get('location')]).toEqual([
    303,
    expect.stringMatching(/^\/driftinformation\?fel=unavailable&fall=commit_unknown&id=/),
  ])
})

test('a session that ends before the COMMIT is no riddle: the file is not handed in, and the portal says that it was disturbed', async () => {
  await held.release()
  const { pool } = web.owner
  // Each hand-in ends its own session, in the middle of its transaction.
  await pool.query(`
    CREATE FUNCTION end_session() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END';
    CREATE TRIGGER end_session AFTER INSERT ON submission FOR EACH ROW EXECUTE FUNCTION end_session()`)
  const before = await web.owner.prisma.submission.count()
  for (const send of [put, raw])
    expect(await send(sickFile())).toMatchObject({ status: 503, body: { code: 'unavailable', case: 'database' } })
  expect(await web.owner.prisma.submission.count()).toBe(before)
  await pool.query('DROP TRIGGER end_session ON submission; DROP FUNCTION end_session()')
})

describe('what is done to a submission, and whose session ends in its COMMIT', () => {
  const HELD = { nextAttemptAt: null, heldAt: new Date(), heldReason: 'gave-up' }
  const UNKNOWN = { ...HELD, heldReason: 'unknown', unknownAt: new Date(), attemptCount: 1 }
  const fate = refusalText('unavailable', 'change_unknown', 'sv').sentence
  /** Told just now: not before the file was handed in, however long the tests before took. */
  const answer = () => {
    const [day = '', clock = ''] = stockholmTime(new Date()).split('T')
    return { besked: 'har', kvittensid: '', dag: day, klockslag: clock.slice(0, 5).replace(':', '.'), satt: 'telefon' }
  }

  let cookie: string
  beforeAll(async () => {
    cookie = (await web.logIn(web.first.anna, web.first.employerId)).cookie
  })

  async function stands(data: object): Promise<string> {
    await held.release()
    const { body } = await raw(sickFile())
    const reference = String(body.referens)
    await web.owner.prisma.submission.update({ where: { reference }, data })
    return reference
  }
  async function act(path: string, fields: Record<string, string> = {}, accept = 'application/json'): Promise<Response> {
    const { 'content-type': _, ...headers } = uploadHeaders(web.url, cookie)
    const { employerId } = web.first
    const body = new URLSearchParams({ foretag: employerId, ...fields })
    const init = { method: 'POST', redirect: 'manual', body, headers: { ...headers, accept, 'accept-language': 'sv' } } as const
    return await fetch(`${web.url}/api/inlamningar/${path}`, init)
  }

  test.each([
    ['is withdrawn', HELD, '?aterkalla=1', () => ({})],
    ['is sent again', HELD, '?skicka-igen=1', () => ({})],
    ['is marked as dealt with', { nextAttemptAt: null, refusedAt: new Date() }, '?hanterad=1', () => ({})],
    ['is settled', UNKNOWN, '/besked', answer],
  ])('%s: nobody knows, and the same again does no harm', async (_, data, path, asked) => {
    const reference = await stands(data)
    const fields = asked()
    held = await holdCommits(web.owner, 'UPDATE')
    const sent = act(`${reference}${path}`, fields)
    await held.isUnderWay()
    await held.lose()
    const lost = await sent
    expect([lost.status, await lost.json()]).toEqual([503, expect.objectContaining({ case: 'change_unknown', detail: fate })])
    await held.release()
    // The pool may lend the ended session's connection once more.
    await expect.poll(async () => (await act(`${reference}${path}`, fields)).status).toBeLessThan(400)
  })

  test('by a form: it is sent back to the submission’s page, which shows what holds', async () => {
    const reference = await stands(HELD)
    held = await holdCommits(web.owner, 'UPDATE')
    const sent = act(`${reference}?aterkalla=1`, {}, 'text/html')
    await held.isUnderWay()
    await held.lose()
    const to = (await sent).headers.get('location')
    expect(to).toMatch(new RegExp(`^/inlamningar/${reference}\\?fel=unavailable&fall=change_unknown&id=`))
    await held.release()
  })
})
