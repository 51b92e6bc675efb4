import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PEPPER } from '#e2e/fixtures/accounts.ts'
import { type KeeperFixture, keeperFixture } from '#e2e/fixtures/keeper.ts'
import { logInForCookie } from '#e2e/fixtures/log-in.ts'
import { type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import { personKey } from '#lib/access/person.ts'
import { PORTAL_CHAIN } from '#lib/db.ts'
import { KEYS_A_SECOND, KEYS_AN_HOUR } from '#lib/keeping/number-operations.ts'
import { openKeeping } from '#lib/keeping/open-keeping.ts'

let at: SubmissionsFixture
let keeper: KeeperFixture
let other: KeeperFixture
let credential: string

beforeAll(async () => {
  at = await submissionsFixture()
  keeper = await keeperFixture(at.database)
  other = await keeperFixture(at.database)
  const { personId } = at.first.anna
  credential = (await logInForCookie({ db: at.owner, now: new Date() }, { personId, portal: 'http://localhost' })).cookie
})
afterAll(async () => {
  await keeper.drop()
  await other.drop()
  await at.drop()
})

const NUMBER = '198112189876'
const many = (count: number) => Array.from({ length: count }, (_, index) => String(190000000000 + index))
const key = (numbers: string[], by = keeper) => by.keeping.ask('keyNumbers', { credential, purpose: 'application', numbers })
const turns = (set: string) => at.owner.pool.query(`UPDATE keeper_turn SET ${set}`)
const counted = async () =>
  (await at.owner.pool.query(`SELECT count, total, refused FROM keeper_turn WHERE span = 'hour'`)).rows[0]
/** A raw question, as no client of ours puts one. */
function post(path: string, body: string, method = 'POST'): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath: keeper.socket, path, method }, (answer) => {
      let text = ''
      answer.on('data', (part) => (text += part))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

describe('the key of a personnummer', () => {
  test('is given to somebody who is logged in, and written down without the number', async () => {
    expect(await key([NUMBER])).toEqual({ keys: [personKey(PEPPER, NUMBER)] })
    const row = await at.owner.prisma.audit.findFirstOrThrow({ where: { chain: PORTAL_CHAIN, action: 'person.keyed' } })
    expect(row).toMatchObject({ actor: `person:${at.first.anna.personId}`, object: 'application', detail: { count: 1 } })
    expect(JSON.stringify(row.detail)).not.toContain(NUMBER)
    expect(keeper.log.join('')).not.toContain(NUMBER)
  })

  test('is given to nobody else', async () => {
    const asked = { purpose: 'application' as const, numbers: [NUMBER] }
    const nobodys = `kvittens=${randomBytes(32).toString('base64url')}`
    for (const wrong of ['', 'kvittens=', nobodys, credential.replace('kvittens', '__Host-kvittens')])
      await expect(keeper.keeping.ask('keyNumbers', { ...asked, credential: wrong }), wrong).rejects.toMatchObject({
        code: 'not_signed_in',
      })
  })

  test('is limited by the second and by the hour, over all keepers, and what is refused is counted and not written down', async () => {
    await turns('count = 0, total = 0, refused = 0')
    const written = () => at.owner.prisma.audit.count({ where: { action: 'person.keyed' } })
    const before = await written()
    const begun = Date.now()
    const asked = await Promise.allSettled(Array.from({ length: 60 }, (_, index) => key(many(10), index % 2 ? keeper : other)))
    const given = asked.filter(({ status }) => status === 'fulfilled').length
    // They run over the end of a second or more.
    const seconds = Math.ceil((Date.now() - begun) / 1000) + 1
    expect(given).toBeGreaterThanOrEqual(3)
    expect(given).toBeLessThanOrEqual(Math.min(59, (KEYS_A_SECOND / 10) * seconds))
    expect(asked.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'too_many', detail: 'numbers' } })
    expect(await written()).toBe(before + given)
    expect(await counted()).toMatchObject({ count: given * 10, total: String(given * 10) })
    await at.owner.pool.query(`UPDATE keeper_turn SET count = $1 WHERE span = 'hour'`, [KEYS_AN_HOUR - 1])
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    await expect(key([NUMBER])).resolves.toBeDefined()
    await expect(key([NUMBER])).rejects.toMatchObject({ code: 'too_many', detail: 'numbers' })
    expect(await counted()).toMatchObject({ count: KEYS_AN_HOUR, refused: '1' })
    await turns(`begun_at = begun_at - interval '1 hour'`)
    await expect(key([NUMBER])).resolves.toBeDefined()
  })

  test('is given by nobody who does not know the pepper: web’s role counts no turns', async () => {
    await expect(at.web.pool.query(`SELECT take_turns('number', 1, 1, 1)`)).rejects.toThrow(/permission denied/)
    await expect(at.web.pool.query(`UPDATE keeper_turn SET count = 0`)).rejects.toThrow(/permission denied/)
    await expect(keeper.db.pool.query(`UPDATE keeper_turn SET count = 0`)).rejects.toThrow(/permission denied/)
  })
})

describe('the socket', () => {
  test('answers its operations alone, and says of a fault nothing but that', async () => {
    for (const path of ['/', '/keyNumbers/', '/__proto__', '/constructor', '/toString'])
      expect(await post(path, '{}'), path).toEqual({ status: 404, text: '{"code":"not_found"}' })
    expect(await post('/keyNumbers', '{}', 'PUT')).toMatchObject({ status: 404 })
    for (const body of ['', '{', '[]', '{"credential":1}', JSON.stringify({ credential, purpose: 'x', numbers: [NUMBER] })])
      expect(await post('/keyNumbers', body), body).toEqual({ status: 400, text: '{"code":"invalid"}' })
    expect(await post('/keyNumbers', 'x'.repeat(200_000))).toMatchObject({ status: 413 })
    const stated = { numbers: many(31), credential, purpose: 'application' }
    expect(await post('/keyNumbers', JSON.stringify(stated))).toMatchObject({ status: 400 })
    await at.owner.pool.query('ALTER TABLE keeper_turn RENAME TO away')
    await turnsBack(async () => {
      expect(await post('/keyNumbers', JSON.stringify({ ...stated, numbers: [NUMBER] }))).toEqual({ status: 500, text: '{}' })
      await expect(key([NUMBER])).rejects.toThrow('keeper answered 500 to keyNumbers')
    })
  })

  test('is away in plain words where keeper does not run', async () => {
    const away = openKeeping(`${keeper.socket}-none`).ask('keyNumbers', { credential, purpose: 'operator', numbers: [NUMBER] })
    await expect(away).rejects.toMatchObject({ code: 'unavailable', detail: 'keeper' })
  })
})

async function turnsBack(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } finally {
    await at.owner.pool.query('ALTER TABLE away RENAME TO keeper_turn')
  }
}
