import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RelayFixture, relayFixture } from '#e2e/fixtures/relay.ts'
import { OPEN_GATE } from '#e2e/fixtures/submissions.ts'
import { type Db, inTransaction } from '#lib/db.ts'
import type { Outcome } from '#lib/wire/outcome.ts'
import { claimAlone, claimNext, extendLease, isDueAlone } from './claim-next.ts'
import { claimPolls } from './claim-polls.ts'
import { holdSubmission } from './hold-submission.ts'
import { openAttempt } from './open-attempt.ts'
import { type AttemptRecord, recordAttempt } from './record-attempt.ts'
import { recordDispute } from './record-dispute.ts'
import { recordVerdict } from './record-verdict.ts'
import type { NextStep } from './state.ts'
import { withdrawSubmission } from './withdraw-submission.ts'

let at: RelayFixture
let db: Db
beforeAll(async () => {
  at = await relayFixture()
  db = at.given.relay
})
afterAll(() => at.drop())
beforeEach(async () => {
  for (const table of ['receipt', 'audit', 'attempt'])
    await at.given.owner.pool.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
  await at.given.owner.pool.query(
    'DELETE FROM receipt; DELETE FROM attempt; DELETE FROM submission; DELETE FROM audit; DELETE FROM audit_head',
  )
  for (const table of ['receipt', 'audit', 'attempt']) await at.given.owner.pool.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
})

const claim = (limit = 10, leaseMs = 20_000) => claimNext({ db }, { channel: 'https', limit, leaseMs })
const alone = () => claimAlone({ db }, { channel: 'https', leaseMs: 20_000 })
const open = (one: { submissionId: string; fence: string }, relay = 'a') => openAttempt({ db }, one, { relay, leaseMs: 20_000 })
const answer = { httpStatus: 202, contentType: 'application/xml', raw: Buffer.from('<svar/>'), peer: 'ab' }
const accepted: Outcome = { kind: 'accepted', code: 'status-202', kvittensId: 'FK-1', statedAt: null, answer }
const unknown: Outcome = { kind: 'unknown', code: 'reset', answer: null }
const lost = {
  outcome: { kind: 'unknown', code: 'relay-lost', answer: null },
  step: { kind: 'hold', reason: 'unknown' },
  durationMs: null,
} as const
const done = { step: { kind: 'done' }, durationMs: 5, mayRepeat: false, firstPollMs: 1000, relay: 'a' } as const

async function claimOne() {
  const one = (await claim(1))[0] ?? (await alone())[0]
  if (!one) throw new Error('nothing was claimed')
  return one
}
async function opened() {
  const one = await claimOne()
  const attempt = await open(one)
  if (!attempt) throw new Error('the attempt was not opened')
  return { claim: one, attempt }
}
const record = (more: Pick<AttemptRecord, 'claim' | 'attempt'> & Partial<AttemptRecord>) =>
  recordAttempt({ db }, { outcome: accepted, ...done, ...more }).then(({ kind }) => kind)

const givenUp = async (step: NextStep) => {
  await at.handIn()
  const slow = await opened()
  await at.expireLeases()
  const next = await claimOne()
  await record({ claim: next, attempt: slow.attempt, ...lost, step })
  return { slow, id: slow.claim.submissionId }
}

