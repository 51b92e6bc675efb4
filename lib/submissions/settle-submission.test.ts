import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ActingPerson, orderFor, type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import { addLogin } from '#e2e/fixtures/test-login.ts'
import { forEmployer, PORTAL_CHAIN } from '#lib/db.ts'
import { findSameFile } from '#lib/intake/ask-history.ts'
import { LIMITS } from '#lib/limits.ts'
import { claimNext } from './claim-next.ts'
import { claimPolls } from './claim-polls.ts'
import { openAttempt } from './open-attempt.ts'
import { recordAttempt } from './record-attempt.ts'
import { resendSubmission } from './resend-submission.ts'
import { type Settlement, settleForOperator, settleForSupport, settleSubmission } from './settle-submission.ts'
import { stateOf } from './state.ts'
import { submitFile } from './submit-file.ts'

let at: SubmissionsFixture
let ofAnna: Company
let ofBo: Company
const MINUTE = 60_000
const HAS = { as: 'has', kvittensId: null, how: 'phone' } as const
const HAS_NOT = { as: 'has-not', kvittensId: null, how: 'written' } as const

beforeAll(async () => {
  at = await submissionsFixture()
  ofAnna = { employerId: at.first.employerId, who: at.first.anna }
  ofBo = { employerId: at.second.employerId, who: at.second.bo }
})
afterAll(() => at.drop())

type Company = { employerId: string; who: ActingPerson }
type Bytes = Buffer<ArrayBuffer>
type Handed = { id: string; reference: string; bytes: Bytes } & Company

async function handIn(company: Company, bytes: Bytes = randomBytes(100), minutesAgo = 0): Promise<Handed> {
  const file = await at.file(company.employerId, bytes)
  const order = orderFor(company.employerId)
  const now = new Date(Date.now() - minutesAgo * MINUTE)
  const { submission } = await submitFile({ db: at.web, actor: company.who.actor, now }, { order, file })
  return { ...company, id: submission.id, reference: submission.reference, bytes }
}

const change = (id: string, data: object) => at.owner.prisma.submission.update({ where: { id }, data })
const row = (id: string) => at.owner.prisma.submission.findUniqueOrThrow({ where: { id }, include: { attempts: true } })
const state = async (id: string) => stateOf(await row(id), new Date())
const links = (object: string, action: string, chain?: string) =>
  at.owner.prisma.audit.count({ where: { object, action, ...(chain && { chain }) } })
const newId = () => `FK-${randomBytes(6).toString('hex')}`

/** Handed in an hour ago, one attempt ended without an answer, and held. */
async function unknown(company = ofAnna, bytes?: Bytes, code = 'timeout'): Promise<Handed> {
  const handed = await handIn(company, bytes, 60)
  const then = new Date(Date.now() - 50 * MINUTE)
  await change(handed.id, { nextAttemptAt: null, heldAt: then, heldReason: 'unknown', unknownAt: then, attemptCount: 1 })
  const attempt = { number: 1, fence: 1n, relay: 'r1', openedAt: then, closedAt: then, outcome: 'unknown', code }
  await at.owner.prisma.attempt.create({ data: { submissionId: handed.id, employerId: handed.employerId, ...attempt } })
  return handed
}

const ANSWER = { httpStatus: 202, contentType: null, raw: Buffer.from('<kvittens/>'), peer: null }

/** FK's receipt of the attempt whose relay was thought dead. */
function lateReceipt({ id: submissionId, employerId, fence, attempts: [attempt] }: Awaited<ReturnType<typeof row>>) {
  const outcome = { kind: 'accepted', code: 'status-202', kvittensId: newId(), statedAt: null, answer: ANSWER } as const
  const step = { kind: 'done' } as const
  return {
    ...{ claim: { submissionId, employerId, fence: String(fence) }, attempt: { attemptId: attempt?.id ?? '', number: 1 } },
    ...{ outcome, step, durationMs: 5, mayRepeat: false, firstPollMs: 1000, relay: 'r1' },
  }
}

