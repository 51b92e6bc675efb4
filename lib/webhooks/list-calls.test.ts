// A company's calls, a page at a time.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { adminOf, FAILED_CALL, hook, makeEvents, type WebhooksFixture, webhooksFixture } from '#e2e/fixtures/webhooks.ts'
import { listCallPage } from './list-calls.ts'
import { recordCall } from './record-call.ts'

let at: WebhooksFixture
beforeAll(async () => {
  at = await webhooksFixture()
})
afterAll(() => at.drop())
beforeEach(() => at.clear())

const page = (after?: string, whose: 'first' | 'second' = 'first') =>
  listCallPage(adminOf(at, whose), { employerId: at[whose].employerId, after, limit: 10 })

test('pages hold each call once, the newest first, also those of one moment', async () => {
  await hook(at, { url: 'https://krok.exempel.se/a' })
  await makeEvents(at, 25)
  await at.queue()
  await at.owner.pool.query('UPDATE webhook_call SET created_at = $1', [new Date()])
  const first = await page()
  const second = await page(first.next ?? expect.fail())
  const third = await page(second.next ?? expect.fail())
  const ids = [first, second, third].map(({ calls }) => calls.map(({ callId }) => callId))
  expect(ids.map(({ length }) => length)).toEqual([10, 10, 5])
  expect(new Set(ids.flat()).size).toBe(25)
  expect(ids.flat()).toEqual(ids.flat().toSorted().toReversed())
  expect(third.next).toBeNull()
})

test('what is no call of the company leads to its first page; another company sees none', async () => {
  await hook(at, { url: 'https://krok.exempel.se/a' })
  await hook(at, { url: 'https://krok.exempel.se/b', whose: 'second' })
  await makeEvents(at, 2)
  await at.queue()
  const { calls } = await page()
  expect(await page(undefined, 'second')).toEqual({ calls: [], next: null, hasFailed: false })
  expect((await page(calls[0]?.callId, 'second')).calls).toEqual([])
  await makeEvents(at, 1, 'second')
  await at.queue()
  for (const after of [calls[0]?.callId, 'x', "'; --", '00000000-0000-4000-8000-000000000000'])
    expect((await page(after, 'second')).calls).toHaveLength(1)
})

test('one that failed is known on every page; two webhooks on one host are told apart, with no query', async () => {
  for (const path of ['a?nyckel=hemlig', 'b']) await hook(at, { url: `https://krok.exempel.se:8443/${path}` })
  await makeEvents(at, 6)
  await at.queue()
  const { calls, next, hasFailed } = await page()
  expect(new Set(calls.map(({ address }) => address))).toEqual(new Set(['krok.exempel.se:8443/a', 'krok.exempel.se:8443/b']))
  expect(JSON.stringify(calls)).not.toContain('hemlig')
  expect(hasFailed).toBe(false)
  await recordCall({ db: at.relay }, (await at.claim())[0] ?? expect.fail(), FAILED_CALL)
  expect([(await page()).hasFailed, (await page(next ?? expect.fail())).hasFailed]).toEqual([true, true])
  await at.owner.pool.query("UPDATE webhook_call SET tried_at = now() - interval '1 year'")
  expect((await page()).hasFailed).toBe(false)
})
