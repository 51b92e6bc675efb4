// The operator's desk by its forms, as a browser without JavaScript sends them.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LoggedInPerson, logInPerson, type SignedApplication, signedApplication } from '#e2e/fixtures/applications.ts'
import { logInBrowser, postForm, sendForm } from '#e2e/fixtures/forms.ts'
import { type WebFixture, webFixture } from '#e2e/fixtures/web.ts'
import type { TestBrowser } from '#e2e/rehearsal/broker/test-browser.ts'
import { FIELDS_COOKIE } from '#lib/web/forms/kept-fields.ts'

let at: WebFixture
let hanna: LoggedInPerson
let goran: TestBrowser
let ivar: TestBrowser
let other: TestBrowser
let turn = 0

beforeAll(async () => {
  at = await webFixture()
  hanna = await logInPerson(at.owner, 'Hanna Berg')
  const operator = async (name: string) => {
    const browser = await logInBrowser(at, await logInPerson(at.owner, name, true))
    await at.owner.prisma.loginSession.updateMany({ data: { provedAt: new Date() } })
    return browser
  }
  goran = await operator('Göran Lind')
  ivar = await operator('Ivar Falk')
  other = await logInBrowser(at, hanna)
})
afterAll(() => at.drop())

const apply = (more: object = {}) =>
  signedApplication(at.owner, { orgnr: `1655990${78_000 + turn++}`, applicant: hanna, ...more })
const desk = ({ reference }: SignedApplication, what = '') => `/api/drift/anslutningar/${reference}${what}`
const page = ({ reference }: SignedApplication) => `/drift/anslutningar/${reference}`
const seen = ({ applicationId: id, version, digest }: SignedApplication) => ({ id, version: String(version), digest })
const decide = (it: SignedApplication, fields: Record<string, string>, browser = goran) =>
  sendForm(browser, desk(it, '/beslut'), { ...seen(it), ...fields })
const stateOf = async ({ applicationId }: SignedApplication) =>
  (await at.owner.prisma.application.findUniqueOrThrow({ where: { id: applicationId } })).state

test('a decision leads back to the application, one without a reason too, with what was chosen kept', async () => {
  const it = await apply()
  expect(await decide(it, { beslut: 'granska' })).toBe(`${page(it)}?klart=granska`)
  expect(await decide(it, { beslut: 'avsla', skal: ' ' })).toBe(`${page(it)}?fel=invalid&fall=decision_reason`)
  expect(goran.cookieHeader()).toContain(FIELDS_COOKIE)
  expect(await stateOf(it)).toBe('reviewing')
  expect(await decide(it, { beslut: 'avsla', skal: 'Fel firma.' })).toBe(`${page(it)}?klart=avslagen`)
  expect(await stateOf(it)).toBe('declined')
  expect(await decide(it, { beslut: 'komplettera', skal: 'x' })).toBe(`${page(it)}?fel=conflict&fall=application_decided`)
})

test('an application whose signatures do not hold at this portal is not approved', async () => {
  const it = await apply()
  expect(await decide(it, { beslut: 'godkann' })).toBe(`${page(it)}?fel=conflict&fall=signature_unverified`)
  expect(await stateOf(it)).toBe('submitted')
  const paper = await apply({ way: 'paper' })
  expect(await decide(paper, { beslut: 'godkann' })).toBe(`${page(paper)}?klart=andra`)
  expect(await decide(paper, { beslut: 'godkann' }, ivar)).toBe(`${page(paper)}?klart=senare`)
})

test('who is no operator finds none of it, and an old login is sent to a fresh one', async () => {
  const it = await apply()
  const answer = await postForm(other, desk(it, '/beslut'), { fields: { ...seen(it), beslut: 'granska' } })
  expect(answer.status).toBe(404)
  await at.owner.prisma.loginSession.updateMany({ data: { provedAt: new Date(0) } })
  expect(await decide(it, { beslut: 'avsla', skal: 'Fel firma.' })).toMatch(/^\/logga-in\?next=/)
  await at.owner.prisma.loginSession.updateMany({ data: { provedAt: new Date() } })
  expect(await stateOf(it)).toBe('submitted')
})

test('a form on paper: opened, sent with its picture, confirmed by another, and given out as an attachment', async () => {
  const it = await apply({ state: 'signing', unsigned: ['administrator:0'] })
  const open = (kod: string) => sendForm(goran, '/api/drift/anslutningar/papper', { referens: it.reference, kod })
  expect(await open('0'.repeat(16))).toBe('/drift/anslutningar?fel=not_found&fall=paper')
  expect(await open(it.digest.slice(0, 16))).toBe(page(it))
  const where = { applicationId: it.applicationId, answer: null }
  const { id: partyId } = await at.owner.prisma.applicationParty.findFirstOrThrow({ where })
  const send = async (content: string, ticks: Record<string, string>) => {
    const body = new FormData()
    for (const [name, text] of Object.entries({ ...seen(it), ...ticks })) body.set(name, text)
    body.set('fil', new File([content], 'blankett.pdf'))
    const headers = { cookie: goran.cookieHeader(), origin: at.url, accept: 'text/html' }
    return fetch(`${at.url}${desk(it, '/papper')}`, { method: 'POST', body, headers, redirect: 'manual' })
  }
  const leads = async (sent: Promise<Response>) => (await sent).headers.get('location')
  expect(await leads(send('%PDF-1.7', {}))).toBe(`${page(it)}?fel=invalid&fall=paper_signers`)
  expect(await leads(send('<html>', { [`part-${partyId}`]: 'ja' }))).toBe(`${page(it)}?fel=unsupported&fall=paper`)
  expect(await leads(send('%PDF-1.7', { [`part-${partyId}`]: 'ja' }))).toBe(`${page(it)}?klart=inskriven`)
  const entry = await at.owner.prisma.applicationDecision.findFirstOrThrow({
    where: { applicationId: it.applicationId, decision: 'paper' },
  })
  const confirm = (browser: TestBrowser) => sendForm(browser, desk(it, '/papper/bekrafta'), { ...seen(it), blankett: entry.id })
  expect(await confirm(goran)).toBe(`${page(it)}?fel=conflict&fall=same_operator`)
  expect(await confirm(ivar)).toBe(`${page(it)}?klart=bekraftad`)
  expect(await stateOf(it)).toBe('submitted')
  const get = (browser: TestBrowser, headers = {}) =>
    fetch(`${at.url}${desk(it, `/fil/${entry.fileId}`)}`, { headers: { cookie: browser.cookieHeader(), ...headers } })
  const file = await get(ivar)
  expect([file.status, await file.text()]).toEqual([200, '%PDF-1.7'])
  expect(file.headers.get('content-disposition')).toBe('attachment; filename=blankett.pdf')
  expect(file.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
  expect((await get(other)).status).toBe(404)
  expect((await get(ivar, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
})
