// What became of the files: receipts, lists and withdrawals, by curl.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GatewayFixture, gatewayFixture } from '#e2e/fixtures/gateway.ts'
import { rawGateway } from '#e2e/fixtures/raw-gateway.ts'
import { sickFile } from '#e2e/fixtures/web.ts'
import { LIMITS } from '#lib/limits.ts'
import { claimNext } from '#lib/submissions/claim-next.ts'

let at: GatewayFixture
/** The second company: everything that is somebody else's. */
let other: { cert: string }
beforeAll(async () => {
  at = await gatewayFixture()
  other = { cert: at.pki.employer(at.second.orgnr) }
})
afterAll(() => at.drop())

const JSON_PLEASE = ['-H', 'Accept: application/json']

/** Hands a file in and gives its reference. */
async function handIn(more: { cert?: string; employer?: string } = {}): Promise<string> {
  const file = join(at.dir, 'fil.xml')
  writeFileSync(file, sickFile(more.employer ? { employer: more.employer } : {}))
  const { headers, status } = await at.call('/filoverforing/sjukanmalan/', ['-T', file], more.cert ? { cert: more.cert } : {})
  expect(status).toBe(202)
  return headers.location?.split('/').at(-1) ?? ''
}

const FK = new Date('2026-11-21T13:05:09Z')
const SETTLED = { settledBy: 'person:1', settledName: 'Anna', settledToldAt: FK, settledHow: 'phone', settledAt: FK }
const TRIED = { attemptCount: 1 }
const HELD = { heldAt: FK, nextAttemptAt: null }

