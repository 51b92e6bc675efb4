import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { orderFor, type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import { type FoundSubmission, findSubmission } from './find-submission.ts'
import { type SubmittedFile, submitFile } from './submit-file.ts'
import { supportFind } from './support-find.ts'

const MANY = 9000
const now = new Date('2026-11-22T13:18:00Z')
const minute = (n: number) => new Date(now.getTime() + n * 60_000)
let at: SubmissionsFixture
let submission: SubmittedFile['submission']

beforeAll(async () => {
  at = await submissionsFixture()
})
afterAll(() => at.drop())
beforeEach(async () => {
  const file = await at.file(at.first.employerId, randomBytes(100))
  const handIn = { db: at.web, actor: at.first.anna.actor, now }
  submission = (await submitFile(handIn, { order: orderFor(at.first.employerId), file })).submission
})

/** Attempts from `first` to `last`, one a minute. `code` and `status`: SQL over the number `n`. */
async function tried(first: number, last: number, { outcome = 'unsent', code = `'status-503'`, status = '503' } = {}) {
  await at.owner.pool.query(
    `INSERT INTO attempt (id, submission_id, employer_id, number, fence, relay, opened_at, closed_at, outcome, code, http_status, duration_ms)
     SELECT gen_random_uuid(), $1, $2, n, n, 'r1', $3::timestamptz + make_interval(mins => n), $3::timestamptz + make_interval(mins => n, secs => 1),
       $6, ${code}, ${status}, 80 + n % 20 FROM generate_series($4::int, $5::int) n`,
    [submission.id, at.first.employerId, now, first, last, outcome],
  )
  await at.owner.prisma.submission.update({ where: { id: submission.id }, data: { attemptCount: last } })
}

/** Answers from `first` to `last`, one a minute, of a kilobyte each. */
async function answered(first: number, last: number, { kind = 'unreadable', verdict = '', status = '503', peer = 'ab' } = {}) {
  await at.owner.pool.query(
    `INSERT INTO receipt (id, submission_id, employer_id, kind, verdict, recorded_at, http_status, raw, peer)
     SELECT gen_random_uuid(), $1, $2, $6, nullif($7, ''), $3::timestamptz + make_interval(mins => n), ${status}, convert_to(rpad('Svar ' || n, 1000), 'UTF8'), $8
     FROM generate_series($4::int, $5::int) n`,
    [submission.id, at.first.employerId, now, first, last, kind, verdict, peer],
  )
}

const find = (employerId = at.first.employerId): Promise<FoundSubmission> =>
  findSubmission({ db: at.web, actor: at.ombud.actor, now: minute(MANY + 60) }, { employerId, reference: submission.reference })
const told = ({ attempts }: FoundSubmission) => attempts.map(({ first, last, outcome }) => [first, last, outcome])

test('attempts in a row that ended alike are one run with its number and times; what goes on is its own', async () => {
  await tried(1, 2, { code: `'connect-refused'`, status: 'NULL' })
  await tried(3, 121)
  await tried(122, 122, { outcome: 'unknown', code: `'timeout'`, status: 'NULL' })
  await at.owner.pool.query(
    `INSERT INTO attempt (id, submission_id, employer_id, number, fence, relay, opened_at) VALUES (gen_random_uuid(), $1, $2, 123, 123, 'r1', $3)`,
    [submission.id, at.first.employerId, minute(123)],
  )
  const sending = { sendingAt: minute(123), leaseUntil: minute(MANY + 61), attemptCount: 123 }
  await at.owner.prisma.submission.update({ where: { id: submission.id }, data: sending })
  const found = await find()
  expect(told(found)).toEqual([
    [1, 2, 'unsent'],
    [3, 121, 'unsent'],
    [122, 122, 'unknown'],
    [123, 123, null],
  ])
  expect(found.attempts[1]).toEqual({
    ...{ first: 3, last: 121, count: 119, outcome: 'unsent', httpStatus: 503, code: 'status-503' },
    ...{ openedAt: minute(3), lastOpenedAt: minute(121), closedAt: new Date(minute(121).getTime() + 1000) },
    ...{ shortestMs: 80, longestMs: 99 },
  })
})

test('an outage of days is a few rows, for the company and for support, and little leaves the database', async () => {
  await tried(1, MANY)
  await answered(1, MANY)
  const asked = vi.spyOn(pg.Client.prototype, 'query')
  const found = await find()
  const results = await Promise.all(asked.mock.results.map(({ value }) => value as unknown))
  asked.mockRestore()
  const rows = results.flatMap((result) => (result as { rows?: unknown[] } | undefined)?.rows ?? [])
  expect(JSON.stringify(rows)).toContain(submission.id)
  expect(rows.length).toBeLessThan(100)
  expect(told(found)).toEqual([[1, MANY, 'unsent']])
  expect(found.attemptCount).toBe(MANY)
  const [answer] = found.receipts
  expect(found.receipts).toMatchObject([{ count: MANY, firstAt: minute(1), recordedAt: minute(MANY), totalBytes: 1000 }])
  expect(answer?.text.trim()).toBe(`Svar ${MANY}`)
  const [hit] = await supportFind({ db: at.web, actor: at.ombud.actor, now }, submission.reference)
  expect(hit).toMatchObject({
    attempts: [{ first: 1, last: MANY }],
    receipts: [{ count: MANY, httpStatus: 503 }],
    olderAnswers: 0,
  })
  await expect(find(at.second.employerId)).rejects.toMatchObject({ code: 'not_found' })
})

test.each([
  ['unsent', 'mixed'],
  ['unknown', 'mixedUnknown'],
])(
  'outcomes that change each time (%s): the first and the newest one by one, those between as one, none missing',
  async (outcome, between) => {
    await tried(1, MANY, { outcome, code: `'status-' || 500 + n % 2`, status: '500 + n % 2' })
    await answered(1, MANY, { status: '500 + n % 2' })
    const found = await find()
    expect(found.attempts).toHaveLength(36)
    expect(found.attempts.reduce((sum, { count }) => sum + count, 0)).toBe(MANY)
    expect(found.attempts[5]).toMatchObject({ first: 6, last: MANY - 30, outcome: between, code: null, httpStatus: null })
    expect(found.attempts.at(-1)).toMatchObject({ first: MANY, last: MANY, outcome })
    expect(found.receipts).toHaveLength(20)
    expect(found.receipts.at(-1)?.text.trim()).toBe(`Svar ${MANY}`)
    expect(found.olderAnswers).toBe(MANY - 20)
  },
)

test('what a person entered in between parts a run', async () => {
  await tried(1, 6, { outcome: 'unknown', code: `'timeout'`, status: 'NULL' })
  const settled = { settledAs: 'has-not', settledBy: 'person:x', settledName: 'Anna Ek', settledToldAt: now, settledHow: 'phone' }
  const data = { ...settled, settledAt: new Date(minute(4).getTime() + 30_000), unknownAt: null }
  await at.owner.prisma.submission.update({ where: { id: submission.id }, data })
  expect(told(await find())).toEqual([
    [1, 4, 'unknown'],
    [5, 6, 'unknown'],
  ])
})

test('answers that settle something stand each for itself, and so do those of 200 and of another certificate', async () => {
  await answered(1, 3)
  await answered(4, 5, { peer: 'cd' })
  await answered(6, 7, { status: '200' })
  await answered(8, 9, { kind: 'refusal', status: '422' })
  await answered(10, 40, { kind: 'verdict', verdict: 'mottagen', status: '200' })
  await answered(41, 42, { kind: 'verdict', verdict: 'underkand', status: '200' })
  expect((await find()).receipts.map(({ text, count }) => [text.trim(), count])).toEqual([
    ['Svar 3', 3],
    ['Svar 5', 2],
    ['Svar 6', 1],
    ['Svar 7', 1],
    ['Svar 8', 1],
    ['Svar 9', 1],
    ['Svar 40', 31],
    ['Svar 41', 1],
    ['Svar 42', 1],
  ])
})
