// The parts of a company's list, and their counts, beside a history of 12,000 files.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { orderFor, type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import type { AskingContext } from '#lib/access/ask-companies.ts'
import type { LoginWay } from '#lib/access/start-session.ts'
import { forEmployer } from '#lib/db.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { SubmissionGroup } from './group-sql.ts'
import { listAcross } from './list-across.ts'
import { listOpen, type OpenSubmission } from './list-open.ts'
import { listSubmissions } from './list-submissions.ts'
import { groupCountSql, readGroupCounts } from './read-group-counts.ts'
import { submitFile } from './submit-file.ts'

const now = new Date('2026-11-21T13:05:09Z')
const delivered = { delivered_at: 'now()', kvittens_id: `'K' || n` }
const told = { settled_by: `'p'`, settled_name: `'A'`, settled_told_at: 'now()', settled_how: `'phone'` }
/** So many of each, with what their columns have in SQL; the newest first. */
const PLANTED: [count: number, columns: Record<string, string>][] = [
  [3, { next_attempt_at: 'now()' }],
  [1, { unknown_at: 'now()', next_attempt_at: 'now()' }],
  [1, { settled_at: 'now()', settled_as: `'has-not'`, ...told, next_attempt_at: 'now()' }],
  [2, { held_at: 'now()', held_reason: `'gave-up'` }],
  [1, { disputed_at: 'now()', disputed_kvittens_id: `'x'` }],
  [1, { refused_at: 'now()' }],
  [1, { refused_at: 'now()', dealt_with_at: 'now()', dealt_with_by: `'p'` }],
  [1, { ...delivered, next_poll_at: 'now()' }],
  [1, { withdrawn_at: 'now()' }],
  [12_000, { ...delivered, approved_at: 'now()' }],
]
let at: SubmissionsFixture
beforeAll(async () => {
  at = await submissionsFixture()
  const { employerId, anna } = at.first
  const file = await at.file(employerId)
  const { submission } = await submitFile({ db: at.web, actor: anna.actor, now }, { order: orderFor(employerId), file })
  let age = 0
  for (const [count, columns] of PLANTED) {
    await at.owner.pool.query(
      `INSERT INTO submission (id, reference, employer_id, service, way, person_id, file_name, format, bytes, sha256, records, warnings,
         report, message_id, submitted_at, ${Object.keys(columns)})
       SELECT gen_random_uuid(), 'P' || n, employer_id, service, way, person_id, file_name, format, bytes, sha256, 1, 0, '{}',
         gen_random_uuid(), now() - n * interval '1 minute', ${Object.values(columns)}
       FROM generate_series($2::int + 1, $2::int + $3::int) n, (SELECT * FROM submission WHERE id = $1) s`,
      [submission.id, age, count],
    )
    age += count
  }
  await at.owner.prisma.submission.delete({ where: { id: submission.id } })
  await at.owner.pool.query('ANALYZE submission')
})
afterAll(() => at.drop())

const context = () => ({ db: at.web, actor: at.ombud.actor, now })

test('each file is in one part of the list, counted to a hundred; another company has none', async () => {
  const inGroup = async (group: SubmissionGroup) =>
    (await listSubmissions(context(), { employerId: at.first.employerId, group, limit: 100 })).submissions
  expect((await inGroup('under-way')).map(({ state }) => state.kind)).toEqual(['queued', 'queued', 'queued', 'unknown', 'queued'])
  expect((await inGroup('needs-person')).map(({ state }) => state.kind)).toEqual(['held', 'held', 'disputed', 'refused'])
  expect((await inGroup('done')).slice(0, 4).map(({ state }) => state.kind)).toEqual([
    'refused',
    'accepted',
    'withdrawn',
    'approved',
  ])
  expect((await inGroup('all')).length).toBe(100)
  const [needs, way, most] = [4, 5, 99].map((count) => ({ count, more: count === 99 }))
  expect(await readGroupCounts(context(), at.first.employerId)).toEqual({
    'needs-person': needs,
    'under-way': way,
    done: most,
    all: most,
  })
  const none = { count: 0, more: false }
  const nothing = { 'needs-person': none, 'under-way': none, done: none, all: none }
  expect(await readGroupCounts(context(), at.second.employerId)).toEqual(nothing)
})

type Plan = { 'Node Type': string; 'Actual Rows': number; 'Rows Removed by Filter'?: number; Plans?: Plan[] }