describe('a receipt says why the submission waits, and what to do', () => {
  test.each([
    [
      'okand',
      { ...HELD, ...TRIED, heldReason: 'unknown', unknownAt: FK },
      'Skicka den inte på nytt. Ring',
      'Do not send it again.',
    ],
    ['okand', { ...HELD, heldReason: 'unknown', unknownAt: FK }, 'ett annat meddelande-id än', 'under another message id'],
    [
      'okand',
      { ...HELD, ...TRIED, heldReason: 'unknown', unknownAt: FK, mayRepeat: true },
      'Skicka den en gång till',
      'Send it once more',
    ],
    ['gav-upp', { ...HELD, heldReason: 'gave-up' }, 'eller återkalla den', 'or withdraw it'],
    ['skadad', { ...HELD, heldReason: 'payload' }, 'Lämna in samma fil på nytt', 'Hand the same file in again'],
    [
      'ej-framme',
      { ...HELD, heldReason: 'not-arrived', ...SETTLED, settledAs: 'has-not' },
      'har filen inte kommit in',
      'not arrived',
    ],
    [
      'konflikt',
      { disputedAt: FK, disputedKvittensId: 'FK-9', deliveredAt: FK, kvittensId: 'FK-9', nextAttemptAt: null },
      'har lämnat kvittensID FK-9 för två filer',
      'gave kvittensID FK-9 for two files',
    ],
  ])('%s', async (orsak, data, sv, en) => {
    const reference = await handIn()
    const { messageId } = await at.owner.prisma.submission.update({ where: { reference }, data })
    const path = `/kvittenser/${reference}`
    const xml = (await at.call(path)).body
    expect(xml).toContain(`<orsak>${orsak}</orsak><attGora>`)
    expect(xml).toContain(sv)
    expect(xml).not.toMatch(/<kvittensID>|<levererad>|avgjord/)
    const json = JSON.parse((await at.call(path, [...JSON_PLEASE, '-H', 'Accept-Language: en'])).body)
    expect(json).toMatchObject({ status: 'vantar', orsak, kvittensID: null, levererad: null, avgjord: null })
    expect(json.attGora).toContain(en)
    if (orsak === 'okand' || orsak === 'konflikt') expect(json.attGora).toContain(messageId)
    const listed = JSON.parse((await at.call('/kvittenser?antal=1', JSON_PLEASE)).body)
    expect(listed.kvittenser).toMatchObject([{ referens: reference, orsak }])
  })

  test('and nothing of the kind when it does not wait', async () => {
    const reference = await handIn()
    const path = `/kvittenser/${reference}`
    expect((await at.call(path)).body).not.toMatch(/orsak|attGora|avgjord|ersattAv/)
    expect(JSON.parse((await at.call(path, JSON_PLEASE)).body)).toMatchObject({
      ...{ status: 'i-ko', orsak: null, attGora: null, avgjord: null, ersattAv: null },
    })
  })

  test('of one that a person has settled: FK has it, by a person’s word, and then by its receipt', async () => {
    const reference = await handIn()
    const settle = (data: object) => at.owner.prisma.submission.update({ where: { reference }, data })
    await settle({ ...SETTLED, settledAs: 'has', nextAttemptAt: null })
    const path = `/kvittenser/${reference}`
    const xml = (await at.call(path)).body
    expect(xml).toContain('dubblett="nej" avgjord="person">')
    expect(xml).toContain('<status>levererad</status>')
    expect(JSON.parse((await at.call(path, JSON_PLEASE)).body)).toMatchObject({
      ...{ status: 'levererad', avgjord: 'person', levererad: '2026-11-21T14:05:09+01:00', kvittensID: null, orsak: null },
    })
    await settle({ deliveredAt: FK, kvittensId: 'FK-10' })
    expect(JSON.parse((await at.call(path, JSON_PLEASE)).body)).toMatchObject({ avgjord: null, kvittensID: 'FK-10' })
  })

  test('of one that was replaced: by which', async () => {
    const [reference, other] = [await handIn(), await handIn()]
    const { id } = await at.owner.prisma.submission.findUniqueOrThrow({ where: { reference: other } })
    await at.owner.prisma.submission.update({ where: { reference }, data: { replacedBy: id } })
    expect((await at.call(`/kvittenser/${reference}`)).body).toContain(`<ersattAv>${other}</ersattAv>`)
    const listed = JSON.parse((await at.call('/kvittenser?antal=2', JSON_PLEASE)).body)
    expect(listed.kvittenser).toMatchObject([{ ersattAv: null }, { ersattAv: other }])
  })

  test('and while sending is stopped, that it is so', async () => {
    const reference = await handIn()
    const path = `/kvittenser/${reference}`
    const stop = (why: string | null) => at.owner.prisma.sendGate.updateMany({ data: { stoppedAt: why && FK, stoppedWhy: why } })
    try {
      for (const [why, orsak] of [
        ['restored', 'aterstallning'],
        ['held', 'stoppad'],
      ] as const) {
        await stop(why)
        expect(JSON.parse((await at.call(path, JSON_PLEASE)).body)).toMatchObject({ status: 'i-ko', orsak })
      }
    } finally {
      await stop(null)
    }
    expect(JSON.parse((await at.call(path, JSON_PLEASE)).body)).toMatchObject({ status: 'i-ko', orsak: null })
  })
})