/** The first has FK's receipt with the id; the other's own came later, with the same. */
async function disputed(owners = [ofAnna, ofBo]) {
  const kvittensId = newId()
  const [first, ...others] = await Promise.all(owners.map((owner) => unknown(owner)))
  if (!first) throw new Error('nobody')
  const now = new Date()
  const dispute = { disputedAt: now, disputedKvittensId: kvittensId, heldAt: null, heldReason: null }
  await change(first.id, { ...dispute, deliveredAt: now, kvittensId, approvedAt: now })
  for (const other of others) await change(other.id, dispute)
  for (const { id: submissionId, employerId } of [first, ...others]) {
    const answer = { kind: 'receipt', kvittensId, recordedAt: now, httpStatus: 202, raw: Buffer.from('x') }
    await at.owner.prisma.receipt.create({ data: { submissionId, employerId, ...answer } })
  }
  return { kvittensId, first, others: others as [Handed, ...Handed[]] }
}

const told = (minutesAgo = 5): Date => new Date(Math.floor(Date.now() / MINUTE - minutesAgo) * MINUTE)
const settle = (
  { employerId, reference, who }: Handed,
  settlement: Omit<Settlement, 'toldAt'> & { toldAt?: Date },
  actor = who.actor,
) =>
  settleSubmission(
    { db: at.web, actor, now: new Date() },
    { employerId, reference, settlement: { toldAt: told(), ...settlement } },
  )
const refused = (detail: string, code = 'conflict') => ({ code, detail })

describe('FK has it', () => {
  test('it is an end by a person’s word, nothing is sent any more, and what was recorded stays', async () => {
    const handed = await unknown()
    const before = await row(handed.id)
    expect(await settle(handed, HAS)).toMatchObject({ settledName: 'Anna', settledBy: `person:${handed.who.personId}` })
    const after = await row(handed.id)
    expect(await state(handed.id)).toMatchObject({ kind: 'settled', toldAt: told(), how: 'phone', name: 'Anna', isPolled: false })
    expect(after.attempts).toEqual(before.attempts)
    expect(after).toMatchObject({ deliveredAt: null, nextAttemptAt: null, messageId: before.messageId })
    expect(await links(handed.id, 'submission.settled')).toBe(1)
    // A delivery like any other: the same bytes are a repeat within a day, and a new file later.
    expect((await handIn(ofAnna, handed.bytes)).id).toBe(handed.id)
    expect((await handIn(ofAnna, handed.bytes, -3 * 24 * 60)).id).not.toBe(handed.id)
  })

  test('while a relay is about to send it once more, twenty at once: that one is sent or this is entered, never both', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => unknown()))
    for (const { id } of all) await change(id, { heldAt: null, heldReason: null, nextAttemptAt: new Date() })
    const ids = all.map(({ id }) => id)
    const claims = (await claimNext({ db: at.relay }, { channel: 'https', limit: 1000, leaseMs: MINUTE })).filter(
      ({ submissionId }) => ids.includes(submissionId),
    )
    expect(claims).toHaveLength(20)
    const entered = Promise.allSettled(all.map((handed) => settle(handed, HAS)))
    const opened = new Map<string, boolean>()
    for (const claim of claims)
      opened.set(claim.submissionId, (await openAttempt({ db: at.relay }, claim, { relay: 'r1', leaseMs: MINUTE })) !== null)
    for (const [n, result] of (await entered).entries()) {
      expect(opened.get(ids[n] ?? '')).toBe(result.status === 'rejected')
      if (result.status === 'rejected') expect(result).toMatchObject({ reason: { detail: 'being_sent' } })
    }
  })

  test('while FK’s receipt comes late after all, twenty at once: it is believed, and contradicts what was entered before it', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => unknown(ofAnna, undefined, 'relay-lost')))
    const receipts = await Promise.all(all.map(async ({ id }) => lateReceipt(await row(id))))
    const entered = Promise.allSettled(all.map((handed) => settle(handed, HAS_NOT)))
    const recorded = await Promise.all(
      receipts.map(async (receipt, n) => {
        await sleep(n * 4)
        return await recordAttempt({ db: at.relay }, receipt)
      }),
    )
    for (const [n, result] of (await entered).entries()) {
      const { deliveredAt, contradictedAt, kvittensId } = await row(all[n]?.id ?? '')
      expect([deliveredAt !== null, kvittensId]).toEqual([true, receipts[n]?.outcome.kvittensId])
      expect(contradictedAt !== null).toBe(result.status === 'fulfilled')
      expect(recorded[n]).toEqual({ kind: result.status === 'fulfilled' ? 'contradicted' : 'received-late' })
    }
  })

  test('with the id, the verdict is asked for', async () => {
    const [handed, id] = [await unknown(), newId()]
    expect(await settle(handed, { ...HAS, kvittensId: ` ${id} ` })).toMatchObject({ kvittensId: id })
    expect(await state(handed.id)).toMatchObject({ kind: 'settled', isPolled: true })
    const polls = await claimPolls(
      { db: at.relay },
      { channel: 'https', limit: 1000, firstMs: 1, maxMs: 1, giveUpAfterMs: MINUTE },
    )
    expect(polls).toContainEqual(expect.objectContaining({ submissionId: handed.id, kvittensId: id }))
  })

  test('entered twice it is done once; something else afterwards is refused', async () => {
    const handed = await unknown()
    await settle(handed, HAS)
    await settle(handed, HAS)
    expect(await links(handed.id, 'submission.settled')).toBe(1)
    for (const other of [HAS_NOT, { ...HAS, kvittensId: newId() }, { ...HAS, toldAt: told(6) }])
      await expect(settle(handed, other)).rejects.toMatchObject(refused('not_unknown'))
  })

  test('with an id that another submission has, of any company, it is refused', async () => {
    const [handed, other, id] = [await unknown(), await unknown(ofBo), newId()]
    await settle(other, { ...HAS, kvittensId: id })
    await expect(settle(handed, { ...HAS, kvittensId: id })).rejects.toMatchObject(refused('kvittens_id_taken'))
    const { kvittensId } = await disputed()
    const before = await row(handed.id)
    await expect(settle(handed, { ...HAS, kvittensId })).rejects.toMatchObject(refused('kvittens_id_taken'))
    expect(await state(handed.id)).toMatchObject({ kind: 'held' })
    expect(await row(handed.id)).toEqual(before)
    // Each try stands in the company's own trail, and in no other's.
    const tries = await at.owner.prisma.audit.findMany({
      where: { action: 'submission.settle-refused' },
      orderBy: { seq: 'asc' },
    })
    expect(tries.map(({ chain, object, detail }) => ({ chain, object, detail }))).toEqual(
      [id, kvittensId].map((tried) => ({
        ...{ chain: handed.employerId, object: handed.id },
        detail: { reference: handed.reference, kvittensId: tried },
      })),
    )
  })
})

