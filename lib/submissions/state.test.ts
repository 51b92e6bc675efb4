import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#e2e/fixtures/test-database.ts'
import { type Db, openDb } from '#lib/db.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { isEnd, isSendingNow, mayBeReplaced, mayResend, maySettle, mayWithdraw, type StateRow, stateOf } from './state.ts'
import { stateKindSql } from './state-sql.ts'
import { STATUS_WORD } from './status.ts'

const now = new Date('2026-11-21T12:00:00Z')
const before = new Date('2026-11-21T11:00:00Z')
const after = new Date('2026-11-21T13:00:00Z')
const none: StateRow = {
  disputedAt: null,
  disputedKvittensId: null,
  settledAt: null,
  settledAs: null,
  settledToldAt: null,
  settledHow: null,
  settledName: null,
  mayRepeat: false,
  withdrawnAt: null,
  nextAttemptAt: null,
  leaseUntil: null,
  sendingAt: null,
  unknownAt: null,
  heldAt: null,
  heldReason: null,
  attemptCount: 0,
  deliveredAt: null,
  refusedAt: null,
  approvedAt: null,
  disapprovedAt: null,
  nextPollAt: null,
}

const has = { settledAt: before, settledAs: 'has', settledToldAt: before, settledHow: 'phone', settledName: 'Anna Ek' }

describe('where a submission stands', () => {
  test.each<[string, Partial<StateRow>, string, boolean]>([
    ['handed in and due', { nextAttemptAt: before }, 'i-ko', false],
    ['nothing planned yet', {}, 'mottagen', false],
    ['leased but not opened', { nextAttemptAt: before, leaseUntil: after }, 'i-ko', false],
    ['an attempt is open', { nextAttemptAt: before, sendingAt: before, leaseUntil: after }, 'skickas', false],
    [
      'an attempt is open and its relay is gone',
      { nextAttemptAt: before, sendingAt: before, leaseUntil: before },
      'okand',
      false,
    ],
    ['the lease ends this instant', { sendingAt: before, leaseUntil: now }, 'okand', false],
    ['an earlier attempt ended unknown', { nextAttemptAt: after, unknownAt: before }, 'okand', false],
    ['… and is being sent again', { sendingAt: before, leaseUntil: after, unknownAt: before }, 'okand', false],
    ['held', { heldAt: before }, 'vantar', false],
    ['held for it is unknown', { heldAt: before, unknownAt: before }, 'vantar', false],
    ['delivered, the verdict is asked for', { deliveredAt: before, nextPollAt: after }, 'levererad', false],
    ['delivered, nobody asks any more', { deliveredAt: before }, 'levererad', true],
    ['delivered after it was unknown', { deliveredAt: before, unknownAt: before }, 'levererad', true],
    ['delivered with a kvittensID that another has too', { deliveredAt: before, disputedAt: before }, 'vantar', false],
    ['unknown, and a person says that FK has it', { unknownAt: before, ...has }, 'levererad', true],
    ['… whose verdict is asked for', { unknownAt: before, nextPollAt: after, ...has }, 'levererad', false],
    ['… and has come', { approvedAt: before, ...has }, 'godkand', true],
    [
      'a person says that FK has it not',
      { heldAt: before, heldReason: 'not-arrived', ...has, settledAs: 'has-not' },
      'vantar',
      false,
    ],
    ['approved', { deliveredAt: before, approvedAt: before }, 'godkand', true],
    ['disapproved', { deliveredAt: before, disapprovedAt: before }, 'underkand', true],
    ['refused at the door', { refusedAt: before }, 'underkand', true],
    ['withdrawn', { withdrawnAt: before }, 'aterkallad', true],
  ])('%s', (_title, times, word, end) => {
    const state = stateOf({ ...none, ...times }, now)
    expect({ word: STATUS_WORD[state.kind], end: isEnd(state) }).toEqual({ word, end })
  })

  test('an attempt that is open has not failed', () => {
    const first = { nextAttemptAt: before, sendingAt: before, leaseUntil: after, attemptCount: 1 }
    expect(stateOf({ ...none, ...first }, now)).toEqual({ kind: 'sending', since: before, attempt: 1 })
    expect(stateOf({ ...none, nextAttemptAt: after, attemptCount: 1 }, now)).toMatchObject({ kind: 'queued', attempts: 1 })
  })

  test('a relay that died in mid-send leaves a file of which nobody knows, from the end of its lease', () => {
    const row = { ...none, nextAttemptAt: before, sendingAt: before, leaseUntil: before, attemptCount: 1 }
    const state = stateOf(row, now)
    expect(state).toEqual({ kind: 'unknown', since: before, isSending: false, isLost: true, next: null })
    const may = [isSendingNow, mayWithdraw, mayResend, maySettle].map((ask) => ask(state))
    expect(may).toEqual([false, false, false, false])
  })

  test('what provably has not arrived, and no relay has in hand, is taken back', () => {
    const may = (times: Partial<StateRow>) => mayWithdraw(stateOf({ ...none, nextAttemptAt: before, ...times }, now))
    expect(may({})).toBe(true)
    expect(may({ leaseUntil: before })).toBe(true)
    expect(may({ leaseUntil: after })).toBe(false)
    expect(may({ attemptCount: 1 })).toBe(true)
    expect(may({ attemptCount: 1, unknownAt: before })).toBe(false)
    expect(may({ attemptCount: 1, sendingAt: before, leaseUntil: before })).toBe(false)
    const held = { nextAttemptAt: null, heldAt: before, heldReason: 'gave-up', attemptCount: 3 }
    expect(may(held)).toBe(true)
    expect(may({ ...held, heldReason: 'unknown', unknownAt: before })).toBe(false)
    expect(may({ ...held, disputedAt: before })).toBe(false)
  })

  test('only what is held and cannot have arrived is sent again', () => {
    const may = (times: Partial<StateRow>) => mayResend(stateOf({ ...none, ...times }, now))
    const held = { heldAt: before, heldReason: 'gave-up', attemptCount: 1 }
    expect(may(held)).toBe(true)
    expect(may({ ...held, unknownAt: before })).toBe(false)
    expect(may({ ...held, sendingAt: before, leaseUntil: after })).toBe(false)
    expect(may({ nextAttemptAt: after, attemptCount: 1 })).toBe(false)
    const unknown = { ...held, heldReason: 'unknown', unknownAt: before }
    expect(may({ ...unknown, mayRepeat: true })).toBe(true)
    expect(may({ ...unknown, mayRepeat: true, disputedAt: before })).toBe(false)
  })

  test('a person says what FK has where nobody knows, and nowhere else', () => {
    const may = (times: Partial<StateRow>) => maySettle(stateOf({ ...none, ...times }, now))
    expect(may({ heldAt: before, heldReason: 'unknown', unknownAt: before })).toBe(true)
    expect(may({ nextAttemptAt: after, unknownAt: before })).toBe(true)
    expect(may({ deliveredAt: before, disputedAt: before })).toBe(true)
    expect(may({ sendingAt: before, leaseUntil: after, unknownAt: before })).toBe(false)
    expect(may({ heldAt: before, heldReason: 'gave-up' })).toBe(false)
    expect(may({ deliveredAt: before })).toBe(false)
    expect(may({ unknownAt: before, ...has })).toBe(false)
  })

  test('a new file takes the place of one that has an end or cannot have arrived', () => {
    const may = (times: Partial<StateRow>) => mayBeReplaced(stateOf({ ...none, ...times }, now))
    expect(may({ deliveredAt: before, disapprovedAt: before })).toBe(true)
    expect(may({ heldAt: before, heldReason: 'not-arrived' })).toBe(true)
    expect(may({ heldAt: before, heldReason: 'unknown', unknownAt: before })).toBe(false)
    expect(may({ nextAttemptAt: before })).toBe(false)
  })
})