describe('one receipt', () => {
  test('tells where the file stands, and after FK has answered its kvittensID', async () => {
    const reference = await handIn()
    const before = await at.call(`/kvittenser/${reference}`)
    expect([before.status, before.body]).toEqual([200, expect.stringContaining('<status>i-ko</status>')])
    expect(before.body).not.toContain('kvittensID')
    const data = { deliveredAt: new Date('2026-11-21T13:05:09Z'), kvittensId: 'FK <2026> å&1', nextAttemptAt: null }
    await at.owner.prisma.submission.update({ where: { reference }, data })
    const after = await at.call(`/kvittenser/${reference}`)
    expect(after.body).toContain(
      '<levererad>2026-11-21T14:05:09+01:00</levererad><kvittensID>FK &lt;2026&gt; å&amp;1</kvittensID></kvittens>',
    )
    const json = JSON.parse((await at.call(`/kvittenser/${reference}`, JSON_PLEASE)).body)
    expect(json).toMatchObject({ status: 'levererad', levererad: '2026-11-21T14:05:09+01:00', kvittensID: 'FK <2026> å&1' })
  })

  test('that has not changed need not be read again', async () => {
    const reference = await handIn()
    const first = await at.call(`/kvittenser/${reference}`)
    const tag = first.headers.etag ?? ''
    const asked = (etag: string, args: string[] = []) =>
      at.call(`/kvittenser/${reference}`, ['-H', `If-None-Match: ${etag}`, ...args])
    expect([(await asked(tag)).status, (await asked(tag)).body]).toEqual([304, ''])
    expect((await asked(`"other", W/${tag}`)).status).toBe(304)
    expect((await asked(tag, JSON_PLEASE)).status).toBe(200)
    const data = { heldAt: new Date(), heldReason: 'gave-up', nextAttemptAt: null }
    await at.owner.prisma.submission.update({ where: { reference }, data })
    expect([(await asked(tag)).status, (await asked(tag)).body]).toEqual([200, expect.stringContaining('vantar')])
  })

  test('HEAD tells as much as GET but its body', async () => {
    const reference = await handIn()
    const get = await at.call(`/kvittenser/${reference}`)
    const head = await at.call(`/kvittenser/${reference}`, ['--head'])
    expect([head.exit, head.status]).toEqual([0, 200])
    for (const name of ['etag', 'content-length', 'content-type']) expect(head.headers[name]).toBe(get.headers[name])
    const raw = [`HEAD /kvittenser/${reference} HTTP/1.1`, 'Host: localhost', 'Connection: close']
    expect((await rawGateway(at, { head: raw })).text).toMatch(/\r\n\r\n$/)
  })

  test.each(['K7MQ-2XWH-2', 'finns-inte', '..%2f..', 'k7mq', "'%20OR%201=1--"])(
    '%s, which there is not, is 404',
    async (reference) => {
      expect((await at.call(`/kvittenser/${reference}`)).status).toBe(404)
    },
  )
})

describe('withdrawing', () => {
  test('works while nothing has been sent, and once more is the same', async () => {
    const reference = await handIn()
    for (const _ of [1, 2]) {
      const { status, body, headers } = await at.call(`/kvittenser/${reference}?aterkalla=1`, ['-X', 'POST'])
      expect([status, headers.location, body]).toEqual([
        200,
        `/kvittenser/${reference}`,
        expect.stringContaining('<status>aterkallad</status>'),
      ])
    }
    const { id } = await at.owner.prisma.submission.findUniqueOrThrow({ where: { reference } })
    const acts = await at.owner.prisma.audit.findMany({ where: { object: id, action: 'submission.withdrawn' } })
    expect(acts.map(({ actor }) => actor)).toEqual([expect.stringMatching(/^certificate:[0-9a-f]{64}$/)])
  })

  test('is 409 once a relay has it in hand', async () => {
    await at.owner.prisma.submission.updateMany({ data: { nextAttemptAt: null } })
    const reference = await handIn()
    await claimNext({ db: at.relay }, { channel: 'https', limit: 10, leaseMs: 60_000 })
    const { status, body } = await at.call(`/kvittenser/${reference}?aterkalla=1`, ['-d', ''])
    expect([status, body]).toEqual([409, expect.stringContaining('<case>sending_won</case>')])
  })

  test('is not done by asking in another way', async () => {
    const reference = await handIn()
    for (const query of ['', '?aterkalla=0', '?aterkalla=ja', '?Aterkalla=1'])
      expect((await at.call(`/kvittenser/${reference}${query}`, ['-X', 'POST'])).status).toBe(400)
    expect((await at.call(`/kvittenser/${reference}`)).body).toContain('<status>i-ko</status>')
  })
})