describe('claiming', () => {
  test('gives what a channel needs, and every claim has a higher fence', async () => {
    const [submission] = await at.handIn()
    const first = await claimOne()
    expect(first).toMatchObject({
      submissionId: submission?.id,
      orgnr: '165599001236',
      messageId: submission?.messageId,
      bytes: 1000,
      sha256: submission?.sha256,
      fence: '1',
      attemptCount: 0,
      msSinceFirstAttempt: 0,
      msTrying: 0,
      unknownBefore: false,
      deaths: 0,
      lost: null,
    })
    await at.expireLeases()
    expect((await claimOne()).fence).toBe('2')
  })

  test('a file under lease is nobody else’s, and many relays share what is due without overlap', async () => {
    await at.handIn(40)
    const shares = await Promise.all(Array.from({ length: 8 }, () => claim(5)))
    const more = [await claim(40)]
    const ids = [...shares, ...more].flat().map((one) => one.submissionId)
    expect(new Set(ids).size).toBe(40)
    expect(ids).toHaveLength(40)
    expect(await claim()).toEqual([])
  })

  test('only what is due and neither withdrawn nor held nor ended is claimed', async () => {
    const [due, later, withdrawn, held, delivered] = await at.handIn(5)
    const { owner, first } = at.given
    const context = { db: at.given.web, actor: first.anna.actor, now: new Date() }
    await withdrawSubmission(context, { employerId: first.employerId, reference: withdrawn?.reference ?? '', gate: OPEN_GATE })
    await owner.prisma.submission.update({
      where: { id: later?.id ?? '' },
      data: { nextAttemptAt: new Date(Date.now() + 60_000) },
    })
    await owner.prisma.submission.update({
      where: { id: held?.id ?? '' },
      data: { nextAttemptAt: null, heldAt: new Date(), heldReason: 'unknown' },
    })
    const end = { nextAttemptAt: null, deliveredAt: new Date(), kvittensId: 'x' }
    await owner.prisma.submission.update({ where: { id: delivered?.id ?? '' }, data: end })
    expect((await claim()).map(({ submissionId }) => submissionId)).toEqual([due?.id])
  })

  test('what a relay died with is claimed apart from the others, by one alone; its open attempt is found among them', async () => {
    const [died] = await at.handIn(3)
    await at.given.owner.pool.query('UPDATE submission SET deaths = 1 WHERE id = $1', [died?.id])
    expect(await isDueAlone({ db }, 'https')).toBe(true)
    expect((await claim()).map(({ submissionId }) => submissionId)).not.toContain(died?.id)
    const claims = (await Promise.all(Array.from({ length: 8 }, alone))).flat()
    expect(claims).toMatchObject([{ submissionId: died?.id, deaths: 1, lost: null }])
    expect(await isDueAlone({ db }, 'https')).toBe(false)
    for (const one of claims) await open(one)
    await at.expireLeases()
    expect([await isDueAlone({ db }, 'https'), await alone()]).toEqual([false, []])
    const found = (await claim()).find(({ submissionId }) => submissionId === died?.id)
    expect(found?.lost).toMatchObject({ number: 1 })
  })

  test('one file of a small employer does not wait behind the many of a large one', async () => {
    await at.handIn(60)
    expect(await claim(8)).toHaveLength(8)
    const [small] = await at.handIn(1, { second: true })
    // One place gets free at a time: the small employer has none under way, so it comes next.
    expect((await claim(1)).map(({ submissionId }) => submissionId)).toEqual([small?.id])
    expect(await claim(8)).toHaveLength(8)
  })

  test('with one place for all, employers draw lots, so nobody starves', async () => {
    await at.handIn(200)
    const [small] = await at.handIn(1, { second: true })
    let turns = 0
    for (let mine = ''; mine !== small?.id; turns++) {
      const { submissionId, fence } = await claimOne()
      mine = submissionId
      await holdSubmission(
        { db },
        {
          claim: { submissionId, employerId: at.given.first.employerId, fence },
          reason: 'gave-up',
          relay: 'a',
        },
      )
    }
    expect(turns).toBeLessThan(60)
  })
})

