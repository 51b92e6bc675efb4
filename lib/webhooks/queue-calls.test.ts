// Which calls are made of what happens, and what they say.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addDelivery } from '#e2e/fixtures/delivery-files.ts'
import { OPEN_GATE } from '#e2e/fixtures/submissions.ts'
import { adminOf, handedIn, hook, makeEvents, type WebhooksFixture, webhooksFixture } from '#e2e/fixtures/webhooks.ts'
import { withdrawSubmission } from '#lib/submissions/withdraw-submission.ts'
import { removeWebhook } from './change-webhook.ts'

let at: WebhooksFixture
beforeAll(async () => {
  at = await webhooksFixture()
})
afterAll(() => at.drop())
beforeEach(() => at.clear())

const URL_A = 'https://krok.exempel.se/a'
const first = () => ({ employerId: at.first.employerId })
const sql = (text: string, values: unknown[] = []) => at.owner.pool.query(text, values)
const bodies = async () => (await at.calls()).map(({ body }) => JSON.parse(body))

const ROWS: [string, string, object][] = [
  ["delivered_at = now(), kvittens_id = 'FK-1'", 'inlamning.levererad', { status: 'levererad', kvittensID: 'FK-1', orsak: null }],
  [
    "delivered_at = now(), kvittens_id = 'FK-2', approved_at = now()",
    'inlamning.godkand',
    { status: 'godkand', kvittensID: 'FK-2' },
  ],
  [
    "delivered_at = now(), kvittens_id = 'FK-3', disapproved_at = now()",
    'inlamning.underkand',
    { status: 'underkand', kvittensID: 'FK-3' },
  ],
  ['refused_at = now()', 'inlamning.underkand', { status: 'underkand', levererad: null, kvittensID: null }],
  ["held_at = now(), held_reason = 'gave-up'", 'inlamning.vantar', { status: 'vantar', orsak: 'gav-upp', levererad: null }],
  ["held_at = now(), held_reason = 'unknown', unknown_at = now()", 'inlamning.vantar', { status: 'vantar', orsak: 'okand' }],
  [
    "disputed_at = now(), disputed_kvittens_id = 'FK-4'",
    'inlamning.vantar',
    { status: 'vantar', orsak: 'konflikt', kvittensID: null },
  ],
]

test('names no employer that is a person', async () => {
  await hook(at, { url: URL_A })
  const { id } = await handedIn(at)
  await sql(`UPDATE submission SET next_attempt_at = NULL, refused_at = now() WHERE id = $1`, [id])
  const rename = (orgnr: string) => at.owner.prisma.employer.update({ where: { id: at.first.employerId }, data: { orgnr } })
  await rename('191212121212')
  await at.queue()
  await rename(at.first.orgnr)
  const [row] = await at.calls()
  expect(JSON.parse(row?.body ?? '{}').data).toMatchObject({ tjanst: 'sjukanmalan', arbetsgivare: null })
  expect(row?.body).not.toContain('121212')
})

test.each(ROWS)('%s calls %s', async (set, type, data) => {
  await hook(at, { url: URL_A })
  const { id, reference } = await handedIn(at)
  await sql(`UPDATE submission SET next_attempt_at = NULL, ${set} WHERE id = $1`, [id])
  await at.queue()
  const told = (await bodies()).at(-1)
  expect(told).toMatchObject({
    type,
    data: { referens: reference, tjanst: 'sjukanmalan', arbetsgivare: '5599001236', ...data },
  })
  expect(told.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[12]:00$/)
  expect(Object.keys(told.data)).toEqual([
    'referens',
    'status',
    'orsak',
    'tjanst',
    'arbetsgivare',
    'mottagen',
    'levererad',
    'kvittensID',
    'avgjord',
    'ersattAv',
  ])
})