describe('FK has it not', () => {
  test('it may be sent again under its own id, and the doubt of before does not hinder it', async () => {
    const handed = await unknown()
    await settle(handed, HAS_NOT)
    expect(await state(handed.id)).toMatchObject({ kind: 'held', reason: 'not-arrived', mayHaveArrived: false })
    await resendSubmission({ db: at.web, actor: handed.who.actor }, handed)
    const claims = await claimNext({ db: at.relay }, { channel: 'https', limit: 1000, leaseMs: MINUTE })
    const claim = claims.find(({ submissionId }) => submissionId === handed.id)
    expect(claim).toMatchObject({ unknownBefore: false })
  })

  test('a new doubt after that is a doubt again', async () => {
    const handed = await unknown()
    await settle(handed, HAS_NOT)
    const then = new Date(Date.now() + 1000)
    const attempt = { number: 2, fence: 2n, relay: 'r1', openedAt: then, closedAt: then, outcome: 'unknown' }
    await at.owner.prisma.attempt.create({ data: { submissionId: handed.id, employerId: handed.employerId, ...attempt } })
    await expect(resendSubmission({ db: at.web, actor: handed.who.actor }, handed)).rejects.toMatchObject(refused('may_double'))
  })

  test('what FK said before it was sent again says nothing of that: the same answer once more is refused', async () => {
    const handed = await unknown()
    await settle(handed, HAS_NOT)
    await resendSubmission({ db: at.web, actor: handed.who.actor }, handed)
    const now = new Date()
    await change(handed.id, { nextAttemptAt: null, heldAt: now, heldReason: 'unknown', unknownAt: now, attemptCount: 2 })
    const attempt = { number: 2, fence: 2n, relay: 'r1', openedAt: now, closedAt: now, outcome: 'unknown' }
    await at.owner.prisma.attempt.create({ data: { submissionId: handed.id, employerId: handed.employerId, ...attempt } })
    await expect(settle(handed, HAS_NOT)).rejects.toMatchObject(refused('told_before_sent', 'invalid'))
    await settle(handed, { ...HAS_NOT, toldAt: told(0) })
  })

  test('the same bytes handed in anew are a new file, which ends the old one', async () => {
    const handed = await unknown()
    await settle(handed, HAS_NOT)
    const { sha256 } = await row(handed.id)
    const told = { employerId: handed.employerId, service: 'sjukanmalan', sha256 }
    // The page says so itself: nobody has to tick that it was handed in before.
    expect(
      await forEmployer({ db: at.web, actor: at.ombud.actor }, handed.employerId, (tx) => findSameFile(tx, told, new Date())),
    ).toBeUndefined()
    const anew = await handIn(ofAnna, handed.bytes)
    expect(anew.id).not.toBe(handed.id)
    expect(await row(handed.id)).toMatchObject({ replacedBy: anew.id, heldAt: null })
    expect(await state(handed.id)).toMatchObject({ kind: 'withdrawn' })
    await expect(resendSubmission({ db: at.web, actor: handed.who.actor }, handed)).rejects.toMatchObject(refused('replaced'))
    expect((await handIn(ofAnna, handed.bytes)).id).toBe(anew.id)
  })

  test('days later too, sent again it is sent once: the same bytes are then a repeat', async () => {
    const handed = await unknown()
    await settle(handed, HAS_NOT)
    await resendSubmission({ db: at.web, actor: handed.who.actor }, handed)
    expect((await handIn(ofAnna, handed.bytes, -3 * 24 * 60)).id).toBe(handed.id)
  })

  test('sent again and handed in anew at the same moment, twenty times: one of them, never both', async () => {
    for (let turn = 0; turn < 20; turn++) {
      const handed = await unknown()
      await settle(handed, HAS_NOT)
      // Handing in takes longer: each has its chance to be first.
      const again = async () => {
        await sleep(turn * 2)
        return await resendSubmission({ db: at.web, actor: handed.who.actor }, handed)
      }
      const anew = () => handIn(ofAnna, handed.bytes)
      const [resent, first] = await Promise.allSettled(turn % 2 ? [again(), anew()] : [again(), anew(), anew()])
      const rows = await at.owner.prisma.submission.findMany({ where: { sha256: (await row(handed.id)).sha256 } })
      expect(rows.filter(({ nextAttemptAt }) => nextAttemptAt !== null)).toHaveLength(1)
      expect(rows).toHaveLength(resent.status === 'fulfilled' ? 1 : 2)
      expect(first.status).toBe('fulfilled')
    }
  })
})