describe('opening an attempt', () => {
  test('is written down before anything is sent, with its number and its relay', async () => {
    const [submission] = await at.handIn()
    const { attempt } = await opened()
    expect(await at.look({ id: submission?.id ?? '' })).toMatchObject({
      attemptCount: 1,
      sendingAt: expect.any(Date),
      attempts: [{ id: attempt.attemptId, number: 1, relay: 'a', closedAt: null, outcome: null }],
    })
  })

  test('is not possible with an old fence, twice, or when the file was withdrawn', async () => {
    await at.handIn(2)
    const late = await claimOne()
    await at.expireLeases()
    const [next] = (await claim()).filter(({ submissionId }) => submissionId === late.submissionId)
    expect(await open(late)).toBeNull()
    expect(next && (await open(next))).not.toBeNull()
    expect(next && (await open(next))).toBeNull()

    await at.expireLeases()
    const [other] = (await claim()).filter(({ submissionId }) => submissionId !== late.submissionId)
    if (!other) throw new Error('the other was not claimed')
    await at.expireLeases()
    const submission = await at.look({ id: other.submissionId })
    const { employerId, anna } = at.given.first
    await withdrawSubmission(
      { db: at.given.web, actor: anna.actor, now: new Date() },
      { employerId, reference: submission.reference, gate: OPEN_GATE },
    )
    expect(await open(other)).toBeNull()
  })

  test('a lease is extended by who holds it alone', async () => {
    await at.handIn()
    const first = await claimOne()
    expect(await extendLease({ db }, first, 20_000)).toBe(true)
    await at.expireLeases()
    const second = await claimOne()
    expect([await extendLease({ db }, first, 20_000), await extendLease({ db }, second, 20_000)]).toEqual([false, true])
  })

  test('an attempt that nobody closed is found by the next claim', async () => {
    await at.handIn()
    const { attempt } = await opened()
    expect(await claim()).toEqual([])
    await at.expireLeases()
    expect(await claimOne()).toMatchObject({ fence: '2', lost: attempt, deaths: 0 })
  })
})

