// Calls that wait: whose turn it is, who makes them, and when they end.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { adminOf, FAILED_CALL, hook, makeEvents, type WebhooksFixture, webhooksFixture } from '#e2e/fixtures/webhooks.ts'
import { LIMITS } from '#lib/limits.ts'
import { removeWebhook } from './change-webhook.ts'
import { purgeCalls } from './purge-calls.ts'
import { type CallRecord, recordCall } from './record-call.ts'
import { replayCalls } from './replay-calls.ts'

let at: WebhooksFixture
beforeAll(async () => {
  at = await webhooksFixture()
})
afterAll(() => at.drop())
beforeEach(() => at.clear())

const URL_A = 'https://krok.exempel.se/a'
const first = () => ({ employerId: at.first.employerId })
const sql = (text: string, values: unknown[] = []) => at.owner.pool.query(text, values)

test('takes companies in turn and four of a webhook at once; one that fails has one try at a time, and rests', async () => {
  await hook(at, { url: URL_A })
  await makeEvents(at, 30)
  await at.queue()
  await hook(at, { url: URL_A, whose: 'second' })
  await makeEvents(at, 2, 'second')
  await at.queue()
  const taken = await at.claim(3)
  expect(new Set(taken.map(({ employerId }) => employerId)).size).toBe(2)
  const rest = await at.claim(100)
  const mine = [...taken, ...rest].filter(({ employerId }) => employerId === at.first.employerId)
  expect([mine.length, taken.length + rest.length, await at.claim()]).toEqual([4, 6, []])
  const [one, two, three, four] = mine
  await recordCall({ db: at.relay }, one ?? expect.fail(), FAILED_CALL)
  expect(await at.claim()).toEqual([])
  await sql('UPDATE webhook SET rests_until = now()')
  // Three of the four are still under way: no more than one may be.
  expect(await at.claim()).toEqual([])
  for (const call of [two, three, four]) await recordCall({ db: at.relay }, call ?? expect.fail(), { ...FAILED_CALL, againMs: 1 })
  await sql('UPDATE webhook SET rests_until = now()')
  const [trial, ...more] = await at.claim()
  expect([trial?.failures, more]).toEqual([4, []])
  await recordCall({ db: at.relay }, trial ?? expect.fail(), FAILED_CALL)
  // It rests, with calls that are due.
  expect(await at.claim()).toEqual([])
  await sql('UPDATE webhook SET rests_until = now()')
  const [second] = await at.claim()
  await recordCall({ db: at.relay }, second ?? expect.fail(), { kind: 'taken', status: 204 })
  expect((await at.claim()).length).toBe(4)
  expect(await at.owner.prisma.webhook.findFirstOrThrow({ where: first() })).toMatchObject({ failures: 0, failingSince: null })
})

test('several relays at once claim each call once', async () => {
  for (const n of [1, 2, 3, 4, 5]) await hook(at, { url: `https://krok.exempel.se/${n}` })
  await makeEvents(at, 10)
  await at.queue()
  const claims = (await Promise.all(Array.from({ length: 8 }, () => at.claim(3)))).flat()
  expect(new Set(claims.map(({ callId }) => callId)).size).toBe(claims.length)
  const all = [...claims, ...(await at.claim())]
  // So many of a company at once, and so many of a webhook.
  expect(all.length).toBe(8)
  const perWebhook = Map.groupBy(all, ({ webhookId }) => webhookId)
  expect(Math.max(...[...perWebhook.values()].map(({ length }) => length))).toBeLessThanOrEqual(4)
})

test('a relay that died leaves its call to another, and its word counts no more', async () => {
  await hook(at, { url: URL_A })
  await makeEvents(at, 1)
  await at.queue()
  const [dead] = await at.claim()
  expect(await at.claim()).toEqual([])
  await sql(`UPDATE webhook_call SET lease_until = now(), next_attempt_at = now()`)
  const [alive] = await at.claim()
  expect([alive?.callId, alive?.attempt, alive?.body]).toEqual([dead?.callId, 2, dead?.body])
  await recordCall({ db: at.relay }, dead ?? expect.fail(), { kind: 'taken', status: 200 })
  expect(await at.seen()).toMatchObject([{ state: { kind: 'waiting' }, mayReplay: false }])
  await recordCall({ db: at.relay }, alive ?? expect.fail(), { kind: 'taken', status: 200 })
  expect(await at.seen()).toMatchObject([{ state: { kind: 'taken' }, attempts: 2, lastStatus: 200, lastCode: null }])
})

test('is said to be tried when it may be at the earliest, and never at a time that has passed', async () => {
  const { webhookId } = await hook(at, { url: URL_A })
  await makeEvents(at, 1)
  await at.queue()
  const next = async () => (await at.seen()).map(({ state }) => (state.kind === 'waiting' ? state.next : state.kind))
  await sql(`UPDATE webhook_call SET next_attempt_at = now() - interval '1 hour'`)
  expect(await next()).toEqual([null])
  await sql(`UPDATE webhook SET rests_until = '2999-01-01T00:00Z' WHERE id = $1`, [webhookId])
  expect(await next()).toEqual([new Date('2999-01-01T00:00Z')])
})

