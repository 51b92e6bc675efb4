// The operator is told when something begins, once a day while it lasts, and when it is over; by one of several relays.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#e2e/fixtures/test-database.ts'
import { type Db, openDb } from '#lib/db.ts'
import { type OperatorCondition, tellOperator } from './tell-operator.ts'

let database: TestDatabase
let owner: Db
let relays: Db[]
beforeAll(async () => {
  database = await createTestDatabase()
  owner = openDb(database.owner)
  relays = [openDb(database.as('relay')), openDb(database.as('relay'))]
})
afterAll(async () => {
  for (const db of [owner, ...relays]) await db.close()
  await database.drop()
})
beforeEach(() => owner.pool.query('DELETE FROM notice'))

const SINCE = new Date('2026-11-30T12:00:00Z')
const line: OperatorCondition = { kind: 'line', subject: 'https', since: SINCE, params: { fault: 'silent' } }
const dispute = (newest: Date): OperatorCondition => ({
  kind: 'dispute',
  subject: 'https',
  since: newest,
  newest,
  params: { count: 2 },
})
const ending: OperatorCondition = {
  ...{ kind: 'certificate', subject: 'own 2027-01-01 30', since: SINCE },
  params: { holder: 'own', ended: 'no', days: 30, ends: '2027-01-01', count: 1 },
}
const tell = (
  conditions: OperatorCondition[],
  { isOver = true, by = 0, recipients = ['drift@exempel.test'] } = {},
): ReturnType<typeof tellOperator> => tellOperator({ db: relays[by] ?? owner }, { recipients, conditions, isOver: () => isOver })
/** As if everything so far had been told so much earlier. */
const pass = (hours: number) =>
  owner.pool.query(
    `UPDATE notice SET due_at = due_at - make_interval(hours => $1), void_at = void_at - make_interval(hours => $1)`,
    [hours],
  )
const rows = () => owner.prisma.notice.findMany({ orderBy: { dueAt: 'asc' } })
const stages = async () => (await rows()).map(({ kind, params }) => `${kind} ${(params as { stage: string }).stage}`)

test('begins, lasts a day, is over: one mail each', async () => {
  expect(await tell([line])).toEqual([{ kind: 'line', stage: 'begins' }])
  expect(await tell([line])).toEqual([])
  await pass(23)
  expect(await tell([line])).toEqual([])
  await pass(1)
  expect(await tell([{ ...line, since: new Date() }])).toEqual([{ kind: 'line', stage: 'lasts' }])
  expect(await tell([line])).toEqual([])
  expect(await tell([])).toEqual([{ kind: 'line', stage: 'over' }])
  expect(await tell([])).toEqual([])
  expect(await stages()).toEqual(['operator-line begins', 'operator-line lasts', 'operator-line over'])
  // Since when is as it was told first.
  expect((await rows()).map(({ params }) => (params as { since: string }).since)).toEqual(Array(3).fill(SINCE.toISOString()))
  expect((await rows()).every(({ employerId, nextAttemptAt }) => employerId === null && nextAttemptAt !== null)).toBe(true)
})

test('several relays at once tell it once: that it begins, lasts and is over, and what is told of once', async () => {
  const all = (conditions: OperatorCondition[]) => Promise.all([0, 1, 0, 1, 0, 1].map((by) => tell(conditions, { by })))
  expect((await all([line, ending])).flat()).toHaveLength(2)
  await pass(24)
  expect((await all([line, ending])).flat()).toEqual([{ kind: 'line', stage: 'lasts' }])
  const ends = await Promise.all([0, 1, 0, 1].map((by) => tell([], { by })))
  expect(ends.flat()).toEqual([{ kind: 'line', stage: 'over' }])
})

test('each address gets its own; with none nothing is written, and it is told when one is set', async () => {
  expect(await tell([line], { recipients: [] })).toEqual([])
  expect(await rows()).toEqual([])
  await tell([line], { recipients: ['a@exempel.test', 'b@exempel.test'] })
  expect((await rows()).map(({ recipient }) => recipient).sort()).toEqual(['a@exempel.test', 'b@exempel.test'])
})

test('what comes and goes is told of once an hour', async () => {
  await tell([line])
  await tell([])
  for (let again = 0; again < 5; again++) {
    expect(await tell([line])).toEqual([])
    expect(await tell([])).toEqual([])
  }
  await pass(1)
  expect(await tell([{ ...line, since: new Date() }])).toEqual([{ kind: 'line', stage: 'begins' }])
})

test('what cannot be seen just now is not said to be over', async () => {
  await tell([line])
  expect(await tell([], { isOver: false })).toEqual([])
  expect(await tell([])).toEqual([{ kind: 'line', stage: 'over' }])
})

test('what has been added is told of an hour later at the earliest, not the day after', async () => {
  const before = new Date(Date.now() - 1000)
  await tell([dispute(before)])
  await pass(2)
  const added = dispute(new Date())
  expect(await tell([added])).toEqual([{ kind: 'dispute', stage: 'lasts' }])
  const [, last] = await rows()
  const more = dispute(new Date((last?.dueAt.getTime() ?? 0) + 1))
  expect(await tell([more])).toEqual([])
})

test('a day before an end is told of once, and never as over', async () => {
  expect(await tell([ending])).toEqual([{ kind: 'certificate', stage: 'once' }])
  await pass(30)
  expect(await tell([ending])).toEqual([])
  expect(await tell([])).toEqual([])
  expect(await tell([{ ...ending, subject: 'own 2027-01-01 14' }])).toEqual([{ kind: 'certificate', stage: 'once' }])
})

describe('mails that do not go out', () => {
  const mail: OperatorCondition = { kind: 'mail', subject: 'mail', since: SINCE, params: {} }

  test('are told of when they go again, in one mail', async () => {
    expect(await tell([mail])).toEqual([{ kind: 'mail', stage: 'begins' }])
    await pass(24)
    await tell([mail])
    expect(await tell([])).toEqual([{ kind: 'mail', stage: 'over' }])
    const { rows: sent } = await owner.pool.query(`SELECT params ->> 'stage' AS stage FROM notice WHERE void_at > now()`)
    expect(sent).toEqual([{ stage: 'over' }])
  })
})
