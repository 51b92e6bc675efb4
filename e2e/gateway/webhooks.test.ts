// docs/webhooks.md: what stands there is run against real calls, and each body is held against openapi.json.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WEBHOOK_VERIFIER } from '#components/notices/webhook-verifier.ts'
import { describeGateway } from '#lib/gateway/openapi.ts'
import { ROUTES } from '#lib/gateway/routes.ts'
import { webhookCaller } from '#lib/relay/call-webhooks.ts'
import { changeWebhookSecret } from '#lib/webhooks/change-webhook.ts'
import { WEBHOOK_TYPES } from '#lib/webhooks/webhook-types.ts'
import { addDelivery } from '../fixtures/delivery-files.ts'
import { type RelayFixture, relayFixture } from '../fixtures/relay.ts'
import { type NotedCall, startTarget, type TargetServer } from '../fixtures/target-server.ts'
import { adminOf, handedIn, hook, letAdminister } from '../fixtures/webhooks.ts'

type Verify = (headers: Record<string, string>, body: string, secret: string) => boolean

const DOCS = readFileSync(join(import.meta.dirname, '../../docs/webhooks.md'), 'utf8')
const blockOf = (language: string): string => new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(DOCS)?.[1] ?? ''

let at: RelayFixture
let target: TargetServer
let dir: string
let isFromKvittens: Verify
let [secret, changed] = ['', '']
beforeAll(async () => {
  at = await relayFixture()
  target = await startTarget()
  dir = mkdtempSync(join(tmpdir(), 'kvittens-verifier-'))
  const file = join(dir, 'verify.mjs')
  writeFileSync(file, blockOf('js'))
  isFromKvittens = ((await import(pathToFileURL(file).href)) as { isFromKvittens: Verify }).isFromKvittens
  await letAdminister(at.given)
  await makeCalls()
})
afterAll(async () => {
  rmSync(dir, { recursive: true })
  await target.stop()
  await at.drop()
})

/** One call of each type; the last one while the secret is changed. */
async function makeCalls(): Promise<void> {
  const { given } = at
  const { employerId } = given.first
  const added = await hook(given, { url: target.url })
  secret = added.secret
  const caller = webhookCaller({ ...at.relay(), webhooks: { range: 'loopback', ca: [target.ca] } }, new AbortController().signal)
  const call = async () => {
    while ((await caller.begin()) > 0);
  }
  for (const set of [
    `delivered_at = now(), kvittens_id = 'FK-' || id, approved_at = now()`,
    `delivered_at = now(), kvittens_id = 'FK-' || id, disapproved_at = now()`,
    `held_at = now(), held_reason = 'gave-up'`,
    `settled_at = now(), settled_as = 'has', settled_told_at = now(), settled_how = 'phone', settled_by = 'x', settled_name = 'x', kvittens_id = 'FK-' || id`,
    'withdrawn_at = now()',
  ]) {
    const { id } = await handedIn(given)
    await given.owner.pool.query(`UPDATE submission SET next_attempt_at = NULL, ${set} WHERE id = $1`, [id])
  }
  await call()
  changed = (await changeWebhookSecret(adminOf(given), { employerId, webhookId: added.webhookId, recipient: given.recipient }))
    .secret
  await addDelivery(given, { employerId })
  await call()
}

const verify = ({ headers, body }: NotedCall, more: Record<string, string> = {}, by = secret) =>
  isFromKvittens({ ...headers, ...more }, body, by)
const first = (): NotedCall => target.calls[0] ?? expect.fail('no call came')

test('the verifier of the documentation is the page’s, has ten lines, and takes every call', () => {
  expect(blockOf('js')).toBe(WEBHOOK_VERIFIER)
  expect(
    WEBHOOK_VERIFIER.trim()
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('//')).length,
  ).toBeLessThanOrEqual(10)
  expect(new Set(target.calls.map(({ body }) => JSON.parse(body).type))).toEqual(new Set(WEBHOOK_TYPES))
  expect(target.calls.map((call) => verify(call)).every(Boolean)).toBe(true)
  const last = target.calls.at(-1) ?? first()
  expect([verify(last, {}, changed), verify(first(), {}, changed)]).toEqual([true, false])
})

test('it refuses what is changed, of somebody else, unsigned, or played back', () => {
  const call = first()
  const time = Number(call.headers['webhook-timestamp'])
  const signature = call.headers['webhook-signature'] ?? ''
  expect(isFromKvittens(call.headers, `${call.body} `, secret)).toBe(false)
  for (const more of [
    { 'webhook-id': 'another' },
    { 'webhook-timestamp': String(time - 1) },
    { 'webhook-timestamp': 'nu' },
    { 'webhook-signature': '' },
    { 'webhook-signature': signature.replace('v1,', 'v2,') },
    { 'webhook-signature': signature.slice(0, -2) },
    { 'webhook-signature': `v1,${'å'.repeat(signature.length - 3)}` },
    { 'webhook-signature': `v1,${'A'.repeat(signature.length - 3)}` },
  ])
    expect([more, verify(call, more)]).toEqual([more, false])
  const { 'webhook-signature': _, ...unsigned } = call.headers
  expect(isFromKvittens(unsigned, call.body, secret)).toBe(false)
  expect(verify(call, {}, `whsec_${Buffer.alloc(32).toString('base64')}`)).toBe(false)
  // Recorded, and signed rightly: refused by its age alone.
  const now = Date.now
  Date.now = () => now() + 301_000
  const isTaken = verify(call)
  Date.now = now
  expect([isTaken, verify(call)]).toEqual([false, true])
})

const hasOpenssl = spawnSync('openssl', ['version']).error === undefined

test.skipIf(!hasOpenssl)('openssl gives the same signature by the line of the documentation, where there is one', () => {
  const { headers, body } = first()
  const env = { ...process.env, id: headers['webhook-id'], time: headers['webhook-timestamp'], body, secret }
  const said = spawnSync('sh', ['-c', blockOf('sh')], { env, encoding: 'utf8' }).stdout.trim()
  expect(`v1,${said}`).toBe(headers['webhook-signature'])
})

test('every body is as openapi.json has it, with no field that it does not name', () => {
  const { webhooks } = describeGateway(ROUTES, { locale: 'sv', server: 'https://x' }) as {
    webhooks: Record<string, { post: { requestBody: { content: { 'application/json': { schema: Schema } } } } }>
  }
  const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }))
  for (const { body } of target.calls) {
    const said = JSON.parse(body)
    const schema = webhooks[said.type]?.post.requestBody.content['application/json'].schema ?? expect.fail(said.type)
    const isValid = ajv.compile(schema)
    isValid(said)
    expect(isValid.errors).toBeNull()
    expect(Object.keys(said.data).sort()).toEqual(Object.keys(schema.properties.data.properties).sort())
  }
})

type Schema = { properties: { data: { properties: Record<string, object> } } }