describe('is refused', () => {
  test('to another company, as something that is not there', async () => {
    const handed = await unknown()
    const { employerId, who } = ofBo
    await expect(settle({ ...handed, employerId, who }, HAS)).rejects.toMatchObject({ code: 'not_found' })
    await expect(settle({ ...handed, who }, HAS)).rejects.toMatchObject({ code: 'not_found' })
    const write = `SELECT settle_submission('${handed.id}', 'has', NULL, now(), 'phone', 'x', 'x')`
    await expect(at.web.pool.query(write)).rejects.toThrow(/another employer/)
    await expect(at.web.pool.query(`SELECT lock_dispute('${handed.employerId}', 'x')`)).rejects.toThrow(/another employer/)
    for (const sql of ['leave_dispute(gen_random_uuid(), now())', "audit_dispute(NULL, 'x')", 'keep_disputed_id(NULL, now())'])
      await expect(at.web.pool.query(`SELECT ${sql}`)).rejects.toThrow(/permission denied/)
    await expect(at.web.pool.query('UPDATE submission SET settled_at = now()')).rejects.toThrow(/permission denied/)
    expect(await state(handed.id)).toMatchObject({ kind: 'held' })
  })

  test('of a file that is certain, under way, or withdrawn', async () => {
    const handed = await unknown()
    const now = new Date()
    await expect(settle(await handIn(ofAnna), HAS)).rejects.toMatchObject(refused('not_unknown'))
    await change(handed.id, { heldAt: null, heldReason: null, nextAttemptAt: now })
    const [claim] = (await claimNext({ db: at.relay }, { channel: 'https', limit: 1000, leaseMs: MINUTE })).filter(
      ({ submissionId }) => submissionId === handed.id,
    )
    if (!claim) throw new Error('not claimed')
    await openAttempt({ db: at.relay }, claim, { relay: 'r1', leaseMs: MINUTE })
    await expect(settle(handed, HAS)).rejects.toMatchObject(refused('being_sent'))
    // Its relay died: what became of that attempt is recorded first.
    await change(handed.id, { leaseUntil: new Date(0) })
    await expect(settle(handed, HAS)).rejects.toMatchObject(refused('being_sent'))
    await change(handed.id, { sendingAt: null, leaseUntil: null, nextAttemptAt: null, deliveredAt: now, kvittensId: newId() })
    await expect(settle(handed, HAS_NOT)).rejects.toMatchObject(refused('not_unknown'))
  })

  test('with a time that cannot be, or an id that cannot be', async () => {
    const handed = await unknown()
    const invalid = (detail: string) => refused(detail, 'invalid')
    await expect(settle(handed, { ...HAS, toldAt: new Date(Date.now() + MINUTE) })).rejects.toMatchObject(invalid('told_later'))
    await expect(settle(handed, { ...HAS, toldAt: told(62) })).rejects.toMatchObject(invalid('told_before'))
    for (const kvittensId of ['x'.repeat(LIMITS.kvittensIdCharacters + 1), 'FK 1', 'FK\0'])
      await expect(settle(handed, { ...HAS, kvittensId })).rejects.toMatchObject(invalid('kvittens_id'))
    await expect(settle(handed, { ...HAS_NOT, kvittensId: newId() })).rejects.toMatchObject(invalid('kvittens_id'))
  })

  test('to a login in which the person has not proved lately who they are', async () => {
    const handed = await unknown()
    const { personId } = handed.who
    const login = async (provedAt: Date | null) => {
      return await addLogin(at.owner, personId, { provedAt })
    }
    const minutes = LIMITS.freshLoginMinutes
    for (const old of [null, new Date(Date.now() - minutes * MINUTE - 1000)])
      await expect(settle(handed, HAS, await login(old))).rejects.toMatchObject(refused('fresh_login', 'not_allowed'))
    await settle(handed, HAS, await login(new Date(Date.now() - minutes * MINUTE + 10_000)))
  })
})