describe('recording an attempt', () => {
  test('a receipt delivers: outcome, raw answer, state and audit stand together', async () => {
    const [submission] = await at.handIn()
    const { claim: mine, attempt } = await opened()
    expect(await record({ claim: mine, attempt })).toBe('recorded')
    const row = await at.look({ id: submission?.id ?? '' })
    expect(row).toMatchObject({
      deliveredAt: expect.any(Date),
      kvittensId: 'FK-1',
      nextAttemptAt: null,
      leaseUntil: null,
      sendingAt: null,
      nextPollAt: expect.any(Date),
      attempts: [{ outcome: 'accepted', code: 'status-202', httpStatus: 202, durationMs: 5, closedAt: expect.any(Date) }],
      receipts: [{ kind: 'receipt', kvittensId: 'FK-1', attemptId: attempt.attemptId, peer: 'ab' }],
    })
    expect(Buffer.from(row.receipts[0]?.raw ?? []).toString()).toBe('<svar/>')
    const audit = await at.given.owner.prisma.audit.findMany({ where: { object: submission?.id ?? '' }, orderBy: { seq: 'asc' } })
    expect(audit.map(({ actor, action, detail }) => [actor, action, detail]).slice(1)).toEqual([
      ['relay:a', 'attempt.accepted', { number: 1, code: 'status-202', next: 'done' }],
    ])
  })

  test('late writers fail on the fence and change nothing; what they were answered is kept, once', async () => {
    const [submission] = await at.handIn()
    const slow = await opened()
    await at.expireLeases()
    const next = await claimOne()
    expect(next.lost).toEqual(slow.attempt)
    const busy: Outcome = { kind: 'unsent', code: 'status-503', fault: 'receiver', retryAfterMs: null, answer }
    const again = { outcome: busy, step: { kind: 'retry', afterMs: 0 } } as const
    expect(await record({ ...slow, ...again })).toBe('late')
    expect(await record({ claim: next, attempt: slow.attempt, ...lost, step: again.step })).toBe('recorded')
    expect(await record({ ...slow, ...again })).toBe('late')
    expect(await record({ ...slow, ...lost })).toBe('late')
    expect(await at.look({ id: submission?.id ?? '' })).toMatchObject({
      deliveredAt: null,
      unknownAt: expect.any(Date),
      attempts: [{ outcome: 'unknown' }],
      receipts: [{ kind: 'unreadable', attemptId: slow.attempt.attemptId }],
    })
  })

  test.each([
    ['held', { kind: 'hold', reason: 'unknown' }],
    ['to be tried again', { kind: 'retry', afterMs: 3_600_000 }],
  ] as const)('a receipt that comes when its attempt was given up delivers what is %s', async (_, step) => {
    const { slow, id } = await givenUp(step)
    expect([await record(slow), await record(slow)]).toEqual(['received-late', 'late'])
    expect(await at.look({ id })).toMatchObject({
      deliveredAt: expect.any(Date),
      kvittensId: 'FK-1',
      heldAt: null,
      heldReason: null,
      nextAttemptAt: null,
      nextPollAt: expect.any(Date),
      attempts: [{ outcome: 'unknown', code: 'relay-lost' }],
      receipts: [{ kind: 'receipt', kvittensId: 'FK-1', attemptId: slow.attempt.attemptId }],
    })
    const links = await at.given.owner.prisma.audit.findMany({ where: { object: id, action: 'attempt.late' } })
    expect(links.map(({ actor, detail }) => [actor, detail])).toEqual([
      ['relay:a', { number: 1, code: 'status-202', next: 'done' }],
    ])
  })

  test('… and takes it from whoever has just claimed it to send it again', async () => {
    const { slow } = await givenUp({ kind: 'retry', afterMs: 0 })
    const next = await claimOne()
    expect(await record(slow)).toBe('received-late')
    expect(await open(next)).toBeNull()
    expect(await holdSubmission({ db }, { claim: next, reason: 'unknown', relay: 'b' })).toBe(false)
  })

  test('… but does nothing to a repeat that is under way: it is kept as it came', async () => {
    const { slow, id } = await givenUp({ kind: 'retry', afterMs: 0 })
    const next = await opened()
    expect(await record(slow)).toBe('late')
    expect(await at.look({ id })).toMatchObject({
      deliveredAt: null,
      sendingAt: expect.any(Date),
      receipts: [{ kind: 'unreadable', kvittensId: null }],
    })
    expect(await record(next)).toBe('recorded')
    expect(await at.look({ id })).toMatchObject({ kvittensId: 'FK-1' })
  })

  test('a receipt that comes when another relay has claimed its attempt, and not yet given it up, delivers', async () => {
    const [submission] = await at.handIn()
    const slow = await opened()
    await at.expireLeases()
    const next = await claimOne()
    expect(await record(slow)).toBe('recorded')
    expect(await record({ claim: next, attempt: slow.attempt, ...lost })).toBe('late')
    expect(await at.look({ id: submission?.id ?? '' })).toMatchObject({
      kvittensId: 'FK-1',
      unknownAt: null,
      attempts: [{ outcome: 'accepted' }],
      receipts: [{ kind: 'receipt' }],
    })
  })

  test('of two that record at the same time one does', async () => {
    await at.handIn()
    const mine = await opened()
    const results = await Promise.all([record(mine), record(mine), record(mine)])
    expect(results.sort()).toEqual(['late', 'late', 'recorded'])
  })

  test('a refusal ends it; one that is held does not, and its answer is kept with those that settle nothing', async () => {
    const rejected: Outcome = { kind: 'rejected', code: 'status-422', reason: 'fel', answer: { ...answer, httpStatus: 422 } }
    await at.handIn(2)
    const [one, other] = [await opened(), await opened()]
    await record({ ...one, outcome: rejected })
    await record({ ...other, outcome: rejected, step: { kind: 'hold', reason: 'unknown' } })
    expect(await at.look({ id: one.claim.submissionId })).toMatchObject({
      refusedAt: expect.any(Date),
      heldAt: null,
      receipts: [{ kind: 'refusal', reason: 'fel' }],
    })
    expect(await at.look({ id: other.claim.submissionId })).toMatchObject({
      refusedAt: null,
      heldReason: 'unknown',
      attempts: [{ outcome: 'rejected' }],
      receipts: [{ kind: 'unreadable', reason: 'fel' }],
    })
  })

  test('what is to be tried again is due when its time has come, and what is held says why', async () => {
    const [first, second] = await at.handIn(2)
    const one = await opened()
    await record({ ...one, outcome: unknown, step: { kind: 'retry', afterMs: 3_600_000 } })
    const other = await opened()
    await record({ ...other, outcome: unknown, step: { kind: 'hold', reason: 'unknown' } })
    expect(await claim()).toEqual([])
    const rows = await Promise.all([first, second].map((row) => at.look({ id: row?.id ?? '' })))
    const retried = rows.find(({ id }) => id === one.claim.submissionId)
    expect(Math.abs((retried?.nextAttemptAt?.getTime() ?? 0) - Date.now() - 3_600_000)).toBeLessThan(60_000)
    expect(rows.find(({ id }) => id === other.claim.submissionId)).toMatchObject({
      nextAttemptAt: null,
      heldReason: 'unknown',
      heldAt: expect.any(Date),
    })
  })
})

