import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type AccountsFixture, accountsFixture, PEPPER } from '#e2e/fixtures/accounts.ts'
import { logInForCookie } from '#e2e/fixtures/log-in.ts'
import { DAY_MS } from '#lib/calendar.ts'
import { LIMITS } from '#lib/limits.ts'
import { actorOf, type PersonActor } from './actor.ts'
import { askMailCode, confirmMailCode, purgeMailCodes, readOwnMail } from './verify-mail.ts'

const MINUTE = 60_000
let at: AccountsFixture
let anna: PersonActor
let now: Date
let address: string
beforeAll(async () => {
  at = await accountsFixture()
})
afterAll(() => at.drop())
let count = 0
beforeEach(async () => {
  now = new Date()
  anna = await newPerson()
  address = `anna${++count}@exempel.test`
})

async function newPerson(): Promise<PersonActor> {
  const personId = await at.addPerson()
  const { sessionId, cookie: credential } = await logInForCookie(
    { db: at.keeper, now },
    { personId, portal: 'https://portal.test' },
  )
  return actorOf({ personId, sessionId, credential })
}

const later = (minutes: number) => new Date(now.getTime() + minutes * MINUTE)
type Wish = { actor?: PersonActor; to?: string; when?: Date }
const ask = ({ actor = anna, to = address, when = now }: Wish = {}) =>
  askMailCode({ db: at.keeper, actor, now: when }, { address: to, language: 'sv', path: '/konto', pepper: PEPPER })
const confirm = (code: string, { actor = anna, when = now }: Wish = {}) =>
  confirmMailCode({ db: at.keeper, actor, now: when }, { code, language: 'en', pepper: PEPPER })
const read = (actor = anna, when = now) => readOwnMail({ db: at.web, actor, now: when })
const mailsTo = (recipient: string) => at.owner.prisma.notice.findMany({ where: { recipient }, orderBy: { createdAt: 'asc' } })
/** The code of the newest mail to the address. */
async function mailedCode(to = address): Promise<string> {
  const mails = (await mailsTo(to)).filter(({ kind }) => kind === 'person-mail-code')
  return String((mails.at(-1)?.params as { code?: string })?.code)
}
const wrongOf = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
const auditOf = ({ personId }: PersonActor) =>
  at.owner.prisma.audit.findMany({ where: { actor: `person:${personId}`, action: { startsWith: 'person.' } } })
const outcomes = async (tries: Promise<unknown>[]) =>
  (await Promise.allSettled(tries)).map((one) => (one.status === 'fulfilled' ? one.value : one.reason.detail))

