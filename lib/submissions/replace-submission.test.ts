// A new file that is handed in instead of an earlier one, and what FK said no to that is marked as dealt with.

import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { setServices } from '#e2e/fixtures/exchanges.ts'
import { OPEN_GATE, orderFor, type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import { serviceById } from '#lib/services/catalogue.ts'
import { findReplaced } from './find-replaced.ts'
import { findSubmission } from './find-submission.ts'
import { listNeeding, listSubmissions } from './list-submissions.ts'
import { markDealtWith } from './mark-dealt-with.ts'
import { resendSubmission } from './resend-submission.ts'
import type { SendGate } from './send-gate.ts'
import { readSendingStatus } from './sending-status.ts'
import { stateOf } from './state.ts'
import { submitFile } from './submit-file.ts'
import { withdrawSubmission } from './withdraw-submission.ts'

let at: SubmissionsFixture
beforeAll(async () => {
  at = await submissionsFixture()
})
afterAll(() => at.drop())

const now = new Date()
type Bytes = Buffer<ArrayBuffer>
type HandInInput = { replaces?: string; bytes?: Bytes; idempotencyKey?: string }

async function handIn({ bytes = randomBytes(90), ...more }: HandInInput = {}, { employerId, anna } = at.first) {
  const [order, file] = [orderFor(employerId, more), await at.file(employerId, bytes)]
  const { submission, duplicate } = await submitFile({ db: at.web, actor: anna.actor, now }, { order, file })
  return { id: submission.id, reference: submission.reference, duplicate }
}
const second = () => ({ employerId: at.second.employerId, orgnr: at.second.orgnr, anna: at.second.bo })
const row = (id: string) => at.owner.prisma.submission.findUniqueOrThrow({ where: { id } })
const by = (actor = at.first.anna.actor) => ({ db: at.web, actor, now })
const links = (object: string, action: string) => at.owner.prisma.audit.count({ where: { object, action } })
const find = (reference: string) =>
  findSubmission({ db: at.web, actor: at.ombud.actor, now }, { employerId: at.first.employerId, reference })

const SETTLED = {
  settledAt: now,
  settledAs: 'has-not',
  settledBy: 'person:1',
  settledName: 'Anna',
  settledToldAt: now,
  settledHow: 'phone',
}
const ENDS = {
  refused: { refusedAt: now },
  disapproved: { deliveredAt: now, disapprovedAt: now },
  gaveUp: { heldAt: now, heldReason: 'gave-up' },
  sending: { sendingAt: now, leaseUntil: new Date(Date.now() + 60_000) },
  unknown: { heldAt: now, heldReason: 'unknown', unknownAt: now },
  contradicted: { ...SETTLED, deliveredAt: now, contradictedAt: now },
} as const

async function ended(as: keyof typeof ENDS, bytes?: Bytes) {
  const handed = await handIn(bytes ? { bytes } : {})
  const kvittensId = 'deliveredAt' in ENDS[as] ? `FK-${randomBytes(6).toString('hex')}` : null
  const data = { nextAttemptAt: null, kvittensId, ...ENDS[as] }
  await at.owner.prisma.submission.update({ where: { id: handed.id }, data })
  return handed
}

describe('a corrected file', () => {
  test.each(['refused', 'disapproved'] as const)(
    'is linked to the %s one, which stays as it is and asks for nothing',
    async (as) => {
      const old = await ended(as)
      const anew = await handIn({ replaces: old.reference })
      expect(anew.duplicate).toBe(false)
      expect(await row(old.id)).toMatchObject({ replacedBy: anew.id, withdrawnAt: null, ...ENDS[as] })
      expect(await find(old.reference)).toMatchObject({
        replacement: { reference: anew.reference },
        mayBeReplaced: false,
        mayBeDealtWith: false,
      })
      expect((await find(anew.reference)).replaces).toMatchObject([{ reference: old.reference }])
      expect(await links(old.id, 'submission.replaced')).toBe(1)
    },
  )

  test('ends one that is held and cannot have arrived', async () => {
    const old = await ended('gaveUp')
    await handIn({ replaces: old.reference })
    expect(stateOf(await row(old.id), now)).toMatchObject({ kind: 'withdrawn' })
    await expect(resendSubmission(by(), { employerId: at.first.employerId, ...old })).rejects.toMatchObject({
      detail: 'replaced',
    })
  })

  test('handed in again keeps its link', async () => {
    const old = await ended('refused')
    const bytes = randomBytes(50)
    const anew = await handIn({ replaces: old.reference, bytes })
    expect(await handIn({ replaces: old.reference, bytes })).toEqual({ ...anew, duplicate: true })
    expect(await handIn({ bytes })).toEqual({ ...anew, duplicate: true })
    expect(await row(old.id)).toMatchObject({ replacedBy: anew.id })
    expect(await links(old.id, 'submission.replaced')).toBe(1)
  })

  test('that was handed in before, without saying so, is linked', async () => {
    const [old, bytes] = [await ended('refused'), randomBytes(50)]
    const anew = await handIn({ bytes })
    expect((await handIn({ replaces: old.reference, bytes })).id).toBe(anew.id)
    expect(await row(old.id)).toMatchObject({ replacedBy: anew.id })
  })

  test('by a key whose first file came to nothing is refused: the old one goes on asking', async () => {
    const [old, bytes, idempotencyKey] = [await ended('gaveUp'), randomBytes(50), randomBytes(8).toString('hex')]
    const { reference } = await handIn({ bytes, idempotencyKey })
    await withdrawSubmission(by(), { employerId: at.first.employerId, reference, gate: OPEN_GATE })
    await expect(handIn({ replaces: old.reference, bytes, idempotencyKey })).rejects.toMatchObject({ code: 'key_reused' })
    expect(await row(old.id)).toMatchObject({ replacedBy: null, withdrawnAt: null, heldReason: 'gave-up' })
    expect((await handIn({ replaces: old.reference, bytes })).duplicate).toBe(false)
  })

  test('and back again is refused: no two files replace each other', async () => {
    const bytes = randomBytes(50)
    const old = await handIn({ bytes })
    const data = { nextAttemptAt: null, deliveredAt: now, kvittensId: `FK-${randomBytes(6).toString('hex')}` }
    await at.owner.prisma.submission.update({ where: { id: old.id }, data })
    const anew = await handIn({ replaces: old.reference })
    const held = { nextAttemptAt: null, ...ENDS.gaveUp }
    await at.owner.prisma.submission.update({ where: { id: anew.id }, data: held })
    await expect(handIn({ replaces: anew.reference, bytes })).rejects.toMatchObject({ detail: 'replaces_back' })
    expect(await row(anew.id)).toMatchObject({ replacedBy: null, withdrawnAt: null })
  })

  test.each([
    ['is on its way', 'sending'],
    ['may have arrived', 'unknown'],
  ] as const)('is refused for one that %s, and nothing is kept', async (_, as) => {
    const old = await ended(as)
    const before = await at.owner.prisma.submission.count()
    await expect(handIn({ replaces: old.reference })).rejects.toMatchObject({ code: 'conflict', detail: 'not_replaceable' })
    expect(await at.owner.prisma.submission.count()).toBe(before)
  })

  test('is refused for what is not theirs, of another e-service, replaced before, or the same file', async () => {
    const [bytes, old] = [randomBytes(60), await ended('refused')]
    await expect(handIn({ replaces: old.reference }, second())).rejects.toMatchObject({ code: 'not_found', detail: 'replaces' })
    await expect(handIn({ replaces: 'AAAA-AAAA-A' })).rejects.toMatchObject({ code: 'not_found', detail: 'replaces' })
    const { reference: replacedBy } = await handIn({ replaces: old.reference })
    const late = { code: 'conflict', detail: 'replaced_already', replacedBy }
    await expect(handIn({ replaces: old.reference })).rejects.toMatchObject(late)
    const same = await handIn({ bytes })
    await at.owner.prisma.submission.update({
      where: { id: same.id },
      data: { nextAttemptAt: null, deliveredAt: now, kvittensId: 'FK-s' },
    })
    await expect(handIn({ replaces: same.reference, bytes })).rejects.toMatchObject({ detail: 'replaces_itself' })
    const service = serviceById('agi') ?? serviceById('franvarouppgift')
    if (!service) throw new Error('no other e-service')
    const order = { ...orderFor(at.first.employerId, { replaces: same.reference }), service: { ...service, checkOnly: false } }
    await setServices(at.owner, at.first.employerId, ['sjukanmalan', service.id])
    const file = await at.file(at.first.employerId)
    await expect(submitFile(by(), { order, file })).rejects.toMatchObject({ code: 'invalid', detail: 'replaces_service' })
  })

  test('for two at once, twenty times: one of them replaces it', async () => {
    for (let turn = 0; turn < 20; turn++) {
      const old = await ended('gaveUp')
      const both = await Promise.allSettled([handIn({ replaces: old.reference }), handIn({ replaces: old.reference })])
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { detail: 'replaced_already' } })
    }
  })

  test('and a resend at once, twenty times: one or the other is sent', async () => {
    for (let turn = 0; turn < 20; turn++) {
      const old = await ended('gaveUp')
      const which = { employerId: at.first.employerId, reference: old.reference }
      // Handing in takes longer: each has its chance to be first.
      const later = async () => {
        await sleep(turn * 2)
        return await resendSubmission(by(), which)
      }
      const [anew, resent] = await Promise.allSettled([handIn({ replaces: old.reference }), later()])
      expect([anew.status, resent.status].sort()).toEqual(['fulfilled', 'rejected'])
    }
  })

  test('is told beforehand what it will replace, or why not', async () => {
    const told = (reference: string, { employerId } = at.first, service = 'sjukanmalan', gate = OPEN_GATE) =>
      findReplaced({ db: at.web, actor: at.ombud.actor, now }, { employerId, reference, service, gate })
    const old = await ended('disapproved')
    const ok = { kind: 'ok', reference: old.reference, fileName: 'sjuk.xml' }
    expect(await told(old.reference)).toEqual({ ...ok, first: 'disapproved' })
    const firsts = { refused: 'refused', gaveUp: 'absent', contradicted: 'there' } as const
    for (const [as, first] of Object.entries(firsts) as [keyof typeof firsts, string][])
      expect(await told((await ended(as)).reference)).toMatchObject({ kind: 'ok', first })
    // What a restore may have forgotten.
    const stopped: SendGate = { kind: 'stopped', why: 'restored', since: null, isReconciled: false }
    expect(await told((await ended('gaveUp')).reference, at.first, 'sjukanmalan', stopped)).toEqual({ kind: 'not-now' })
    expect(await told(old.reference, second())).toEqual({ kind: 'not-found' })
    expect(await told(old.reference, at.first, 'agi')).toEqual({ kind: 'other-service' })
    expect(await told((await ended('unknown')).reference)).toEqual({ kind: 'not-now' })
    const anew = await handIn({ replaces: old.reference })
    expect(await told(old.reference)).toEqual({ kind: 'replaced', by: anew.reference })
  })
})

