// The inbox's own routes over real http: what a browser saves, and what it is told when it cannot.
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDelivery, sha256Of } from '#e2e/fixtures/delivery-files.ts'
import { type WebFixture, webFixture } from '#e2e/fixtures/web.ts'
import { findDelivery } from '#lib/deliveries/find-delivery.ts'
import { purgeDeliveries } from '#lib/deliveries/purge-deliveries.ts'
import type { Delivery } from '#prisma/generated/client.ts'

let at: WebFixture
let anna: string
let bo: string
beforeAll(async () => {
  at = await webFixture()
  anna = (await at.logIn(at.first.anna, at.first.employerId)).cookie
  bo = (await at.logIn(at.second.bo, at.second.employerId)).cookie
})
afterAll(() => at.drop())

const give = (name: string, content = randomBytes(1000), keepDays = 60) =>
  addDelivery(at, { employerId: at.first.employerId, name, content, keepDays })
const look = ({ employerId, id }: Delivery) =>
  findDelivery({ db: at.web, actor: at.ombud.actor, now: new Date() }, { employerId, id })
type Ask = { cookie?: string; method?: string; headers?: Record<string, string> }
const ask = (path: string, { cookie = anna, method = 'GET', headers = {} }: Ask = {}) =>
  fetch(`${at.url}${path}`, { method, redirect: 'manual', headers: { cookie, ...headers } })
const file = ({ id }: Delivery) => `/api/inkorg/${id}/fil`
const HTML = { accept: 'text/html' }
const FORM = () => ({ origin: at.url, 'sec-fetch-site': 'same-origin' })

test('a file is saved under its name, never shown, and counts as fetched by the person', async () => {
  const content = randomBytes(200_000)
  const kept = await give('beslut åäö “1”.html', content)
  const answer = await ask(file(kept), { headers: HTML })
  expect(answer.status).toBe(200)
  const saved = Buffer.from(await answer.arrayBuffer())
  expect(sha256Of(saved)).toBe(sha256Of(content))
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-length': '200000',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'cache-control': 'private, no-store',
    etag: `"${sha256Of(content)}"`,
  })
  const disposition = answer.headers.get('content-disposition') ?? ''
  expect(disposition).toMatch(/^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''/)
  expect(decodeURIComponent(disposition.split("''")[1] ?? '')).toBe(kept.name)
  expect(await look(kept)).toMatchObject({ status: 'hamtad', accesses: [{ kind: 'opened', person: 'Anna', way: 'browser' }] })
})

test('a download that broke off goes on, as the same opening', async () => {
  const content = randomBytes(150_000)
  const kept = await give('avbruten.bin', content)
  const first = await ask(file(kept), { headers: { range: 'bytes=0-99999' } })
  const etag = first.headers.get('etag') ?? ''
  const rest = await ask(file(kept), { headers: { range: 'bytes=100000-', 'if-range': etag } })
  expect([first.status, rest.status, rest.headers.get('content-range')]).toEqual([206, 206, 'bytes 100000-149999/150000'])
  expect(
    Buffer.concat([await first.arrayBuffer(), await rest.arrayBuffer()].map((part) => Buffer.from(part))).equals(content),
  ).toBe(true)
  expect((await look(kept)).accessCount).toBe(1)
})

test('another company’s person, and somebody who is not logged in, learn nothing of it', async () => {
  const kept = await give('hemlig.xml')
  const nobodys = '/api/inkorg/00000000-0000-4000-8000-000000000000'
  for (const [path, method, headers] of [
    [`/api/inkorg/${kept.id}`, 'POST', FORM()],
    [`/api/inkorg/${kept.id}/fil`, 'GET', {}],
    [`/api/inkorg/${kept.id}/fil`, 'HEAD', {}],
  ] as const) {
    const query = method === 'POST' ? '?kvittera=1' : ''
    const theirs = await ask(`${path}${query}`, { cookie: bo, method, headers })
    const none = await ask(`${path.replace(`/api/inkorg/${kept.id}`, nobodys)}${query}`, { cookie: bo, method, headers })
    expect([theirs.status, await theirs.text()]).toEqual([none.status, await none.text()])
    expect(theirs.status).toBe(404)
    expect((await ask(`${path}${query}`, { cookie: '', method, headers })).status).toBe(401)
  }
  for (const id of ['x', '..', `${kept.id}%00`, '%ff']) expect([400, 404]).toContain((await ask(`/api/inkorg/${id}/fil`)).status)
  expect(await look(kept)).toMatchObject({ status: 'ny', accesses: [] })
})

test('a browser that cannot have the file is led to its page, which says why', async () => {
  const kept = await give('gallrad.xml', randomBytes(10), 1)
  await purgeDeliveries({ db: at.relay, now: new Date(kept.purgeOn.getTime() + 1) }, { payloadDir: at.dir, relay: 'test' })
  const gone = await ask(file(kept), { headers: HTML })
  expect([gone.status, gone.headers.get('location')]).toEqual([303, `/inkorg/${kept.id}?fel=not_found&fall=purged`])
  const out = await ask(file(kept), { cookie: '', headers: HTML })
  expect(out.headers.get('location')).toContain('/logga-in?fel=utgangen')
})

test('another site can neither make somebody open a file nor acknowledge one', async () => {
  const kept = await give('andra.xml')
  expect((await ask(file(kept), { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403)
  for (const headers of [{}, { origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site', origin: at.url }])
    expect((await ask(`/api/inkorg/${kept.id}?kvittera=1`, { method: 'POST', headers })).status).toBe(403)
  expect(await look(kept)).toMatchObject({ status: 'ny', accesses: [] })
})

test('acknowledging is an act of its own: a form goes back to the page, a program gets JSON, and it may be said again', async () => {
  const kept = await give('att kvittera.xml')
  const acknowledge = (headers: Record<string, string> = {}) =>
    ask(`/api/inkorg/${kept.id}?kvittera=1`, { method: 'POST', headers: { ...FORM(), ...headers } })
  const early = await acknowledge(HTML)
  expect([early.status, early.headers.get('location')]).toEqual([303, `/inkorg/${kept.id}?fel=conflict&fall=not_fetched`])
  await (await ask(file(kept))).arrayBuffer()
  const done = await acknowledge(HTML)
  expect([done.status, done.headers.get('location')]).toEqual([303, `/inkorg/${kept.id}?klart=kvitterad`])
  const first = await (await acknowledge()).json()
  expect(first).toEqual({ id: kept.id, kvitterad: expect.any(String) })
  expect(await (await acknowledge()).json()).toEqual(first)
  expect((await ask(`/api/inkorg/${kept.id}`, { method: 'POST', headers: FORM() })).status).toBe(400)
  expect((await look(kept)).accesses.filter(({ kind }) => kind === 'acknowledged')).toMatchObject([
    { person: 'Anna', way: 'browser' },
  ])
})
