// The plain forms of webhooks: where they lead, what they leave, and the one answer that shows a secret.
import type { IncomingMessage } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { logInBrowser, postForm, sendForm } from '#e2e/fixtures/forms.ts'
import { type WebFixture, webFixture } from '#e2e/fixtures/web.ts'
import { hook, letAdminister, makeEvents } from '#e2e/fixtures/webhooks.ts'
import type { TestBrowser } from '#e2e/rehearsal/broker/test-browser.ts'
import { SHOWN_HEADER } from '#lib/web/forms/shown-once.ts'
import { openSecret } from '#lib/webhooks/webhook-secret.ts'
import { WEBHOOK_TYPES } from '#lib/webhooks/webhook-types.ts'
import { FIELDS_COOKIE } from '../forms/kept-fields.ts'

const ADD = '/api/foretaget/webhook'
const PAGE = '/foretaget/aviseringar'
const ADDRESS = 'https://krok.exempel.se/a?nyckel=hemlig'

let at: WebFixture
let anna: TestBrowser
/** What Next was asked for. */
let asked: { method: string; url: string; shown: string | undefined }[] = []
beforeAll(async () => {
  at = await webFixture({ WEBHOOK_ALLOW: 'public' })
  at.parts.pages = async (request: IncomingMessage, response) => {
    const { method = '', url = '', headers } = request
    const shown = headers[SHOWN_HEADER]
    asked.push({ method, url, shown: typeof shown === 'string' ? shown : undefined })
    response.writeHead(200).end('sidan')
  }
  await letAdminister(at)
  anna = await logInBrowser(at, at.first.anna)
})
afterAll(() => at.drop())
beforeEach(async () => {
  asked = []
  await at.owner.pool.query('DELETE FROM webhook_call; DELETE FROM webhook; DELETE FROM event')
})

const all = Object.fromEntries(WEBHOOK_TYPES.map((type) => [type, 'ja']))
const add = (fields: Record<string, string> = {}, browser = anna) =>
  postForm(browser, ADD, { fields: { adress: ADDRESS, ...all, ...fields } })
const row = () => at.owner.prisma.webhook.findFirstOrThrow()

test('the answer to one that is added is the page with its secret, which stands nowhere else', async () => {
  const answer = await add()
  expect([answer.status, await answer.text()]).toEqual([200, 'sidan'])
  const [page] = asked
  expect(page).toEqual({
    method: 'GET',
    url: `${PAGE}/hemlighet`,
    shown: expect.stringMatching(/^krok\.exempel\.se whsec_\S{44}$/),
  })
  expect(`krok.exempel.se ${await openSecret((await row()).secret, at.identity)}`).toBe(page?.shown)
  expect(JSON.stringify([...answer.headers])).not.toContain('whsec_')
  expect(answer.headers.get('cache-control')).toContain('no-store')
  // Sent once more, as by "reload": the company has it already.
  expect((await add()).headers.get('location')).toBe(`${PAGE}?fel=conflict&fall=webhook_exists`)
})

test('no client makes a page show what it sends', async () => {
  const headers = { ...Object.fromEntries(anna.get(`${at.url}${PAGE}/hemlighet`).headers), [SHOWN_HEADER]: 'ond.se whsec_x' }
  await fetch(`${at.url}${PAGE}/hemlighet`, { headers })
  await postForm(anna, ADD, { fields: { adress: ADDRESS, 'inkorg.ny': 'ja' }, headers: { [SHOWN_HEADER]: 'ond.se whsec_x' } })
  expect(asked.map(({ shown }) => shown?.split(' ')[0])).toEqual([undefined, 'krok.exempel.se'])
})