test('the counts read some hundreds of rows, by indexes alone', async () => {
  const explained = await forEmployer(context(), at.first.employerId, (tx) =>
    tx.$queryRaw<{ 'QUERY PLAN': [{ Plan: Plan }] }[]>(
      Prisma.sql`EXPLAIN (ANALYZE, FORMAT JSON) ${groupCountSql(at.first.employerId)}`,
    ),
  )
  const nodes: Plan[] = []
  const walk = (plan: Plan): void => {
    nodes.push(plan)
    plan.Plans?.forEach(walk)
  }
  walk(explained[0]?.['QUERY PLAN'][0].Plan ?? { 'Node Type': 'none', 'Actual Rows': 0 })
  const reads = nodes.filter((node) => /Scan/.test(node['Node Type']) && node['Node Type'] !== 'Subquery Scan')
  expect(reads.map((node) => node['Node Type']).filter((type) => !type.startsWith('Index'))).toEqual([])
  const rows = reads.reduce((sum, node) => sum + node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0), 0)
  expect(rows).toBeLessThan(400)
})

test('Hem tells of what FK refused, what waits and what is on its way, the first last day first; another company’s is told nothing', async () => {
  const day = (reference: string, earliest: string) =>
    at.owner.pool.query(
      `UPDATE submission SET report = jsonb_build_object('deadlines', jsonb_build_object('earliest', $2::text)) WHERE reference = $1`,
      [reference, earliest],
    )
  await day('P2', '2026-12-04')
  await day('P3', '2026-11-27')
  await day('P6', '2026-11-20')
  await day('P7', '2026-11-19')
  const open = await listOpen(context(), { employerId: at.first.employerId, limit: 3 })
  const told = (rows: OpenSubmission[]) => rows.map(({ reference, lastDay }) => [reference, lastDay])
  expect(told(open.underWay)).toEqual([
    ['P3', '2026-11-27'],
    ['P2', '2026-12-04'],
    ['P1', null],
  ])
  expect(told(open.needing)).toEqual([
    ['P9', null],
    ['P7', '2026-11-19'],
    ['P6', '2026-11-20'],
  ])
  expect(await listOpen(context(), { employerId: at.second.employerId, limit: 3 })).toEqual({ needing: [], underWay: [] })
})

describe('one list over several companies', () => {
  const companies = () => [at.first.employerId, at.second.employerId]
  const asOmbud = (way: LoginWay = 'eleg') => ({ ...context(), way })
  beforeAll(async () => {
    await at.owner.pool.query(
      `INSERT INTO submission (id, reference, employer_id, service, way, person_id, file_name, format, bytes, sha256, records, warnings, report, message_id, submitted_at)
       SELECT gen_random_uuid(), 'S' || n, $1, service, way, person_id, file_name, format, bytes, sha256, 1, 0, '{}', gen_random_uuid(),
         submitted_at + (n % 2) * interval '30 seconds'
       FROM generate_series(1, 60) n JOIN submission s ON s.reference = 'P' || n`,
      [at.second.employerId],
    )
  })

  test('the newest first, page by page, each once', async () => {
    const seen: string[] = []
    for (let after: string | undefined, pages = 0; pages < 3; pages++) {
      const page = await listAcross(asOmbud(), { companies: companies(), after })
      seen.push(...page.submissions.map(({ reference }) => reference))
      after = page.next ?? undefined
    }
    const { rows } = await at.owner.pool.query('SELECT reference FROM submission ORDER BY submitted_at DESC, id DESC LIMIT 150')
    expect(seen).toEqual(rows.map(({ reference }) => reference))
    expect(seen.filter((reference) => reference.startsWith('S'))).toHaveLength(60)
    const waiting = await listAcross(asOmbud(), { companies: companies(), group: 'needs-person' })
    expect([waiting.submissions.length, waiting.next]).toEqual([4, null])
  })

  test('holds what the person may act for and how they logged in, whatever is asked for', async () => {
    const of = async (asking: AskingContext) =>
      new Set((await listAcross(asking, { companies: companies() })).submissions.map(({ employerId }) => employerId))
    const [first, second] = companies()
    expect(await of(asOmbud())).toEqual(new Set([first, second]))
    expect(await of({ ...asOmbud(), actor: at.first.anna.actor })).toEqual(new Set([first]))
    expect(await of({ ...asOmbud(), actor: at.second.bo.actor })).toEqual(new Set([second]))
    await at.owner.prisma.employer.update({ where: { id: at.second.employerId }, data: { passwordLogin: false } })
    expect(await of(asOmbud('password'))).toEqual(new Set([first]))
    await expect(listAcross(asOmbud(), { companies: companies(), after: 'AAAA' })).rejects.toMatchObject({ detail: 'cursor' })
    await expect(listAcross(asOmbud(), { companies: companies(), search: '189001019802' })).rejects.toMatchObject({
      code: 'invalid',
    })
  })
})