describe('a kvittensID that another submission has', () => {
  const disputed = { disputedAt: expect.any(Date), disputedKvittensId: 'FK-1', nextAttemptAt: null, leaseUntil: null }
  const linksOf = async (id: string) => {
    const links = await at.given.owner.prisma.audit.findMany({ where: { object: id }, orderBy: { seq: 'asc' } })
    return links.map(({ action, detail }) => [action, (detail as { next?: string }).next])
  }
  /** One of the first employer’s and one of the second’s, that was answered the same. */
  const twoEmployers = async () => {
    await at.handIn()
    const first = await opened()
    await at.handIn(1, { second: true })
    return { first, second: await opened() }
  }

  test('puts both in dispute, of whichever employers: nothing recorded is changed, and the answer is kept', async () => {
    const { first, second } = await twoEmployers()
    expect([await record(first), await record(second)]).toEqual(['recorded', 'disputed'])
    const [one, other] = [await at.look({ id: first.claim.submissionId }), await at.look({ id: second.claim.submissionId })]
    expect(one).toMatchObject({ ...disputed, deliveredAt: expect.any(Date), kvittensId: 'FK-1', receipts: [{ kind: 'receipt' }] })
    expect(other).toMatchObject({
      ...disputed,
      ...{ deliveredAt: null, kvittensId: null, heldAt: null, sendingAt: null, unknownAt: expect.any(Date) },
      attempts: [{ outcome: 'unknown', code: 'receipt-taken', httpStatus: 202, closedAt: expect.any(Date) }],
      receipts: [{ kind: 'receipt', kvittensId: 'FK-1' }],
    })
    expect(await linksOf(one.id)).toContainEqual(['submission.disputed', undefined])
    const own = await linksOf(other.id)
    expect(own).toContainEqual(['submission.disputed', undefined])
    expect(own).toContainEqual(['attempt.unknown', 'disputed'])
    // It says so once, also when the answer comes again.
    expect(await record(second)).toBe('late')
  })

  test('a third joins, and two that come at the same time never wait for each other', async () => {
    const submissions = [...(await at.handIn(4)), ...(await at.handIn(4, { second: true }))]
    const open = []
    for (const _ of submissions) open.push(await opened())
    const results = await Promise.all(open.map((one) => record(one)))
    expect(results.sort()).toEqual([...Array(7).fill('disputed'), 'recorded'])
    const rows = await Promise.all(submissions.map(at.look))
    expect(rows.map(({ disputedKvittensId }) => disputedKvittensId)).toEqual(rows.map(() => 'FK-1'))
    expect(rows.filter(({ kvittensId }) => kvittensId)).toHaveLength(1)
    const counts = await Promise.all(
      rows.map(async ({ id }) => (await linksOf(id)).filter(([action]) => action === 'submission.disputed')),
    )
    expect(counts.map((links) => links.length)).toEqual(rows.map(() => 1))
  })

  test('its verdict waits, and so does the question for it', async () => {
    const { first, second } = await twoEmployers()
    await record({ ...first, firstPollMs: 0 })
    const ask = () => claimPolls({ db }, { channel: 'https', limit: 5, firstMs: 0, maxMs: 1, giveUpAfterMs: 3_600_000 })
    const [poll] = await ask()
    await record(second)
    const verdict = { word: 'godkand', reason: null, answer } as const
    expect(poll && (await recordVerdict({ db }, { poll, verdict, relay: 'a' }))).toBe(false)
    await at.makeDue()
    expect(await ask()).toEqual([])
    // A question of before is no answer about what a person has said since.
    const end = 'UPDATE submission SET disputed_at = NULL, disputed_kvittens_id = NULL, kvittens_id = $2 WHERE id = $1'
    await at.given.owner.pool.query(end, [first.claim.submissionId, 'FK-2'])
    expect(poll && (await recordVerdict({ db }, { poll, verdict, relay: 'a' }))).toBe(false)
  })

  test('is no more believed when it comes late; what comes late for one in dispute is kept', async () => {
    await at.handIn()
    await record(await opened())
    const { slow, id } = await givenUp({ kind: 'hold', reason: 'unknown' })
    expect(await record(slow)).toBe('disputed')
    const still = { ...disputed, deliveredAt: null, heldReason: 'unknown', attempts: [{ code: 'relay-lost' }] }
    expect(await at.look({ id })).toMatchObject({ ...still, receipts: [{ kind: 'receipt', kvittensId: 'FK-1' }] })
    const own = { ...accepted, kvittensId: 'FK-3', answer: { ...answer, raw: Buffer.from('<nytt/>') } }
    expect(await record({ ...slow, outcome: own })).toBe('late')
    const kept = [{ kvittensId: 'FK-1' }, { kvittensId: 'FK-3' }]
    expect(await at.look({ id })).toMatchObject({ ...still, receipts: kept })
  })
})