test('is given up after its days, at once when it is gone, and what waited behind others by housekeeping', async () => {
  await hook(at, { url: URL_A })
  await makeEvents(at, 4)
  await at.queue()
  const [old, gone, young] = await at.claim(3)
  const days = `now() - make_interval(days => ${LIMITS.webhookDays}) + interval '30 seconds'`
  await sql(`UPDATE webhook_call SET due_since = ${days} WHERE id = $1`, [old?.callId])
  await recordCall({ db: at.relay }, old ?? expect.fail(), FAILED_CALL)
  await recordCall({ db: at.relay }, gone ?? expect.fail(), { ...FAILED_CALL, status: 410, code: 'gone', isGone: true })
  await recordCall({ db: at.relay }, young ?? expect.fail(), FAILED_CALL)
  const stateOf = async (id: string | undefined) => (await at.seen()).find(({ callId }) => callId === id)
  expect(await stateOf(old?.callId)).toMatchObject({ state: { kind: 'given-up' }, lastCode: 'refused', lastStatus: 500 })
  expect(await stateOf(gone?.callId)).toMatchObject({ state: { kind: 'given-up' }, lastCode: 'gone' })
  expect(await stateOf(young?.callId)).toMatchObject({ state: { kind: 'waiting' } })
  await sql(`UPDATE webhook_call SET due_since = due_since - make_interval(days => ${LIMITS.webhookDays}) WHERE attempts = 0`)
  await purgeCalls({ db: at.relay })
  expect((await at.seen()).filter(({ lastCode }) => lastCode === 'not-tried')).toMatchObject([{ state: { kind: 'given-up' } }])
})

test('is sent once more from the log, one or all that failed lately, with the same id and body', async () => {
  const { webhookId } = await hook(at, { url: URL_A })
  await makeEvents(at, 3)
  await at.queue()
  const calls = await at.claim(3)
  const [taken, gone, waits] = calls
  await recordCall({ db: at.relay }, taken ?? expect.fail(), { kind: 'taken', status: 200 })
  await recordCall({ db: at.relay }, gone ?? expect.fail(), { ...FAILED_CALL, isGone: true })
  await recordCall({ db: at.relay }, waits ?? expect.fail(), FAILED_CALL)
  expect(await at.claim()).toEqual([])
  expect(await replayCalls(adminOf(at), { ...first(), which: { callId: taken?.callId ?? '' } })).toBe(1)
  const [again] = await at.claim()
  expect([again?.callId, again?.body, again?.attempt]).toEqual([taken?.callId, taken?.body, 2])
  // Not while it is under way.
  await expect(replayCalls(adminOf(at), { ...first(), which: { callId: taken?.callId ?? '' } })).rejects.toMatchObject({
    code: 'not_found',
  })
  await recordCall({ db: at.relay }, again ?? expect.fail(), { kind: 'taken', status: 200 })
  await sql(`UPDATE webhook SET failures = 1, failing_since = now(), rests_until = now() + interval '1 hour' WHERE id = $1`, [
    webhookId,
  ])
  expect(await replayCalls(adminOf(at), { ...first(), which: 'failed' })).toBe(2)
  const [trial] = await at.claim()
  expect([gone?.callId, waits?.callId]).toContain(trial?.callId)
  await sql(
    `UPDATE webhook_call SET lease_until = NULL, tried_at = now() - interval '2 days', given_up_at = NULL WHERE taken_at IS NULL`,
  )
  expect(await replayCalls(adminOf(at), { ...first(), which: 'failed' })).toBe(0)
})

test('is forgotten a while after its end, and a webhook that was removed with its last call', async () => {
  const { webhookId } = await hook(at, { url: URL_A })
  await makeEvents(at, 2)
  await at.queue()
  const [one] = await at.claim(1)
  await recordCall({ db: at.relay }, one ?? expect.fail(), { kind: 'taken', status: 200 })
  await sql(
    `UPDATE webhook_call SET taken_at = now() - make_interval(days => ${LIMITS.webhookLogDays}, mins => -1) WHERE taken_at IS NOT NULL`,
  )
  expect(await purgeCalls({ db: at.relay })).toBe(0)
  await sql(`UPDATE webhook_call SET taken_at = taken_at - interval '2 minutes' WHERE taken_at IS NOT NULL`)
  expect(await purgeCalls({ db: at.relay })).toBe(1)
  await removeWebhook(adminOf(at), { ...first(), webhookId })
  await purgeCalls({ db: at.relay })
  expect(await at.owner.prisma.webhook.count()).toBe(1)
  await sql(`UPDATE webhook_call SET given_up_at = now() - interval '1 year'`)
  await purgeCalls({ db: at.relay })
  expect([await at.calls(), await at.owner.prisma.webhook.count()]).toEqual([[], 0])
})

test.each<[string, CallRecord]>([
  ['fail', FAILED_CALL],
  ['are taken', { kind: 'taken', status: 204 }],
])(
  'a webhook that is removed while its calls %s and are sent once more: nobody stops another, and none waits then',
  async (_, record) => {
    for (let round = 0; round < 12; round++) {
      const { webhookId } = await hook(at, { url: URL_A })
      await makeEvents(at, 4)
      await at.queue()
      await sql(`UPDATE webhook SET failures = 1, failing_since = now()`)
      await sql(`UPDATE webhook_call SET attempts = 1, tried_at = now()`)
      const [once, ...calls] = await at.calls()
      if (!once) throw new Error('no call')
      await sql(`UPDATE webhook_call SET lease_until = now() + interval '1 minute' WHERE id <> $1`, [once.id])
      await Promise.all([
        ...calls.map(({ id }) => recordCall({ db: at.relay }, { callId: id, attempt: 1 }, record)),
        replayCalls(adminOf(at), { ...first(), which: 'failed' }),
        removeWebhook(adminOf(at), { ...first(), webhookId }),
      ])
      expect((await at.calls()).every(({ nextAttemptAt }) => nextAttemptAt === null)).toBe(true)
      await sql('DELETE FROM webhook_call')
    }
  },
)
