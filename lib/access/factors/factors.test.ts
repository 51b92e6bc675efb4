import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AccountsFixture, accountsFixture, PEPPER } from '#e2e/fixtures/accounts.ts'
import { codeAt } from '#e2e/fixtures/one-time-code.ts'
import type { LoginWay } from '#lib/access/start-session.ts'
import { actorOf } from '../actor.ts'
import { chooseEmployer } from '../choose-employer.ts'
import { logInWithPassword } from '../log-in-with-password.ts'
import { newToken } from '../session-token.ts'
import { startSession } from '../start-session.ts'
import { changeCodeApp, changePassword, dropOwnLogin, offerCodeApp, openOwnLogin } from './change-own-login.ts'
import { chooseByLink, readLoginLink } from './choose-by-link.ts'
import { openColleagueLogin, readColleagueLogin } from './colleague-login.ts'
import { giveLoginLink } from './give-login-link.ts'
import { linkCode } from './login-link.ts'
import { readOwnLogin } from './own-login.ts'
import { switchPasswordLogin } from './password-switch.ts'
import { tellFailures } from './tell-failures.ts'

const PASSWORD = 'fyra trötta älgar går hem'
const pepper = PEPPER

let at: AccountsFixture
let boss: Awaited<ReturnType<typeof logIn>>
beforeAll(async () => {
  at = await accountsFixture()
  boss = await administrator(at.employers.first)
})
afterAll(() => at.drop())

const now = () => new Date()
let people = 0

async function colleague(memberOf = [at.employers.first], mail: string | null = `p${++people}@exempel.test`): Promise<string> {
  const personId = await at.addPerson({ name: 'Vera Vik', memberOf })
  await at.owner.prisma.person.update({ where: { id: personId }, data: { mail, mailVerifiedAt: mail && now() } })
  return personId
}

async function administrator(employerId: string, way: LoginWay = 'eleg') {
  const personId = await colleague([employerId])
  await at.owner.prisma.member.updateMany({ where: { personId }, data: { role: 'administrator' } })
  return logIn(personId, way)
}

/** A login of this moment, as the actor of a verb. */
async function logIn(personId: string, way: LoginWay = 'eleg') {
  const login = { personId, way, provedAt: now(), cookieName: 'kvittens', token: newToken(), cookieHeader: undefined } as const
  const { sessionId, credential } = await startSession({ db: at.keeper, now: now() }, login)
  return { db: at.keeper, actor: actorOf({ personId, sessionId, credential }), now: now() }
}

const mailsTo = (personId: string, kind: string) =>
  at.owner.prisma.notice.findMany({ where: { kind: `person-${kind}`, about: { startsWith: `person:${personId}:` } } })

/** Has a link sent, and gives what the person then has: the mail's token, the code that they were told, the code app. */
async function given(personId: string, employerId: string | null = at.employers.first, by = boss) {
  await giveLoginLink(by, { personId, employerId, pepper })
  const mails = await mailsTo(personId, 'login-link')
  const token = /losenord\/([\w-]{43})/.exec(JSON.stringify(mails.at(-1)?.params))?.[1] ?? ''
  const link = await readLoginLink({ db: at.keeper }, { token, pepper })
  const row = await at.owner.prisma.loginLink.findFirstOrThrow({
    where: { personId, endedAt: null },
    orderBy: { createdAt: 'desc' },
  })
  return { token, code: linkCode(row.id, pepper), secret: link?.secret ?? '' }
}

const use = (link: { token: string; code: string; secret: string }, more: Record<string, string> = {}, when = now()) =>
  chooseByLink(
    { db: at.keeper, now: when },
    { username: `vera${people}`, password: PASSWORD, totp: codeAt(when, link.secret), ...link, pepper, ...more },
  )

const tryLogin = (username: string, secret: string, password = PASSWORD, when = now()) =>
  logInWithPassword({ db: at.keeper, now: when }, { username, password, totp: codeAt(when, secret), address: undefined, pepper })
const forgetCode = (id: string) => at.owner.prisma.person.update({ where: { id }, data: { totpLastStep: null } })
const row = (id: string) => at.owner.prisma.person.findUniqueOrThrow({ where: { id } })
const refused = (code: string, detail?: string) => expect.objectContaining(detail ? { code, detail } : { code })

