// The form of what FK said, and the fresh login that it asks for.

import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { logInBrowser, postForm, sendForm } from '#e2e/fixtures/forms.ts'
import { CODE_SECRET, freshCode } from '#e2e/fixtures/one-time-code.ts'
import { orderFor } from '#e2e/fixtures/submissions.ts'
import { addLogin } from '#e2e/fixtures/test-login.ts'
import { type WebFixture, webFixture } from '#e2e/fixtures/web.ts'
import type { TestBrowser } from '#e2e/rehearsal/broker/test-browser.ts'
import { readSession } from '#lib/access/read-session.ts'
import { setPassword } from '#lib/access/set-password.ts'
import { stockholmTime } from '#lib/calendar.ts'
import { LIMITS } from '#lib/limits.ts'
import { submitFile } from '#lib/submissions/submit-file.ts'
import { againPage } from '#lib/web/forms/after-login.ts'
import { FIELDS_COOKIE, openFields } from '#lib/web/forms/kept-fields.ts'

const LOGIN = '/api/logga-in/losenord'
const PASSWORD = 'fyra trötta älgar går hem'
const MINUTE = 60_000

let at: WebFixture
let anna: TestBrowser
let reference = ''
beforeAll(async () => {
  at = await webFixture({ PASSWORD_LOGIN: 'on' })
  const set = { password: PASSWORD, totpSecret: CODE_SECRET, pepper: at.keeper.env.PERSON_KEY }
  await setPassword({ db: at.owner }, { personId: at.first.anna.personId, username: 'anna', ...set })
  await setPassword({ db: at.owner }, { personId: at.second.bo.personId, username: 'bo', ...set })
})
beforeEach(async () => {
  await at.owner.prisma.loginDelay.deleteMany()
  anna = await logInBrowser(at, at.first.anna)
  reference = await unknown()
})
afterAll(() => at.drop())

async function unknown(): Promise<string> {
  const { employerId, anna: who } = at.first
  const [order, file, now] = [orderFor(employerId), await at.file(employerId, randomBytes(99)), new Date()]
  // The fixture's own login has ended with the password that was set.
  await at.owner.prisma.loginSession.deleteMany({ where: { id: who.personId } })
  await addLogin(at.owner, who.personId, { id: who.personId })
  const when = new Date(now.getTime() - 10 * MINUTE)
  const { submission } = await submitFile({ db: at.web, actor: who.actor, now: when }, { order, file })
  const data = { nextAttemptAt: null, heldAt: when, heldReason: 'unknown', unknownAt: when, attemptCount: 1 }
  await at.owner.prisma.submission.update({ where: { id: submission.id }, data })
  return submission.reference
}

const [day = '', clock = ''] = stockholmTime(new Date(Date.now() - MINUTE)).split('T')
const ANSWER = { besked: 'har', kvittensid: '', dag: day, klockslag: clock.slice(0, 5).replace(':', '.'), satt: 'telefon' }
const path = () => `/api/inlamningar/${reference}/besked`
const page = () => `/inlamningar/${reference}`
const send = (fields: Record<string, string>, browser = anna) => sendForm(browser, path(), { ...ANSWER, ...fields })
const row = () => at.owner.prisma.submission.findUniqueOrThrow({ where: { reference } })
const sessionOf = (browser: TestBrowser) => readSession({ db: at.web }, browser.cookieHeader())

/** Logged in so long ago that it counts no more. */
async function ages(browser: TestBrowser): Promise<void> {
  const { sessionId: id } = (await sessionOf(browser)) ?? { sessionId: '' }
  const provedAt = new Date(Date.now() - (LIMITS.freshLoginMinutes + 1) * MINUTE)
  await at.owner.prisma.loginSession.update({ where: { id }, data: { provedAt } })
}

const keptBy = (browser: TestBrowser) => new RegExp(`${FIELDS_COOKIE}=([^;]+)`).exec(browser.cookieHeader())?.[1] ?? ''

/** What the form's page would fill in again. */
async function filledIn(browser: TestBrowser, value = keptBy(browser)) {
  const session = (await sessionOf(browser)) ?? undefined
  return openFields({ secret: at.parts.env.SESSION_SECRET, page: page(), session, now: new Date() }, value)?.fields
}

test('enters what FK said, and says so on the page', async () => {
  expect(await send({ kvittensid: 'FK-form-1' })).toBe(`${page()}?klart=besked`)
  expect(await row()).toMatchObject({ settledAs: 'has', settledHow: 'phone', settledName: 'Anna', kvittensId: 'FK-form-1' })
})