describe('what needs a person', () => {
  const needing = async ({ employerId } = at.first) =>
    (
      await listSubmissions({ db: at.web, actor: at.ombud.actor, now }, { employerId, group: 'needs-person', limit: 200 })
    ).submissions.map(({ reference }) => reference)

  test('stands there until it is replaced or dealt with, however old; another company sees nothing of it', async () => {
    const all = await Promise.all([ended('refused'), ended('disapproved'), ended('gaveUp')])
    const [refused, disapproved, gaveUp] = all
    if (!refused || !disapproved || !gaveUp) throw new Error('three')
    const theirs = all.map(({ reference }) => reference)
    expect(await needing()).toEqual(expect.arrayContaining(theirs))
    expect(await needing(second())).toEqual([])
    await handIn({ replaces: refused.reference })
    await withdrawSubmission(by(), { employerId: at.first.employerId, reference: gaveUp.reference, gate: OPEN_GATE })
    await markDealtWith(by(), { employerId: at.first.employerId, reference: disapproved.reference, mark: 'dealt-with' })
    expect((await needing()).filter((reference) => theirs.includes(reference))).toEqual([])
  })

  test('waits first, however much FK has said no to since', async () => {
    const held = await ended('unknown')
    for (let count = 0; count < 3; count++) await ended('disapproved')
    const listed = await listNeeding({ db: at.web, actor: at.ombud.actor, now }, { employerId: at.first.employerId, limit: 200 })
    const kinds = listed.map(({ state }) => state.kind)
    expect(kinds.lastIndexOf('held')).toBeLessThan(kinds.indexOf('disapproved'))
    expect(listed.map(({ reference }) => reference)).toContain(held.reference)
    const few = await listNeeding({ db: at.web, actor: at.ombud.actor, now }, { employerId: at.first.employerId, limit: 1 })
    expect(few.map(({ state }) => state.kind)).toEqual(['held'])
    expect(await listNeeding({ db: at.web, actor: at.ombud.actor, now }, { employerId: second().employerId, limit: 9 })).toEqual(
      [],
    )
  })

  test('stands there when FK answered otherwise than a person had entered, replaced or not, until it is dealt with', async () => {
    const all = await Promise.all([ended('contradicted'), ended('contradicted')])
    const [plain, replaced] = all
    if (!plain || !replaced) throw new Error('two')
    await handIn({ replaces: replaced.reference })
    const waiting = async () =>
      (await readSendingStatus(at.relay, at.dir)).waiting.find(({ reason }) => reason === 'contradicted')?.count ?? 0
    const before = await waiting()
    for (const { reference } of all) {
      expect(await find(reference)).toMatchObject({ mayBeDealtWith: true })
      expect(await needing()).toContain(reference)
      expect(await needing(second())).toEqual([])
      await markDealtWith(by(), { employerId: at.first.employerId, reference, mark: 'dealt-with' })
      expect(await needing()).not.toContain(reference)
    }
    expect(await waiting()).toBe(before - 2)
    const listed = await listNeeding({ db: at.web, actor: at.ombud.actor, now }, { employerId: at.first.employerId, limit: 200 })
    expect(new Set(listed.map(({ id }) => id)).size).toBe(listed.length)
  })

  test('is not hidden by what FK has said no to since', async () => {
    const { reference } = await ended('contradicted')
    for (let count = 0; count < 3; count++) await ended('refused')
    const listed = await listNeeding({ db: at.web, actor: at.ombud.actor, now }, { employerId: at.first.employerId, limit: 200 })
    const place = listed.findIndex((one) => one.reference === reference)
    expect(place).toBeGreaterThan(-1)
    expect(place).toBeLessThan(listed.findIndex(({ state }) => state.kind === 'refused'))
  })

  test('stands there again when news come after the mark', async () => {
    const { id, reference } = await ended('contradicted')
    await markDealtWith(by(), { employerId: at.first.employerId, reference, mark: 'dealt-with' })
    await at.owner.prisma.submission.update({ where: { id }, data: { disapprovedAt: now } })
    expect(await row(id)).toMatchObject({ dealtWithAt: null, dealtWithBy: null })
    expect(await needing()).toContain(reference)
  })

  test('a mark can be taken away, is made once, and is only for what FK said no to', async () => {
    const refused = await ended('refused')
    const mark = (reference: string, as: 'dealt-with' | 'open', actor = at.first.anna.actor) =>
      markDealtWith(by(actor), { employerId: at.first.employerId, reference, mark: as })
    for (const _ of [1, 2]) expect(await mark(refused.reference, 'dealt-with')).toMatchObject({ dealtWithAt: now })
    expect(await needing()).not.toContain(refused.reference)
    for (const _ of [1, 2]) expect(await mark(refused.reference, 'open')).toMatchObject({ dealtWithAt: null, dealtWithBy: null })
    expect(await needing()).toContain(refused.reference)
    expect(await links(refused.id, 'submission.dealt-with')).toBe(1)
    expect(await links(refused.id, 'submission.reopened')).toBe(1)
    for (const as of ['gaveUp', 'unknown'] as const)
      await expect(mark((await ended(as)).reference, 'dealt-with')).rejects.toMatchObject({ detail: 'not_refused' })
    await expect(mark(refused.reference, 'dealt-with', at.second.bo.actor)).rejects.toMatchObject({ code: 'not_found' })
  })
})