describe('in the database', () => {
  let database: TestDatabase
  let db: Db
  beforeAll(async () => {
    database = await createTestDatabase()
    db = openDb(database.owner)
  })
  afterAll(async () => {
    await db.close()
    await database.drop()
  })

  test('the SQL twin says the same of any combination of times', async () => {
    const time = fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, fc.constantFrom(before, now, after))
    const { heldReason: _, attemptCount: __, mayRepeat: ___, disputedKvittensId: ____, ...rest } = none
    const { settledAs: _____, settledHow: ______, settledName: _______, ...times } = rest
    const keys = Object.keys(times) as (keyof typeof times)[]
    const combined = fc.record(Object.fromEntries(keys.map((key) => [key, time])) as Record<keyof typeof times, typeof time>)
    const row = fc.tuple(combined, fc.constantFrom(null, 'has', 'has-not')).map(([times, settledAs]) => ({ ...times, settledAs }))
    const rows = fc.sample(row, { numRuns: 5000, seed: 2 })
    const columnOf = (key: string) => key.replace(/[A-Z]/g, (sign) => `_${sign.toLowerCase()}`)
    const asColumns = rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [columnOf(key), value])))
    const found = await db.prisma.$queryRaw<{ kind: string; ended: boolean }[]>(
      Prisma.sql`SELECT ${stateKindSql(now)} AS kind, has_ended(submission) AS ended FROM jsonb_populate_recordset(NULL::submission, ${JSON.stringify(asColumns)}::jsonb) AS submission`,
    )
    const held = { ...none, ...has, heldReason: 'gave-up' }
    expect(found.map(({ kind }) => kind)).toEqual(rows.map((row) => stateOf({ ...held, ...row }, now).kind))
    // Retention's own twin, of isEnd.
    expect(found.map(({ ended }) => ended)).toEqual(rows.map((row) => isEnd(stateOf({ ...held, ...row }, now))))
    // Every kind has been seen.
    expect(new Set(found.map(({ kind }) => kind))).toEqual(new Set(Object.keys(STATUS_WORD)))
  })
})