describe('a dispute of two companies', () => {
  test('the id goes to whom it is said of, and for the other it is unknown again', async () => {
    const { kvittensId, first, others } = await disputed()
    const [other] = others
    await settle(other, { ...HAS, kvittensId })
    expect(await state(other.id)).toMatchObject({ kind: 'settled', isPolled: true })
    expect(await row(first.id)).toMatchObject({ kvittensId: null, deliveredAt: null, approvedAt: null, disputedAt: null })
    expect(await state(first.id)).toMatchObject({ kind: 'held', reason: 'unknown', mayHaveArrived: true, mayRepeat: false })
    // Each sees in its own trail what became of its own.
    expect(await links(first.id, 'submission.dispute-ended', first.employerId)).toBe(1)
    expect(await links(other.id, 'submission.settled', other.employerId)).toBe(1)
    const trail = await at.owner.prisma.audit.findMany({ where: { object: first.id } })
    expect(JSON.stringify(trail.map(({ detail, actor }) => ({ detail, actor })))).not.toMatch(
      new RegExp(`${other.reference}|${other.id}|${other.who.personId}`),
    )
    expect(await at.owner.prisma.receipt.count({ where: { kvittensId } })).toBe(2)
  })

  test('the one that has the receipt keeps it, with the verdict, when the id is said to be its own', async () => {
    const { kvittensId, first, others } = await disputed()
    await settle(first, { ...HAS, kvittensId })
    expect(await state(first.id)).toMatchObject({ kind: 'approved' })
    expect(await state(others[0].id)).toMatchObject({ kind: 'held', reason: 'unknown' })
  })

  test.each([
    ['another id', () => ({ ...HAS, kvittensId: newId() }), 'settled'],
    ['that FK has it not', () => HAS_NOT, 'held'],
  ] as const)('%s frees the id: the other is delivered, as its own receipt says', async (_, settlement, kind) => {
    const { kvittensId, first, others } = await disputed()
    await settle(first, settlement())
    expect(await state(first.id)).toMatchObject({ kind })
    expect(await row(first.id)).toMatchObject({ deliveredAt: null, approvedAt: null })
    expect(await row(others[0].id)).toMatchObject({ kvittensId, disputedAt: null, heldAt: null })
    expect(await state(others[0].id)).toMatchObject({ kind: 'accepted', isPolled: true })
  })

  test('one that only a person said FK has is settled again when the id is left to it, and not delivered', async () => {
    const [first, other, kvittensId] = [await unknown(), await unknown(ofBo), newId()]
    await settle(first, { ...HAS, kvittensId })
    for (const { id } of [first, other])
      await change(id, { disputedAt: new Date(), disputedKvittensId: kvittensId, heldAt: null, heldReason: null })
    await settle(other, HAS_NOT)
    expect(await row(first.id)).toMatchObject({ kvittensId, disputedAt: null, deliveredAt: null })
    expect(await state(first.id)).toMatchObject({ kind: 'settled', name: 'Anna', isPolled: true })
    const [link] = await at.owner.prisma.audit.findMany({ where: { object: first.id, action: 'submission.dispute-ended' } })
    expect(link?.detail).toMatchObject({ became: 'settled' })
  })

  test('without an id it ends for this one, and whose the id is stays open for the other', async () => {
    const { kvittensId, first, others } = await disputed()
    const [other] = others
    await settle(first, HAS)
    expect(await state(first.id)).toMatchObject({ kind: 'settled', isPolled: false })
    expect(await row(first.id)).toMatchObject({ kvittensId: null, disputedAt: null })
    expect(await state(other.id)).toMatchObject({ kind: 'disputed', kvittensId })
    await settle(other, { ...HAS, kvittensId })
    expect(await row(other.id)).toMatchObject({ kvittensId, disputedAt: null })
    expect(await state(first.id)).toMatchObject({ kind: 'settled' })
  })

  test('of three goes on until one is left', async () => {
    const { kvittensId, first, others } = await disputed([ofAnna, ofBo, ofAnna])
    await settle(first, HAS_NOT)
    for (const { id } of others) expect(await state(id)).toMatchObject({ kind: 'disputed', kvittensId })
    // No row has the id by now, and it is not to be had all the same.
    await expect(settle(await unknown(), { ...HAS, kvittensId })).rejects.toMatchObject(refused('kvittens_id_taken'))
    await settle(others[0], HAS_NOT)
    expect(await state(others[0].id)).toMatchObject({ kind: 'held', reason: 'not-arrived' })
    expect(await row(others[1]?.id ?? '')).toMatchObject({ kvittensId, disputedAt: null })
  })

  test('ended by both at the same moment, twenty times: the id has one owner', async () => {
    for (let turn = 0; turn < 20; turn++) {
      const { kvittensId, first, others } = await disputed()
      const both = await Promise.allSettled([first, others[0]].map((each) => settle(each, { ...HAS, kvittensId })))
      expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      const rows = await Promise.all([first.id, others[0].id].map(row))
      expect(rows.map(({ kvittensId: id }) => id).sort()).toEqual([kvittensId, null])
      expect(rows.map(({ disputedAt }) => disputedAt)).toEqual([null, null])
    }
  })
})