describe('the person’s own address', () => {
  test('is theirs once they have entered the code that was mailed to it, however it was typed', async () => {
    expect(await ask({ to: ` ${address.toUpperCase()} ` })).toBe('asked')
    expect(await read()).toMatchObject({ address: null, pending: { address } })
    const code = await mailedCode()
    expect(code).toMatch(/^\d{6}$/)
    await confirm(`${code.slice(0, 3)} ${code.slice(3)}`)
    expect(await read()).toEqual({ address, verifiedAt: now, refusedAt: null, language: 'sv', pending: null, suggested: null })
    expect((await auditOf(anna)).map(({ action }) => action)).toEqual(['person.mail-asked', 'person.mail'])
    // A form that was sent twice.
    await confirm(code)
    expect(await ask()).toBe('verified')
    expect((await auditOf(anna)).length).toBe(2)
  })

  test.each([
    ['', 'address'],
    ['anna', 'address'],
    ['anna@exempel.test\nBcc: b@b.test', 'address_lines'],
  ])('cannot be %j', async (to, detail) => {
    await expect(ask({ to })).rejects.toMatchObject({ code: 'invalid', detail })
    expect(await read()).toMatchObject({ pending: null })
  })

  test('a code is wrong, too old, replaced by a newer one, or another person’s', async () => {
    await ask()
    const first = await mailedCode()
    await expect(confirm('12345')).rejects.toMatchObject({ code: 'invalid', detail: 'mail_code' })
    await expect(confirm(first, { when: later(LIMITS.mailCodeMinutes) })).rejects.toMatchObject({ code: 'conflict' })
    const bo = await newPerson()
    await expect(confirm(first, { actor: bo })).rejects.toMatchObject({ code: 'conflict', detail: 'mail_code' })
    await ask({ actor: bo, to: 'bo@exempel.test', when: later(1) })
    await ask({ when: later(1) })
    const second = await mailedCode()
    if (first !== second) await expect(confirm(first, { when: later(2) })).rejects.toMatchObject({ code: 'invalid' })
    const bos = await mailedCode('bo@exempel.test')
    if (bos !== second) await expect(confirm(bos, { when: later(2) })).rejects.toMatchObject({ code: 'invalid' })
    expect(await read()).toMatchObject({ address: null })
    await confirm(second, { when: later(2) })
    expect(await read(bo)).toMatchObject({ address: null, pending: { address: 'bo@exempel.test' } })
  })

  test('after some wrong tries the right code is refused too, and a new one must be asked for', async () => {
    await ask()
    const code = await mailedCode()
    for (let n = 0; n < LIMITS.mailCodeTries; n++)
      await expect(confirm(wrongOf(code))).rejects.toMatchObject({ code: 'invalid', detail: 'mail_code' })
    await expect(confirm(code)).rejects.toMatchObject({ code: 'conflict', detail: 'mail_code' })
    expect(await read()).toMatchObject({ address: null, pending: null })
    await ask({ when: later(1) })
    await confirm(await mailedCode(), { when: later(1) })
  })

  test('twenty at once: as many wrong tries as there may be, then none', async () => {
    await ask()
    const code = await mailedCode()
    const all = await outcomes(Array.from({ length: 20 }, () => confirm(wrongOf(code))))
    const { rows } = await at.owner.pool.query('SELECT wrong_tries, ended_at FROM mail_code WHERE person_id = $1', [
      anna.personId,
    ])
    expect(all).toHaveLength(20)
    expect(rows).toEqual([{ wrong_tries: LIMITS.mailCodeTries, ended_at: expect.any(Date) }])
    await expect(confirm(code)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('twenty at once with the right code: it is verified once', async () => {
    await ask()
    const code = await mailedCode()
    await Promise.all(Array.from({ length: 20 }, () => confirm(code)))
    expect((await auditOf(anna)).filter(({ action }) => action === 'person.mail')).toHaveLength(1)
  })

  test('twenty codes asked for at once, and twenty persons who ask for one address: as many mails as a day may have', async () => {
    const mine = await outcomes(Array.from({ length: 20 }, (_, n) => ask({ to: `${n}.${address}` })))
    expect(mine.filter((one) => one === 'asked')).toHaveLength(LIMITS.mailCodesADay)
    expect(mine.filter((one) => one === 'mail_codes')).toHaveLength(20 - LIMITS.mailCodesADay)
    const others = await Promise.all(Array.from({ length: 20 }, newPerson))
    const theirs = await outcomes(others.map((actor) => ask({ actor })))
    expect(theirs.filter((one) => one === 'asked')).toHaveLength(LIMITS.mailCodesADay)
    expect(await mailsTo(address)).toHaveLength(LIMITS.mailCodesADay)
    const bo = await newPerson()
    const age = (interval: string) => at.owner.pool.query(`UPDATE mail_code SET created_at = created_at - interval '${interval}'`)
    await age('23 hours 59 minutes')
    await expect(ask({ actor: bo })).rejects.toMatchObject({ code: 'too_many', detail: 'mail_codes' })
    await age('2 minutes')
    expect(await ask({ actor: bo })).toBe('asked')
  })

  test('is changed by a fresh login alone, and the address that it replaces is told', async () => {
    await ask()
    await confirm(await mailedCode())
    const other = `ny.${address}`
    const stale = later(LIMITS.freshLoginMinutes + 1)
    await expect(ask({ to: other, when: stale })).rejects.toMatchObject({ code: 'not_allowed', detail: 'fresh_login' })
    await ask({ to: other })
    await expect(confirm(await mailedCode(other), { when: stale })).rejects.toMatchObject({ detail: 'fresh_login' })
    expect(await read()).toMatchObject({ address })
    await confirm(await mailedCode(other))
    expect(await read()).toMatchObject({ address: other })
    const told = (await mailsTo(address)).filter(({ kind }) => kind === 'person-mail-changed')
    expect(told.map(({ params }) => params)).toEqual([{ path: '/konto', language: 'en' }])
    expect(await mailsTo(other)).toHaveLength(1)
  })

  test('is nobody’s without a login that is theirs and has not ended', async () => {
    const bo = await newPerson()
    const mixed = { ...anna, sessionId: bo.sessionId }
    await expect(ask({ actor: mixed })).rejects.toThrow(/another session/)
    await ask()
    await expect(confirm(await mailedCode(), { actor: mixed })).rejects.toThrow(/another session/)
    expect(await read(bo)).toMatchObject({ pending: null })
    await at.owner.prisma.loginSession.deleteMany({ where: { id: anna.sessionId } })
    await expect(confirm(await mailedCode())).rejects.toMatchObject({ code: 'not_signed_in' })
  })
})

test('web reads and writes no code, and the database holds none in clear', async () => {
  await ask()
  for (const sql of ['SELECT * FROM mail_code', "UPDATE person SET mail = 'a@b.test', mail_verified_at = now()"])
    await expect(at.web.pool.query(sql)).rejects.toThrow(/permission denied/)
  const code = await mailedCode()
  const { rows } = await at.owner.pool.query('SELECT row_to_json(c)::text AS row FROM mail_code c WHERE person_id = $1', [
    anna.personId,
  ])
  expect(rows.map(({ row }) => row).join()).not.toContain(`"${code}"`)
})

test('codes are removed after a day', async () => {
  await at.owner.pool.query("UPDATE mail_code SET created_at = created_at - interval '25 hours'")
  const old = await at.owner.prisma.mailCode.count()
  await ask()
  expect(old).toBeGreaterThan(1)
  expect(await purgeMailCodes({ db: at.web, now: new Date(now.getTime() + 7 * DAY_MS) })).toBe(old)
  expect(await at.owner.prisma.mailCode.count()).toBe(1)
})