test.each([
  ['is being sent again', `next_attempt_at = now(), held_at = NULL, held_reason = NULL`],
  ['has been withdrawn', `withdrawn_at = now(), next_attempt_at = NULL, held_at = NULL, held_reason = NULL`],
])('what %s since its answer was found to be another’s is not drawn into a dispute that nobody could end', async (_, columns) => {
  await at.handIn()
  await record(await opened())
  const { slow, id } = await givenUp({ kind: 'hold', reason: 'unknown' })
  await at.given.owner.pool.query(`UPDATE submission SET ${columns} WHERE id = $1`, [id])
  const again = (await claim(1))[0] ?? (await alone())[0]
  if (again) await open(again)
  const before = await at.look({ id })
  const late = { outcome: accepted, ...done, ...slow }
  expect(await inTransaction(db, (client) => recordDispute(client, late))).toBeNull()
  expect(await at.look({ id })).toEqual(before)
  expect(await recordAttempt({ db }, late)).toEqual({ kind: 'late' })
})

describe('a receipt for what a person has entered the answer of', () => {
  const settled = async (columns: string) => {
    const { slow, id } = await givenUp({ kind: 'hold', reason: 'unknown' })
    await at.given.owner.pool.query(
      `UPDATE submission SET settled_at = now(), settled_by = 'person:1', settled_name = 'Anna', settled_told_at = now(), settled_how = 'phone', ${columns} WHERE id = $1`,
      [id],
    )
    return { slow, id }
  }
  const HAS = `settled_as = 'has', held_at = NULL, held_reason = NULL`
  const HAS_NOT = `settled_as = 'has-not', held_reason = 'not-arrived', unknown_at = NULL`

  test.each([
    ['FK has it', HAS],
    ['FK has it, with this id', `${HAS}, kvittens_id = 'FK-1'`],
  ])('agrees with “%s”: it is delivered', async (_, columns) => {
    const { slow, id } = await settled(columns)
    expect(await record(slow)).toBe('received-late')
    const delivered = { deliveredAt: expect.any(Date), kvittensId: 'FK-1', settledAs: 'has', contradictedAt: null }
    expect(await at.look({ id })).toMatchObject({ ...delivered, receipts: [{ kind: 'receipt' }] })
    expect(await record(slow)).toBe('late')
  })

  test('with another id contradicts it, and is kept', async () => {
    const { slow, id } = await settled(`${HAS}, kvittens_id = 'FK-9'`)
    expect(await record(slow)).toBe('contradicted')
    const row = await at.look({ id })
    expect(row).toMatchObject({
      contradictedAt: expect.any(Date),
      kvittensId: 'FK-9',
      deliveredAt: null,
      receipts: [{ kvittensId: 'FK-1' }],
    })
    const links = await at.given.owner.prisma.audit.findMany({ where: { object: id, action: 'submission.contradicted' } })
    expect(links).toHaveLength(1)
  })

  test.each([
    ['waits', ''],
    ['is about to be sent again', ', held_at = NULL, held_reason = NULL, next_attempt_at = now()'],
  ])('contradicts “FK has not”: what %s is delivered, and nothing is sent', async (_, more) => {
    const { slow, id } = await settled(more ? `${HAS_NOT.replace(", held_reason = 'not-arrived'", '')}${more}` : HAS_NOT)
    expect(await record(slow)).toBe('contradicted')
    const delivered = { deliveredAt: expect.any(Date), kvittensId: 'FK-1', contradictedAt: expect.any(Date), heldAt: null }
    expect(await at.look({ id })).toMatchObject({ ...delivered, nextAttemptAt: null })
    expect([await claim(), await alone()]).toEqual([[], []])
  })

  test('… and one that is being sent again, or ended otherwise, is only flagged', async () => {
    const sent = await settled(
      `${HAS_NOT.replace(", held_reason = 'not-arrived'", '')}, held_at = NULL, held_reason = NULL, next_attempt_at = now()`,
    )
    const again = await opened()
    expect(await record(sent.slow)).toBe('contradicted')
    expect(await at.look({ id: sent.id })).toMatchObject({
      deliveredAt: null,
      sendingAt: expect.any(Date),
      contradictedAt: expect.any(Date),
    })
    expect(await record(again)).toBe('recorded')
    const gone = await settled(`${HAS_NOT}, withdrawn_at = now()`)
    expect(await record({ ...gone.slow, outcome: { ...accepted, kvittensId: 'FK-5' } })).toBe('contradicted')
    expect(await at.look({ id: gone.id })).toMatchObject({
      deliveredAt: null,
      withdrawnAt: expect.any(Date),
      contradictedAt: expect.any(Date),
    })
  })
})

