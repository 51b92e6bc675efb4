// Webhooks as an administrator sets them up.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { holdCommits } from '#e2e/fixtures/held-commit.ts'
import { adminOf, FAILED_CALL, hook, makeEvents, type WebhooksFixture, webhooksFixture } from '#e2e/fixtures/webhooks.ts'
import { LIMITS } from '#lib/limits.ts'
import { addWebhook } from './add-webhook.ts'
import { changeWebhookSecret, changeWebhookTypes, endPreviousSecret, removeWebhook } from './change-webhook.ts'
import { listWebhooks } from './list-webhooks.ts'
import { purgeCalls } from './purge-calls.ts'
import { recordCall } from './record-call.ts'
import { replayCalls } from './replay-calls.ts'
import { openSecret } from './webhook-secret.ts'

let at: WebhooksFixture
beforeAll(async () => {
  at = await webhooksFixture()
})
afterAll(() => at.drop())
beforeEach(() => at.clear())

const URL_A = 'https://krok.exempel.se/a'
const first = () => ({ employerId: at.first.employerId })
const sql = (text: string, values: unknown[] = []) => at.owner.pool.query(text, values)

test('adds one, and sees its secret once: web cannot read it back', async () => {
  const { webhookId, secret, host } = await hook(at, { url: URL_A, types: ['inkorg.ny', 'inlamning.vantar'] })
  expect([secret, host]).toEqual([expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/), 'krok.exempel.se'])
  expect(await listWebhooks(adminOf(at), at.first.employerId)).toEqual([
    expect.objectContaining({
      webhookId,
      url: URL_A,
      types: ['inlamning.vantar', 'inkorg.ny'],
      previousUntil: null,
      waiting: 0,
    }),
  ])
  const row = await at.owner.prisma.webhook.findUniqueOrThrow({ where: { id: webhookId } })
  expect(JSON.stringify(row)).not.toContain(secret.slice(6))
  expect(await openSecret(row.secret, at.identity)).toBe(secret)
  await expect(openSecret(row.secret, at.deliveryIdentity)).rejects.toThrow()
  expect(await listWebhooks(adminOf(at, 'second'), at.second.employerId)).toEqual([])
})

test.each([
  ['http://exempel.se/', ['inkorg.ny'], 'invalid', 'webhook_https'],
  ['exempel.se', ['inkorg.ny'], 'invalid', 'webhook_url'],
  ['https://a:b@exempel.se/', ['inkorg.ny'], 'invalid', 'webhook_login'],
  ['https://exempel.se/#x', ['inkorg.ny'], 'invalid', 'webhook_fragment'],
  ['https://192.168.1.1/', ['inkorg.ny'], 'invalid', 'webhook_private'],
  ['https://localhost/', ['inkorg.ny'], 'invalid', 'webhook_private'],
  ['https://exempel.se/', [], 'invalid', 'webhook_types'],
  ['https://exempel.se/', ['inkorg.ny', 'inlamning.annat'], 'invalid', 'webhook_types'],
  [URL_A, ['inkorg.ny'], 'conflict', 'webhook_exists'],
  ['https://KROK.exempel.se:443/a', ['inkorg.ny'], 'conflict', 'webhook_exists'],
])('%s with %j is refused: %s, %s', async (url, types, code, detail) => {
  await hook(at, { url: URL_A })
  const input = { ...first(), url, types, range: 'public' as const, recipient: at.recipient }
  await expect(addWebhook(adminOf(at), input)).rejects.toMatchObject({ code, detail })
  expect(await at.owner.prisma.webhook.count()).toBe(1)
})

test('adds so many and no more, also ten at once', async () => {
  const wishes = Array.from({ length: LIMITS.webhooks + 5 }, (_, n) => hook(at, { url: `https://krok.exempel.se/${n}` }))
  const results = await Promise.allSettled(wishes)
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(LIMITS.webhooks)
  expect(await at.owner.prisma.webhook.count()).toBe(LIMITS.webhooks)
  expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'conflict', detail: 'webhooks_full' },
  })
})

