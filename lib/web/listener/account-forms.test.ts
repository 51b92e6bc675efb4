// The forms of Konto: who may send them, where they lead, and that what ends ends at once.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { logInBrowser, postForm, sendForm } from '#e2e/fixtures/forms.ts'
import { type WebFixture, webFixture } from '#e2e/fixtures/web.ts'
import { TestBrowser } from '#e2e/rehearsal/broker/test-browser.ts'
import { LIMITS } from '#lib/limits.ts'

const END = '/api/konto/inloggningar/avsluta'
const OTHERS = '/api/konto/inloggningar/avsluta-andra'
const LANGUAGE = '/api/konto/sprak'
let at: WebFixture
beforeAll(async () => {
  at = await webFixture()
})
afterAll(() => at.drop())

const sessionsOf = (personId: string) =>
  at.owner.prisma.loginSession.findMany({ where: { personId }, orderBy: { createdAt: 'asc' } })
const isIn = async (browser: TestBrowser) => {
  const answer = await fetch(new URL('/api/session', at.url), { headers: { cookie: browser.cookieHeader() } })
  return ((await answer.json()) as { signedIn: boolean }).signedIn
}

test('a login is ended from another browser, and all others', async () => {
  const { personId } = at.ombud
  const here = await logInBrowser(at, at.ombud)
  const before = (await sessionsOf(personId)).map(({ id }) => id)
  const phone = await logInBrowser(at, at.ombud)
  const second = (await sessionsOf(personId)).find(({ id }) => !before.includes(id))
  const office = await logInBrowser(at, at.ombud)
  expect(await sendForm(here, END, { id: second?.id ?? '' })).toBe('/konto?klart=avslutad')
  expect([await isIn(here), await isIn(phone), await isIn(office)]).toEqual([true, false, true])
  expect(await sendForm(here, END, { id: second?.id ?? '' })).toBe('/konto?fel=not_found&fall=session')
  const annas = await sessionsOf(at.first.anna.personId)
  for (const id of [annas[0]?.id ?? '', 'x', ''])
    expect(await sendForm(here, END, { id })).toBe('/konto?fel=not_found&fall=session')
  expect(await sendForm(here, OTHERS, {})).toBe('/konto?klart=andra')
  expect(await sendForm(here, OTHERS, {})).toBe('/konto?klart=inga-andra')
  expect([await isIn(here), await isIn(office)]).toEqual([true, false])
  expect(await sessionsOf(at.first.anna.personId)).toEqual(annas)
})

test('the language is one of two, and nobody’s without a login', async () => {
  const here = await logInBrowser(at, at.ombud)
  expect(await sendForm(here, LANGUAGE, { sprak: 'en' })).toBe('/konto?klart=sprak')
  expect(await sendForm(here, LANGUAGE, { sprak: 'da' })).toBe('/konto?fel=invalid')
  for (const path of [END, OTHERS, LANGUAGE])
    expect(await sendForm(new TestBrowser(at.url), path, { sprak: 'sv' })).toBe('/logga-in?fel=utgangen&next=%2Fkonto')
})

test('the export is a file for a fresh login alone; else the form leads to the login and back', async () => {
  const here = await logInBrowser(at, at.ombud)
  const answer = await postForm(here, '/api/konto/export', { fields: {} })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="kvittens-\d{4}-\d\d-\d\d\.json"$/)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(await answer.json()).toMatchObject({ person: { id: at.ombud.personId }, exportedAt: expect.any(String) })
  const long = new Date(Date.now() - (LIMITS.freshLoginMinutes + 1) * 60_000)
  await at.owner.prisma.loginSession.updateMany({ where: { personId: at.ombud.personId }, data: { provedAt: long } })
  expect(await sendForm(here, '/api/konto/export', {})).toBe('/logga-in?next=%2Fkonto%3Fifyllt%3D1')
  expect(await sendForm(new TestBrowser(at.url), '/api/konto/export', {})).toBe('/logga-in?fel=utgangen&next=%2Fkonto')
})

test('the account ends by its form, and the browser is logged out', async () => {
  const [here, elsewhere] = [await logInBrowser(at, at.ombud), await logInBrowser(at, at.ombud)]
  expect(await sendForm(here, '/api/konto/radera', { bekrafta: '' })).toBe('/konto/radera?fel=invalid&fall=erase_word')
  const answerTo = (bekrafta: string) => postForm(here, '/api/konto/radera', { fields: { bekrafta } })
  expect((await answerTo('radera')).headers.get('location')).toBe('/konto/radera?fel=conflict&fall=erase_staff')
  await at.owner.prisma.person.update({ where: { id: at.ombud.personId }, data: { support: false } })
  const answer = await answerTo('radera')
  expect(answer.headers.get('location')).toBe('/logga-in?klart=raderat')
  expect(answer.headers.getSetCookie().join()).toContain('kvittens=; Max-Age=0')
  expect(answer.headers.get('clear-site-data')).toBe('"storage"')
  expect([await isIn(here), await isIn(elsewhere)]).toEqual([false, false])
})

test('a company is left by who ticks that they mean it; another’s is not found, and its last administrator stays', async () => {
  const { first, second, owner } = at
  const members = (employerId: string) => owner.prisma.member.count({ where: { employerId, removedAt: null } })
  const [ours, theirs] = [await members(first.employerId), await members(second.employerId)]
  const here = await logInBrowser(at, { personId: first.anna.personId })
  const leave = (foretaget: string, sakert = 'ja') => sendForm(here, '/api/konto/lamna', { foretaget, sakert })
  expect(await leave(first.employerId, '')).toBe('/konto?fel=invalid&fall=leave_sure')
  for (const foretaget of [second.employerId, 'x', first.anna.personId])
    expect(await leave(foretaget)).toBe('/konto?fel=not_found&fall=member')
  const anna = { personId: first.anna.personId }
  await owner.prisma.member.updateMany({ where: anna, data: { role: 'administrator' } })
  expect(await leave(first.employerId)).toBe('/konto?fel=conflict&fall=last_administrator')
  expect(await members(first.employerId)).toBe(ours)
  await owner.prisma.member.updateMany({ where: anna, data: { role: 'handler' } })
  expect(await leave(first.employerId)).toBe('/konto?klart=lamnat')
  expect([await members(first.employerId), await members(second.employerId)]).toEqual([ours - 1, theirs])
  expect(await isIn(here)).toBe(true)
})
