import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#e2e/fixtures/test-database.ts'
import { type Db, openDb } from '#lib/db.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { STATUS_WORDS, type StatusTimes, statusOf } from './status.ts'
import { statusSql } from './status-sql.ts'

const now = new Date('2026-11-21T12:00:00Z')
const before = new Date('2026-11-21T11:00:00Z')
const after = new Date('2026-11-21T13:00:00Z')
const none: StatusTimes = {
  withdrawnAt: null,
  nextAttemptAt: null,
  leaseUntil: null,
  sendingAt: null,
  unknownAt: null,
  heldAt: null,
  deliveredAt: null,
  refusedAt: null,
  approvedAt: null,
  disapprovedAt: null,
  nextPollAt: null,
}

describe('where a submission stands', () => {
  test.each<[string, Partial<StatusTimes>, string, boolean]>([
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
    ['approved', { deliveredAt: before, approvedAt: before }, 'godkand', true],
    ['disapproved', { deliveredAt: before, disapprovedAt: before }, 'underkand', true],
    ['refused at the door', { refusedAt: before }, 'underkand', true],
    ['withdrawn', { withdrawnAt: before }, 'aterkallad', true],
  ])('%s', (_title, times, word, end) => {
    expect(statusOf({ ...none, ...times }, now)).toEqual({ word, end })
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
    const keys = Object.keys(none) as (keyof StatusTimes)[]
    const row = fc.record(Object.fromEntries(keys.map((key) => [key, time])) as Record<keyof StatusTimes, typeof time>)
    const rows = fc.sample(row, { numRuns: 5000, seed: 2 })
    const asColumns = rows.map((times) =>
      Object.fromEntries(keys.map((key) => [key.replace(/[A-Z]/g, (sign) => `_${sign.toLowerCase()}`), times[key]])),
    )
    const found = await db.prisma.$queryRaw<{ word: string }[]>(
      Prisma.sql`SELECT ${statusSql(now)} AS word FROM jsonb_populate_recordset(NULL::submission, ${JSON.stringify(asColumns)}::jsonb) WITH ORDINALITY ORDER BY ordinality`,
    )
    expect(found.map(({ word }) => word)).toEqual(rows.map((times) => statusOf(times, now).word))
    // Every word but the one that no time gives (a later check) has been seen.
    expect(new Set(found.map(({ word }) => word))).toEqual(new Set(STATUS_WORDS.filter((word) => word !== 'kontrolleras')))
  })
})