test('changes a secret: the old one counts too, until it is ended or its time is over', async () => {
  const { webhookId, secret } = await hook(at, { url: URL_A })
  const webhook = { ...first(), webhookId }
  const changed = await changeWebhookSecret(adminOf(at), { ...webhook, recipient: at.recipient })
  expect(changed.secret).not.toBe(secret)
  await expect(changeWebhookSecret(adminOf(at), { ...webhook, recipient: at.recipient })).rejects.toMatchObject({
    code: 'conflict',
    detail: 'webhook_secret_changing',
  })
  await makeEvents(at, 3)
  await at.queue()
  const secretsOf = async () => {
    const [call] = await at.claim(1)
    const sealed = [call?.secret, call?.previousSecret].filter((one) => typeof one === 'string')
    return Promise.all(sealed.map((one) => openSecret(one, at.identity)))
  }
  expect(await secretsOf()).toEqual([changed.secret, secret])
  await sql(`UPDATE webhook SET previous_until = now() - interval '1 second'`)
  expect(await secretsOf()).toEqual([changed.secret])
  expect((await listWebhooks(adminOf(at), at.first.employerId))[0]?.previousUntil).toBeNull()
  await purgeCalls({ db: at.relay })
  expect((await at.owner.prisma.webhook.findFirstOrThrow()).previousSecret).toBeNull()
  await changeWebhookSecret(adminOf(at), { ...webhook, recipient: at.recipient })
  await endPreviousSecret(adminOf(at), webhook)
  expect(await at.owner.prisma.webhook.findFirstOrThrow()).toMatchObject({ previousSecret: null, previousUntil: null })
})

test('removes one: what waits is given up, what is queued just then too, and its secrets are gone', async () => {
  const { webhookId } = await hook(at, { url: URL_A })
  await makeEvents(at, 5)
  await at.queue()
  const [held] = await at.claim(1)
  await removeWebhook(adminOf(at), { ...first(), webhookId })
  expect((await at.calls()).every(({ nextAttemptAt, givenUpAt }) => !nextAttemptAt && givenUpAt)).toBe(true)
  // One that was under way is tried no more, or was taken.
  await recordCall({ db: at.relay }, held ?? expect.fail(), FAILED_CALL)
  expect((await at.calls()).every(({ nextAttemptAt, givenUpAt }) => !nextAttemptAt && givenUpAt)).toBe(true)
  expect(await at.claim()).toEqual([])
  await recordCall({ db: at.relay }, held ?? expect.fail(), { kind: 'taken', status: 200 })
  expect((await at.calls()).filter(({ takenAt }) => takenAt)).toHaveLength(1)
  expect(await at.owner.prisma.webhook.findFirstOrThrow()).toMatchObject({ secret: '', removedAt: expect.any(Date) })
  expect(await listWebhooks(adminOf(at), at.first.employerId)).toEqual([])
  for (const { callId } of await at.seen())
    await expect(replayCalls(adminOf(at), { ...first(), which: { callId } })).rejects.toMatchObject({ code: 'not_found' })
  await expect(removeWebhook(adminOf(at), { ...first(), webhookId })).rejects.toMatchObject({
    code: 'not_found',
    detail: 'webhook',
  })
})

test('removes one while its calls are being queued: they are given up too', async () => {
  const { webhookId } = await hook(at, { url: URL_A })
  await makeEvents(at, 3)
  const held = await holdCommits(at.owner, 'INSERT', 'webhook_call')
  const queueing = at.queue()
  await held.isUnderWay()
  let isRemoved = false
  const removing = removeWebhook(adminOf(at), { ...first(), webhookId }).then(() => {
    isRemoved = true
  })
  const waiting = async () =>
    (await sql(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)).rowCount
  await expect.poll(async () => isRemoved || (await waiting()) === 2, { interval: 20 }).toBe(true)
  await held.release()
  await Promise.all([queueing, removing])
  expect((await at.calls()).map(({ nextAttemptAt, givenUpAt }) => [nextAttemptAt, givenUpAt !== null])).toEqual(
    Array.from({ length: 3 }, () => [null, true]),
  )
})