test('the address of such an answer, asked for by itself, is the page without a secret', async () => {
  for (const path of [ADD, `${ADD}/hemlighet`]) {
    const answer = await fetch(anna.get(`${at.url}${path}`), { redirect: 'manual' })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${PAGE}/hemlighet`])
  }
  expect(asked).toEqual([])
})

test('what was typed stays when it is refused, and stands in no address', async () => {
  const answer = await add({ adress: 'http://krok.exempel.se/hemlig' })
  expect(answer.headers.get('location')).toBe(`${PAGE}?fel=invalid&fall=webhook_https`)
  expect(answer.headers.get('set-cookie')).toContain(FIELDS_COOKIE)
  expect(await at.owner.prisma.webhook.count()).toBe(0)
  expect((await add({ adress: 'https://127.0.0.1/' })).headers.get('location')).toBe(`${PAGE}?fel=invalid&fall=webhook_private`)
  expect(await sendForm(anna, ADD, { adress: ADDRESS })).toBe(`${PAGE}?fel=invalid&fall=webhook_types`)
})

test('each form does what it says', async () => {
  await add()
  const { id } = await row()
  expect(await sendForm(anna, `${ADD}/handelser`, { id, 'inkorg.ny': 'ja' })).toBe(`${PAGE}?klart=webhook`)
  expect((await row()).events).toEqual(['inkorg.ny'])
  asked = []
  expect((await postForm(anna, `${ADD}/hemlighet`, { fields: { id } })).status).toBe(200)
  expect(asked[0]?.shown).toBe(`krok.exempel.se ${await openSecret((await row()).secret, at.identity)}`)
  expect(await sendForm(anna, `${ADD}/hemlighet`, { id })).toBe(`${PAGE}?fel=conflict&fall=webhook_secret_changing`)
  expect(await sendForm(anna, `${ADD}/avsluta`, { id })).toBe(`${PAGE}?klart=webhook-hemlighet`)
  expect((await row()).previousSecret).toBeNull()
  const event = await eventOf()
  const { id: callId } = await at.owner.prisma.webhookCall.create({
    data: {
      employerId: at.first.employerId,
      webhookId: id,
      eventId: event,
      type: 'inkorg.ny',
      body: '{}',
      attempts: 1,
      givenUpAt: new Date(),
    },
  })
  expect(await sendForm(anna, `${ADD}/igen`, { id: callId })).toBe(`${PAGE}?klart=webhook-igen`)
  expect((await at.owner.prisma.webhookCall.findFirstOrThrow()).nextAttemptAt).not.toBeNull()
  expect(await sendForm(anna, `${ADD}/igen`, { alla: 'ja' })).toBe(`${PAGE}?klart=webhook-igen`)
  expect(await sendForm(anna, `${ADD}/ta-bort`, { id })).toBe(`${PAGE}?klart=webhook-borttagen`)
  expect((await row()).removedAt).not.toBeNull()
})

async function eventOf(): Promise<string> {
  await makeEvents(at, 1)
  return (await at.owner.prisma.event.findFirstOrThrow()).id
}

test('a login that is not fresh leads to another and back; an id that is none is not found', async () => {
  await at.owner.prisma.loginSession.updateMany({ data: { provedAt: new Date(0) } })
  const next = `${PAGE}?ifyllt=1`
  expect((await add()).headers.get('location')).toBe(`/logga-in?${new URLSearchParams({ next })}`)
  await at.owner.prisma.loginSession.updateMany({ data: { provedAt: new Date() } })
  for (const form of ['hemlighet', 'avsluta', 'ta-bort'])
    expect(await sendForm(anna, `${ADD}/${form}`, { id: "x' OR 1=1" })).toBe(`${PAGE}?fel=not_found&fall=webhook`)
  expect(await sendForm(anna, `${ADD}/igen`, { id: 'nej' })).toBe(`${PAGE}?fel=not_found&fall=webhook_call`)
  expect(asked).toEqual([])
})

test('another company’s administrator, a handler and a foreign page get nowhere', async () => {
  const { webhookId: id } = await hook(at, { url: ADDRESS })
  const bo = await logInBrowser(at, at.second.bo)
  const olle = await logInBrowser(at, { personId: at.ombud.personId, employerId: at.first.employerId })
  for (const form of ['handelser', 'hemlighet', 'avsluta', 'ta-bort']) {
    expect(await sendForm(bo, `${ADD}/${form}`, { id, ...all })).toBe(`${PAGE}?fel=not_found&fall=webhook`)
    expect(await sendForm(olle, `${ADD}/${form}`, { id, ...all })).toBe(`${PAGE}?fel=not_allowed&fall=administrator`)
  }
  expect((await add({ foretag: at.second.employerId })).headers.get('location')).toBe(`${PAGE}?fel=conflict&fall=other_employer`)
  const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  expect((await postForm(anna, ADD, { fields: { adress: ADDRESS, ...all }, headers: evil })).status).toBe(403)
  expect([asked, await at.owner.prisma.webhook.count()]).toEqual([[], 1])
})