test.each([
  ['has', { status: 'levererad', avgjord: 'person', orsak: null, levererad: '2026-11-01T13:00:00+01:00', kvittensID: 'FK-9' }],
  ['has-not', { status: 'vantar', avgjord: null, orsak: 'ej-framme', levererad: null, kvittensID: null }],
])('a settlement (%s) calls inlamning.avgjord', async (as, data) => {
  await hook(at, { url: URL_A })
  const { id } = await handedIn(at)
  const told = `settled_at = now(), settled_told_at = '2026-11-01T12:00:00Z', settled_how = 'phone', settled_by = 'person:x', settled_name = 'Anna Canary'`
  const held = as === 'has' ? `kvittens_id = 'FK-9'` : `held_at = now(), held_reason = 'not-arrived'`
  await sql(`UPDATE submission SET next_attempt_at = NULL, settled_as = '${as}', ${told}, ${held} WHERE id = $1`, [id])
  await at.queue()
  expect(await bodies()).toMatchObject([{ type: 'inlamning.avgjord', data }])
  expect(JSON.stringify(await at.calls())).not.toContain('Canary')
})

test('a withdrawal and a file from FK call theirs, with no name of a file in them', async () => {
  await hook(at, { url: URL_A })
  const { reference } = await handedIn(at)
  await withdrawSubmission(adminOf(at), { ...first(), reference, gate: OPEN_GATE })
  const { id } = await addDelivery(at, { ...first(), name: 'hemligt-svar.xml' })
  await at.queue()
  expect(await bodies()).toEqual([
    expect.objectContaining({
      type: 'inlamning.aterkallad',
      data: expect.objectContaining({ status: 'aterkallad', referens: reference }),
    }),
    {
      type: 'inkorg.ny',
      timestamp: expect.any(String),
      data: {
        id,
        tjanst: 'sjukanmalan',
        arbetsgivare: '5599001236',
        mottagen: expect.stringMatching(/\+0[12]:00$/),
        bytes: expect.any(Number),
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        gallras: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      },
    },
  ])
  expect(JSON.stringify(await at.calls())).not.toContain('hemligt')
})

test('what is unknown, late or contradicted calls nobody', async () => {
  await hook(at, { url: URL_A })
  const { id, employerId } = await handedIn(at)
  await sql('UPDATE submission SET unknown_at = now(), contradicted_at = now() WHERE id = $1', [id])
  await sql(`INSERT INTO event (employer_id, kind, submission_id) VALUES ($1, 'late', $2), ($1, 'deadline', $2)`, [
    employerId,
    id,
  ])
  expect(await at.queue()).toBe(4)
  expect([await at.calls(), await at.queue()]).toEqual([[], 0])
})

test('each webhook of the company that wishes it gets one, of what happened since it was there; another company’s none', async () => {
  await makeEvents(at, 2)
  const { webhookId: all } = await hook(at, { url: URL_A })
  const { webhookId: some } = await hook(at, { url: 'https://krok.exempel.se/b', types: ['inlamning.levererad'] })
  await hook(at, { url: 'https://krok.exempel.se/c', types: ['inkorg.ny'] })
  const { webhookId: gone } = await hook(at, { url: 'https://krok.exempel.se/d' })
  await hook(at, { url: URL_A, whose: 'second' })
  await removeWebhook(adminOf(at), { ...first(), webhookId: gone })
  await makeEvents(at, 1)
  expect(await at.queue()).toBe(3)
  expect((await at.calls()).map(({ webhookId }) => webhookId).sort()).toEqual([all, some].sort())
  expect([await at.seen('second'), (await at.seen()).length]).toEqual([[], 2])
})

test('several relays at once make each call once, whatever is rolled back', async () => {
  await hook(at, { url: URL_A })
  await makeEvents(at, 1_500)
  await makeEvents(at, 3, 'second')
  const drain = async () => {
    for (let done = 0; ; ) {
      const events = await at.queue()
      if (events === 0) return done
      done += events
    }
  }
  await Promise.all([drain(), drain(), drain()])
  await drain()
  const { rows: counted } = await sql(`SELECT count(*)::int AS calls, count(DISTINCT event_id)::int AS events,
    (SELECT count(*)::int FROM event WHERE called_at IS NULL) AS left FROM webhook_call`)
  expect(counted).toEqual([{ calls: 1_500, events: 1_500, left: 0 }])
})