describe('the list', () => {
  test('goes from the newest to the oldest by its cursor, each once', async () => {
    const all: string[] = []
    for (let n = 0; n < 5; n++) all.unshift(await handIn())
    const seen: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const { body } = await at.call(`/kvittenser?antal=2&efter=${next}`, JSON_PLEASE)
      const page: { kvittenser: { referens: string }[]; nasta: string | null } = JSON.parse(body)
      seen.push(...page.kvittenser.map(({ referens }) => referens))
      next = page.nasta
    }
    expect(seen.slice(0, 5)).toEqual(all)
    expect(seen.length).toBe(await at.owner.prisma.submission.count({ where: { employerId: at.first.employerId } }))
    expect(new Set(seen).size).toBe(seen.length)
    const xml = await at.call('/kvittenser?antal=1')
    expect(xml.body).toMatch(/<kvittenser nasta="[\w-]+"><kvittens version="1.0" dubblett="nej"><referens>/)
  })

  test('of one state holds that state alone', async () => {
    const reference = await handIn()
    await at.call(`/kvittenser/${reference}?aterkalla=1`, ['-X', 'POST'])
    const { body } = await at.call(`/kvittenser?status=aterkallad&antal=${LIMITS.listedSubmissions}`, JSON_PLEASE)
    const words = JSON.parse(body).kvittenser.map(({ status }: { status: string }) => status)
    expect(words.length).toBeGreaterThan(0)
    expect(new Set(words)).toEqual(new Set(['aterkallad']))
    const none = await at.call('/kvittenser?status=godkand')
    expect(none.body).toContain('<kvittenser/>')
  })

  const tooMany = `antal=${LIMITS.listedSubmissions + 1}`
  test.each(['antal=0', tooMany, 'antal=tio', 'antal=-1', 'efter=abc', 'status=klar'])('refuses %s', async (query) => {
    expect((await at.call(`/kvittenser?${query}`)).status).toBe(400)
  })
})

describe('another company', () => {
  test('sees, lists, reads and withdraws nothing of ours, and learns not even that it exists', async () => {
    const reference = await handIn()
    const none = await at.call('/kvittenser/K7MQ-2XWH-2', [], other)
    const theirs = await at.call(`/kvittenser/${reference}`, [], other)
    expect([theirs.status, theirs.body]).toEqual([404, none.body])
    expect((await at.call(`/kvittenser/${reference}?aterkalla=1`, ['-X', 'POST'], other)).status).toBe(404)
    expect((await at.call('/kvittenser', [], other)).body).toContain('<kvittenser/>')
    const own = await handIn({ cert: other.cert, employer: '5599001319' })
    const list = JSON.parse((await at.call('/kvittenser', JSON_PLEASE, other)).body)
    expect(list.kvittenser.map(({ referens }: { referens: string }) => referens)).toEqual([own])
    expect((await at.call(`/kvittenser/${own}`)).status).toBe(404)
    expect((await at.call(`/kvittenser/${reference}`)).body).toContain('<status>i-ko</status>')
  })

  test('cannot use our page marks to look into our list', async () => {
    await handIn()
    await handIn()
    const { nasta } = JSON.parse((await at.call('/kvittenser?antal=1', JSON_PLEASE)).body)
    const { body } = await at.call(`/kvittenser?efter=${nasta}&antal=${LIMITS.listedSubmissions}`, JSON_PLEASE, other)
    for (const { arbetsgivare } of JSON.parse(body).kvittenser) expect(arbetsgivare).toBe('5599001319')
  })
})

test('the description is there for every certificate, in both languages', async () => {
  for (const [language, word] of [
    ['sv', 'Lämna in'],
    ['en', 'Hand in'],
  ]) {
    const { status, body } = await at.call('/openapi.json', ['-H', `Accept-Language: ${language}`], { cert: at.pki.unknownOrg })
    expect([status, JSON.parse(body).openapi, body]).toEqual([200, '3.1.0', expect.stringContaining(word ?? '')])
  }
})
