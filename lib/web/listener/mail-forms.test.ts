// The forms of a person's own address: which page they lead to, and what is typed again.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { logInBrowser, postForm, sendForm } from '#e2e/fixtures/forms.ts'
import { type WebFixture, webFixture } from '#e2e/fixtures/web.ts'
import { TestBrowser } from '#e2e/rehearsal/broker/test-browser.ts'
import { LIMITS } from '#lib/limits.ts'

const ASK = '/api/konto/epost'
const CONFIRM = '/api/konto/epost/kod'
let at: WebFixture
let browser: TestBrowser
beforeAll(async () => {
  at = await webFixture()
  browser = await logInBrowser(at, at.first.anna)
})
afterAll(() => at.drop())

const mails = () => at.owner.prisma.notice.findMany({ where: { kind: { startsWith: 'person-' } }, orderBy: { createdAt: 'asc' } })
const code = async () => String((await mails()).map(({ params }) => (params as { code: string }).code).at(-1))

test('the address is verified on any page, and what is refused leads back to it', async () => {
  const next = '/anslut/K7MQ-2XWH-9/1'
  expect(await sendForm(browser, ASK, { epost: 'anna', next })).toBe(`${next}?fel=invalid&fall=address`)
  expect(await sendForm(browser, ASK, { epost: 'anna@exempel.test', next: `${next}?fel=invalid` })).toBe(`${next}?klart=kod#kod`)
  expect((await mails()).map(({ params }) => params)).toMatchObject([{ path: next, language: 'sv' }])
  expect(await sendForm(browser, CONFIRM, { kod: '1', next })).toBe(`${next}?fel=invalid&fall=mail_code`)
  expect(await sendForm(browser, CONFIRM, { kod: await code(), next })).toBe(`${next}?klart=epost`)
  expect(await sendForm(browser, ASK, { epost: 'anna@exempel.test' })).toBe('/konto?klart=epost')
  expect(await sendForm(browser, CONFIRM, { kod: '000000', next: 'https://evil.example/' })).toBe(
    '/konto?fel=conflict&fall=mail_code',
  )
  expect(await sendForm(new TestBrowser(at.url), ASK, { epost: 'anna@exempel.test', next })).toBe(
    '/logga-in?fel=utgangen&next=%2Fkonto',
  )
})

test('a change asks for a fresh login, and the address as it was typed is kept for the page', async () => {
  const long = new Date(Date.now() - (LIMITS.freshLoginMinutes + 1) * 60_000)
  await at.owner.prisma.loginSession.updateMany({ data: { provedAt: long } })
  const answer = await postForm(browser, ASK, { fields: { epost: 'ny@exempel.test', next: '/anslut/K7MQ-2XWH-9/1' } })
  expect(answer.headers.get('location')).toBe('/logga-in?next=%2Fanslut%2FK7MQ-2XWH-9%2F1%3Fifyllt%3D1')
  expect(answer.headers.getSetCookie().join()).toMatch(/ifyllt=[\w-]{20,}; Path=\/anslut\/K7MQ-2XWH-9\/1;/)
  expect(await mails()).toHaveLength(1)
})