describe('verdicts', () => {
  const polls = () =>
    claimPolls({ db }, { channel: 'https', limit: 5, firstMs: 60_000, maxMs: 240_000, giveUpAfterMs: 3_600_000 })
  const verdict = (word: 'mottagen' | 'godkand' | 'underkand') => ({ word, reason: word === 'underkand' ? 'fel' : null, answer })

  async function delivered() {
    await at.handIn()
    const mine = await opened()
    await record({ ...mine, firstPollMs: 0 })
    return { id: mine.claim.submissionId }
  }

  test('are asked for at growing intervals, to a cap, and then no more', async () => {
    const submission = await delivered()
    const waits: number[] = []
    for (let i = 0; i < 4; i++) {
      expect(await polls()).toMatchObject([{ submissionId: submission.id, kvittensId: 'FK-1', orgnr: '165599001236' }])
      expect(await polls()).toEqual([])
      waits.push(Math.round(((await at.look(submission)).nextPollAt?.getTime() ?? 0) - Date.now()) / 60_000)
      await at.makeDue()
    }
    expect(waits.map(Math.round)).toEqual([1, 2, 4, 4])
    await at.given.owner.pool.query(`ALTER TABLE submission DISABLE TRIGGER submission_keeps`)
    await at.given.owner.pool.query(`UPDATE submission SET delivered_at = now() - interval '2 hours'`)
    await at.given.owner.pool.query(`ALTER TABLE submission ENABLE TRIGGER submission_keeps`)
    expect(await polls()).toHaveLength(1)
    expect((await at.look(submission)).nextPollAt).toBeNull()
  })

  test('“mottagen” is kept once and asked on, the end is kept and ends it', async () => {
    const submission = await delivered()
    const [poll] = await polls()
    if (!poll) throw new Error('nothing to ask for')
    const say = (word: 'mottagen' | 'godkand' | 'underkand') =>
      recordVerdict({ db }, { poll, verdict: verdict(word), relay: 'a' })
    expect([await say('mottagen'), await say('mottagen')]).toEqual([true, false])
    expect((await at.look(submission)).nextPollAt).not.toBeNull()
    expect([await say('underkand'), await say('godkand')]).toEqual([true, false])
    expect(await at.look(submission)).toMatchObject({
      disapprovedAt: expect.any(Date),
      approvedAt: null,
      nextPollAt: null,
      receipts: [{ kind: 'receipt' }, { verdict: 'mottagen' }, { verdict: 'underkand', reason: 'fel', kvittensId: 'FK-1' }],
    })
  })
})