test.each([
  ['besked', '', 'settlement'],
  ['dag', '2026-02-30', 'told_at'],
  ['klockslag', 'efter lunch', 'told_at'],
  ['dag', '2020-01-01', 'told_before'],
  ['dag', '2999-01-01', 'told_later'],
  ['satt', 'drömt', 'told_how'],
  ['kvittensid', 'två ord', 'kvittens_id'],
])('%s "%s" is refused as %s, and what was typed is kept', async (field, value, reason) => {
  expect(await send({ [field]: value })).toBe(`${page()}?fel=invalid&fall=${reason}`)
  expect(await filledIn(anna)).toEqual(
    Object.fromEntries(Object.entries({ ...ANSWER, [field]: value }).filter(([, text]) => text)),
  )
  expect((await row()).settledAt).toBeNull()
})

test.each(['%E0%A4%A', '%00', 'x%2Fy'])(
  'a reference that is none (%s) is not found, by the company and by support',
  async (odd) => {
    const olle = await logInBrowser(at, at.ombud)
    expect(await sendForm(anna, `/api/inlamningar/${odd}/besked`, ANSWER)).toContain('fel=not_found&fall=submission')
    expect(await sendForm(olle, `/api/support/${odd}/besked`, ANSWER)).toContain('fel=not_found&fall=submission')
  },
)

test('asks for a fresh login, after which the same login is at the filled form', async () => {
  await ages(anna)
  const before = await sessionOf(anna)
  const cookie = anna.cookieHeader()
  const next = againPage(page())
  expect(await send({ kvittensid: 'FK-form-2' })).toBe(`/logga-in?${new URLSearchParams({ next })}`)
  expect((await row()).settledAt).toBeNull()
  expect(await sendForm(anna, LOGIN, { username: 'anna', password: 'gissning', totp: '000000', next })).toBe(
    `/logga-in?${new URLSearchParams({ fel: 'fel', next })}`,
  )
  expect(await at.owner.prisma.loginDelay.count({ where: { key: { startsWith: 'account:' }, failures: 1 } })).toBe(1)
  // A browser keeps it for the form's page alone, where the login's own form does not reach it.
  expect(await send({ kvittensid: 'FK-form-2' })).toContain('/logga-in')
  const kept = keptBy(anna)
  expect(
    await sendForm(anna, LOGIN, { username: 'anna', password: PASSWORD, totp: await freshCode(at.owner, 'anna'), next }),
  ).toBe(next)
  expect(await sessionOf(anna)).toMatchObject({ sessionId: before?.sessionId, employerId: before?.employerId })
  // Under a new token: the old one opens nothing.
  expect(await readSession({ db: at.web }, cookie)).toBeNull()
  expect(await filledIn(anna, kept)).toMatchObject({ kvittensid: 'FK-form-2', besked: 'har' })
  expect(await send({ kvittensid: 'FK-form-2' })).toBe(`${page()}?klart=besked`)
})

test('somebody else who logs in there has a login of their own, and sees nothing of what was typed', async () => {
  await ages(anna)
  await send({ kvittensid: 'FK-form-3' })
  const kept = keptBy(anna)
  expect(kept).not.toBe('')
  await sendForm(anna, LOGIN, {
    username: 'bo',
    password: PASSWORD,
    totp: await freshCode(at.owner, 'bo'),
    next: againPage(page()),
  })
  expect(await sessionOf(anna)).toMatchObject({ name: 'Bo' })
  expect(await filledIn(anna, kept)).toBeUndefined()
  expect((await postForm(anna, path(), { fields: ANSWER })).headers.get('location')).toBe(
    `${page()}?fel=not_found&fall=submission`,
  )
  expect((await row()).settledAt).toBeNull()
})

test('support enters it for a company, and nobody else by that way', async () => {
  const support = `/api/support/${reference}/besked`
  expect((await postForm(anna, support, { fields: ANSWER })).status).toBe(404)
  const olle = await logInBrowser(at, at.ombud)
  await ages(olle)
  const next = `/support?fraga=${reference}&ifyllt=1`
  expect(await sendForm(olle, support, ANSWER)).toBe(`/logga-in?${new URLSearchParams({ next })}`)
  const fresh = await logInBrowser(at, at.ombud)
  expect(await sendForm(fresh, support, { ...ANSWER, satt: '' })).toBe(`/support?fraga=${reference}&fel=invalid&fall=told_how`)
  expect(await sendForm(fresh, support, ANSWER)).toBe(`/support?fraga=${reference}&klart=besked`)
  expect(await row()).toMatchObject({ settledName: 'Supporten' })
})