describe('a login without e-legitimation', () => {
  test('is given by a link, chosen by its person once, and opens the portal', async () => {
    const personId = await colleague()
    const before = await logIn(personId)
    const link = await given(personId)
    const shown = await readColleagueLogin(boss, { employerId: at.employers.first, personId, pepper })
    expect(shown).toMatchObject({ name: 'Vera Vik', username: null, link: { code: link.code } })
    // In one step of the code's clock: it has been used.
    const when = now()
    await use(link, {}, when)
    expect(await tryLogin(`vera${people}`, link.secret, PASSWORD, when)).toEqual({ kind: 'fel' })
    await forgetCode(personId)
    expect(await tryLogin(`VERA${people}`, link.secret)).toMatchObject({ kind: 'in', personId })
    expect(await at.owner.prisma.loginSession.count({ where: { id: before.actor.sessionId } })).toBe(0)
    await expect(use(link)).rejects.toEqual(refused('not_found', 'login_link'))
    expect(await readLoginLink({ db: at.keeper }, { token: link.token, pepper })).toBeUndefined()
    expect(await mailsTo(personId, 'login-changed')).toHaveLength(1)
    const entries = await at.owner.prisma.audit.findMany({ where: { object: personId }, orderBy: { at: 'asc' } })
    expect(entries.map(({ action }) => action)).toEqual(['login.link-sent', 'login.chosen'])
    const stored = JSON.stringify([await at.owner.prisma.loginLink.findMany(), entries.map(({ detail }) => detail)])
    for (const secret of [link.token, link.code, link.secret]) expect(stored).not.toContain(secret)
  })

  test('is chosen by one of twenty who use the link at once, and a wrong code or ten guesses end it', async () => {
    const personId = await colleague()
    const link = await given(personId)
    const twenty = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => use(link, { username: `tjugo${n}` })))
    expect(twenty.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const other = await given(personId)
    const wrong = { code: '00000000' }
    const guesses = await Promise.allSettled(Array.from({ length: 20 }, () => use(other, wrong)))
    const reasons = guesses.map((each) => (each.status === 'rejected' ? each.reason.detail : 'in'))
    expect(reasons.filter((reason) => reason === 'link_code')).toHaveLength(10)
    await expect(use(other)).rejects.toEqual(refused('not_found', 'login_link'))
  })

  test('wants a user name, a password and a code that hold, says which does not, and stores nothing of the rest', async () => {
    const taken = await colleague()
    await use(await given(taken), { username: 'upptagen' })
    const personId = await colleague()
    const link = await given(personId)
    for (const [more, code, detail] of [
      [{ username: 'a b' }, 'invalid', 'username'],
      [{ username: 'x' }, 'invalid', 'username'],
      [{ password: 'kort' }, 'invalid', 'too-short'],
      [{ password: 'Exempelbolaget2026' }, 'invalid', 'known-word'],
      [{ totp: '000000' }, 'invalid', 'totp'],
      [{ username: 'UPPTAGEN' }, 'conflict', 'username'],
      [{ token: link.token.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')) }, 'not_found', 'login_link'],
    ] as const)
      await expect(use(link, more)).rejects.toEqual(refused(code, detail))
    expect(await row(personId)).toMatchObject({ username: null, passwordHash: null, totpSecret: null })
    await use(link)
    expect(await row(personId)).toMatchObject({ username: `vera${people}` })
  })

  test('is given anew, and then the earlier link, a link of yesterday and what was chosen before count no more', async () => {
    const personId = await colleague()
    const first = await given(personId)
    const second = await given(personId)
    await expect(use(first)).rejects.toEqual(refused('not_found', 'login_link'))
    await use(second)
    const third = await given(personId)
    await forgetCode(personId)
    expect(await tryLogin(`vera${people}`, second.secret)).toMatchObject({ kind: 'in' })
    await at.owner.prisma.loginLink.updateMany({ where: { personId, usedAt: null }, data: { expiresAt: now() } })
    await expect(use(third)).rejects.toEqual(refused('not_found', 'login_link'))
    const fourth = await given(personId)
    await use(fourth, { password: 'helt andra ord den här gången' })
    await forgetCode(personId)
    expect(await tryLogin(`vera${people}`, second.secret)).toEqual({ kind: 'fel' })
    await giveLoginLink(boss, { personId, employerId: at.employers.first, pepper })
    await expect(giveLoginLink(boss, { personId, employerId: at.employers.first, pepper })).rejects.toEqual(refused('too_many'))
  })

  test('is given by an administrator over people of her own company alone, or by an operator, by a login of the last minutes', async () => {
    const { first, second } = at.employers
    const theirs = await colleague([second])
    const both = await colleague([first, second])
    const mine = await colleague()
    const handler = await logIn(await colleague())
    const give = (by: typeof boss, personId: string, employerId: string | null) =>
      giveLoginLink(by, { personId, employerId, pepper })
    await expect(give(boss, theirs, first)).rejects.toEqual(refused('not_found', 'person'))
    await expect(give(boss, theirs, second)).rejects.toEqual(refused('not_found', 'employer'))
    await expect(give(boss, both, first)).rejects.toEqual(refused('not_allowed', 'several_companies'))
    await expect(give(handler, mine, first)).rejects.toEqual(refused('not_allowed', 'administrator'))
    await expect(give(boss, mine, null)).rejects.toEqual(refused('not_found', 'person'))
    await expect(give(boss, await colleague([first], null), first)).rejects.toEqual(refused('conflict', 'no_mail'))
    const stale = await administrator(first)
    await at.owner.prisma.loginSession.update({
      where: { id: stale.actor.sessionId },
      data: { provedAt: new Date(Date.now() - 301_000) },
    })
    await expect(give(stale, mine, first)).rejects.toEqual(refused('not_allowed', 'fresh_login'))
    await at.owner.prisma.loginSession.delete({ where: { id: stale.actor.sessionId } })
    await expect(give(stale, mine, first)).rejects.toEqual(refused('not_signed_in'))
    // One's own: by e-legitimation alone.
    const alone = await administrator(first, 'password')
    await expect(give(alone, alone.actor.personId, first)).rejects.toEqual(refused('not_allowed', 'own_login'))
    expect(await at.owner.prisma.loginLink.count({ where: { personId: { in: [theirs, both, mine] } } })).toBe(0)
    const operator = await logIn(await colleague([]))
    await at.owner.prisma.person.update({ where: { id: operator.actor.personId }, data: { operator: true } })
    await give(operator, both, null)
    await give(boss, boss.actor.personId, first)
    expect(await at.owner.prisma.loginLink.count({ where: { personId: { in: [both, boss.actor.personId] } } })).toBe(2)
  })
})

test('who comes to act for another company too is no longer opened by one company’s administrator alone', async () => {
  const { first: employerId, second } = at.employers
  const personId = await colleague()
  const link = await given(personId)
  await use(link)
  const left = await given(personId)
  const member = await at.owner.prisma.member.create({ data: { personId, employerId: second, role: 'handler' } })
  // The code, the link and the count of wrong tries open the other company's doors too.
  await expect(use(left)).rejects.toEqual(refused('not_found', 'login_link'))
  expect(await readColleagueLogin(boss, { employerId, personId, pepper })).toMatchObject({ actsForOthers: true, link: undefined })
  await expect(openColleagueLogin(boss, { employerId, personId, pepper })).rejects.toEqual(
    refused('not_allowed', 'several_companies'),
  )
  const operatorId = await colleague([])
  await at.owner.prisma.person.update({ where: { id: operatorId }, data: { operator: true } })
  const theirs = await given(personId, null, await logIn(operatorId))
  expect(await readColleagueLogin(boss, { employerId, personId, pepper })).toMatchObject({ link: undefined })
  await use(theirs)
  await at.owner.prisma.member.update({ where: { id: member.id }, data: { removedAt: now() } })
  await openColleagueLogin(boss, { employerId, personId, pepper })
})

test('a link counts no more when its administrator is none any more', async () => {
  const personId = await colleague()
  const other = await administrator(at.employers.first)
  const link = await given(personId, at.employers.first, other)
  await at.owner.prisma.member.updateMany({ where: { personId: other.actor.personId }, data: { removedAt: now() } })
  await expect(use(link)).rejects.toEqual(refused('not_found', 'login_link'))
})

describe('one’s own login', () => {
  test('is changed by a login of the last minutes, ends the others, and is told by mail', async () => {
    const personId = await colleague()
    const link = await given(personId)
    await use(link)
    const name = `vera${people}`
    const [here, there] = [await logIn(personId, 'password'), await logIn(personId)]
    await expect(changePassword(here, 'lösenord')).rejects.toEqual(refused('invalid'))
    await changePassword(here, 'tre blå båtar lade ut')
    expect(await at.owner.prisma.loginSession.findMany({ where: { personId } })).toMatchObject([{ id: here.actor.sessionId }])
    await expect(changePassword(there, 'tre blå båtar lade in')).rejects.toEqual(refused('not_signed_in'))
    const offered = offerCodeApp(personId, pepper, now())
    const change = { offered: offered.sealed, code: codeAt(now(), offered.secret), pepper }
    await expect(changeCodeApp(here, { ...change, code: '000000' })).rejects.toEqual(refused('invalid', 'totp'))
    await expect(changeCodeApp(boss, change)).rejects.toEqual(refused('invalid', 'code_app'))
    await expect(changeCodeApp({ ...here, now: new Date(Date.now() + 31 * 60_000) }, change)).rejects.toEqual(
      refused('invalid', 'code_app'),
    )
    await changeCodeApp(here, change)
    await forgetCode(personId)
    expect(await tryLogin(name, link.secret, 'tre blå båtar lade ut')).toEqual({ kind: 'fel' })
    expect(await tryLogin(name, offered.secret, 'tre blå båtar lade ut')).toMatchObject({ kind: 'in' })
    await dropOwnLogin(here)
    expect(await row(personId)).toMatchObject({ username: null, passwordHash: null, totpSecret: null })
    await expect(changePassword(here, 'tre blå båtar lade in')).rejects.toEqual(refused('conflict', 'no_login'))
    expect(await mailsTo(personId, 'login-changed')).toHaveLength(4)
  })

  test('that strangers have locked is opened by its person with e-legitimation, or by an administrator; its owner has been told', async () => {
    const personId = await colleague()
    const link = await given(personId)
    await use(link)
    const name = `vera${people}`
    const lock = async (failures: number) => {
      await logInWithPassword(
        { db: at.keeper, now: now() },
        { username: name, password: 'x', totp: '1', address: undefined, pepper },
      )
      await at.owner.prisma.loginDelay.updateMany({
        where: { key: { startsWith: 'account:' } },
        data: { failures, lockedUntil: null },
      })
      await tellFailures({ db: at.keeper, now: now() }, pepper)
      await tellFailures({ db: at.keeper, now: now() }, pepper)
    }
    await lock(4)
    await lock(5)
    expect(await mailsTo(personId, 'login-failures')).toHaveLength(1)
    await lock(100)
    expect(await mailsTo(personId, 'login-locked')).toHaveLength(1)
    expect(await tryLogin(name, link.secret)).toEqual({ kind: 'last' })
    expect(await readOwnLogin({ db: at.keeper }, { personId, pepper })).toMatchObject({ isLocked: true })
    await expect(openOwnLogin(await logIn(personId, 'password'), pepper)).rejects.toEqual(refused('not_allowed', 'own_login'))
    await openOwnLogin(await logIn(personId), pepper)
    expect(await readOwnLogin({ db: at.keeper }, { personId, pepper })).toMatchObject({ isLocked: false })
    await lock(100)
    const theirs = await administrator(at.employers.second)
    const { first: employerId, second } = at.employers
    await expect(openColleagueLogin(theirs, { employerId: second, personId, pepper })).rejects.toEqual(
      refused('not_found', 'person'),
    )
    await expect(readColleagueLogin(theirs, { employerId: second, personId, pepper })).rejects.toEqual(
      refused('not_found', 'person'),
    )
    await openColleagueLogin(boss, { employerId, personId, pepper })
    await forgetCode(personId)
    expect(await tryLogin(name, link.secret)).toMatchObject({ kind: 'in' })
  })
})

/** What stays web’s own. */
const byWeb = <At extends { db: unknown }>(context: At) => ({ ...context, db: at.web })

test('a company that switches the way off ends its logins, and is not acted for by one that came that way', async () => {
  const { first, second } = at.employers
  const personId = await colleague([first, second])
  const there = await logIn(personId, 'password')
  await chooseEmployer(byWeb(there), second)
  const theirs = await administrator(second)
  await expect(switchPasswordLogin(byWeb(boss), { employerId: second, isOn: false })).rejects.toEqual(refused('not_found'))
  await switchPasswordLogin(byWeb(theirs), { employerId: second, isOn: false })
  await expect(chooseEmployer(byWeb(there), first)).rejects.toEqual(refused('not_signed_in'))
  const again = await logIn(personId, 'passkey')
  await expect(chooseEmployer(byWeb(again), second)).rejects.toEqual(refused('not_allowed', 'password_login'))
  await chooseEmployer(byWeb(again), first)
  await chooseEmployer(byWeb(await logIn(personId)), second)
  await switchPasswordLogin(byWeb(theirs), { employerId: second, isOn: true })
})

test('web writes what people log in with by no statement of its own', async () => {
  for (const sql of [
    'UPDATE person SET username = NULL',
    'UPDATE person SET password_hash = NULL',
    'UPDATE person SET totp_secret = NULL',
    'DELETE FROM passkey',
    `INSERT INTO passkey (person_id, credential_id, public_key, counter, label) SELECT id, 'x', '', 0, 'x' FROM person`,
    'UPDATE login_link SET used_at = NULL',
    'SELECT token_hash FROM login_link',
    'SELECT secret FROM login_link',
    `SELECT own_login(gen_random_uuid())`,
  ])
    await expect(at.web.pool.query(sql)).rejects.toThrow('permission denied')
})