describe('by others than the company', () => {
  test('support settles any company’s, which stands in both audit trails', async () => {
    const handed = await unknown(ofBo)
    const input = { reference: handed.reference, settlement: { ...HAS, toldAt: told() } }
    const by = (actor = at.ombud.actor) => ({ db: at.web, actor, now: new Date() })
    await expect(settleForSupport(by(handed.who.actor), input)).rejects.toThrow(/not support/)
    await expect(settleForSupport(by(), { ...input, reference: 'AAAA-AAAA-A' })).rejects.toMatchObject({ code: 'not_found' })
    const { kvittensId } = await disputed()
    const taken = { ...input, settlement: { ...input.settlement, kvittensId } }
    await expect(settleForSupport(by(), taken)).rejects.toMatchObject(refused('kvittens_id_taken'))
    for (const chain of [handed.employerId, PORTAL_CHAIN])
      expect(await links(handed.id, 'submission.settle-refused', chain)).toBe(1)
    expect(await settleForSupport(by(), input)).toMatchObject({ settledName: 'Supporten' })
    for (const chain of [handed.employerId, PORTAL_CHAIN]) expect(await links(handed.id, 'submission.settled', chain)).toBe(1)
  })

  test('the operator settles by the name that is given', async () => {
    const { reference, id } = await unknown(ofBo)
    const settlement = { ...HAS_NOT, toldAt: told() }
    expect(
      await settleForOperator({ db: at.relay }, { reference, settlement, actor: 'admin:root', name: 'Göran' }),
    ).toMatchObject({
      settledBy: 'admin:root',
      settledName: 'Göran',
    })
    expect(await state(id)).toMatchObject({ kind: 'held', reason: 'not-arrived' })
  })
})