test('is the only one who may, each time, and not of another company’s', async () => {
  const { webhookId } = await hook(at, { url: URL_A })
  await makeEvents(at, 1)
  await at.queue()
  const [call] = await at.calls()
  const which = { callId: call?.id ?? '' }
  const handler = { ...adminOf(at), actor: at.ombud.actor }
  const { recipient } = at
  const tries = (who: typeof handler, employerId: string) => [
    addWebhook(who, { employerId, url: 'https://x.se/', types: ['inkorg.ny'], range: 'public', recipient }),
    changeWebhookTypes(who, { employerId, webhookId, types: ['inkorg.ny'] }),
    changeWebhookSecret(who, { employerId, webhookId, recipient }),
    endPreviousSecret(who, { employerId, webhookId }),
    removeWebhook(who, { employerId, webhookId }),
    replayCalls(who, { employerId, which }),
    replayCalls(who, { employerId, which: 'failed' }),
  ]
  const before = JSON.stringify(await at.owner.prisma.webhook.findMany())
  const refusals = async (who: typeof handler, employerId: string) =>
    (await Promise.allSettled(tries(who, employerId))).map((one) => (one.status === 'rejected' ? one.reason.detail : one.status))
  expect(new Set(await refusals(handler, at.first.employerId))).toEqual(new Set(['administrator']))
  expect(new Set(await refusals(adminOf(at, 'second'), at.first.employerId))).toEqual(new Set(['employer']))
  const webhook = Array.from({ length: 4 }, () => 'webhook')
  // Its own may be added; of none that failed, none is sent once more.
  expect(await refusals(adminOf(at, 'second'), at.second.employerId)).toEqual([
    'fulfilled',
    ...webhook,
    'webhook_call',
    'fulfilled',
  ])
  expect(JSON.stringify(await at.owner.prisma.webhook.findMany({ where: first() }))).toBe(before)
  expect(await at.calls()).toEqual([call])
})

test('must have shown lately who it is, for what shows a secret', async () => {
  const { webhookId } = await hook(at, { url: URL_A })
  const { id, provedAt } = await at.owner.prisma.loginSession.findFirstOrThrow({ where: { personId: at.first.anna.personId } })
  await at.owner.prisma.loginSession.update({ where: { id }, data: { provedAt: new Date(0) } })
  const old = { code: 'not_allowed', detail: 'fresh_login' }
  await expect(hook(at, { url: 'https://x.se/' })).rejects.toMatchObject(old)
  await expect(changeWebhookSecret(adminOf(at), { ...first(), webhookId, recipient: at.recipient })).rejects.toMatchObject(old)
  await at.owner.prisma.loginSession.update({ where: { id }, data: { provedAt } })
})

test('stands in the audit trail, without the address and its keys', async () => {
  const { webhookId, secret } = await hook(at, { url: 'https://krok.exempel.se/?nyckel=hemlig' })
  await changeWebhookTypes(adminOf(at), { ...first(), webhookId, types: ['inkorg.ny'] })
  await changeWebhookSecret(adminOf(at), { ...first(), webhookId, recipient: at.recipient })
  await removeWebhook(adminOf(at), { ...first(), webhookId })
  const { rows: audit } = await sql('SELECT action, actor, detail FROM audit WHERE object = $1 ORDER BY seq', [webhookId])
  expect(audit.map(({ action }) => action)).toEqual(['webhook.added', 'webhook.types', 'webhook.secret', 'webhook.removed'])
  expect(JSON.stringify(audit)).not.toMatch(new RegExp(`hemlig|${secret.slice(6, 20).replace(/\W/g, '.')}`))
})
