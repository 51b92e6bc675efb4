import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { orderFor, type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import { pathOf } from '#lib/store/format.ts'
import { openPayload } from '#lib/store/open-payload.ts'
import { DUE, purgeSubmissions } from './purge-submissions.ts'
import { submitFile } from './submit-file.ts'

let at: SubmissionsFixture
beforeAll(async () => {
  at = await submissionsFixture()
})
beforeEach(async () => {
  await at.owner.pool.query('TRUNCATE submission CASCADE; UPDATE employer SET submission_keep_days = NULL')
})
afterAll(() => at.drop())

const purge = (keepDays = 60) => purgeSubmissions({ db: at.relay }, { payloadDir: at.dir, keepDays, relay: 'r' })
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const isStored = (bytes: Buffer, { employerId } = at.first as { employerId: string }) =>
  existsSync(pathOf(at.dir, employerId, hashOf(bytes)))

async function handIn(bytes: Buffer, { second = false, now = new Date() } = {}) {
  const { employerId } = second ? at.second : at.first
  const { actor } = second ? at.second.bo : at.first.anna
  const file = await at.file(employerId, bytes)
  return (await submitFile({ db: at.web, actor, now }, { order: orderFor(employerId), file })).submission
}

/** As if it had come to this end so many Swedish days ago. */
async function end({ id }: { id: string }, days: number, how = 'withdrawn_at = now()'): Promise<void> {
  await at.owner.pool.query(`UPDATE submission SET next_attempt_at = NULL, ${how} WHERE id = $1`, [id])
  await at.owner.pool.query(
    `UPDATE submission SET ended_at = ((ended_at AT TIME ZONE 'Europe/Stockholm') - make_interval(days => $2)) AT TIME ZONE 'Europe/Stockholm' WHERE id = $1 AND ended_at IS NOT NULL`,
    [id, days],
  )
}
const rowOf = ({ id }: { id: string }) => at.owner.prisma.submission.findUniqueOrThrow({ where: { id }, omit: { report: true } })

const RECEIPT = `delivered_at = now() - interval '99 days', kvittens_id = 'K' || id`
const SETTLED = `settled_at = now(), settled_as = 'has', settled_by = 'x', settled_name = 'x', settled_told_at = now(), settled_how = 'phone'`
test.each([
  ['withdrawn', 'withdrawn_at = now()', true],
  ['refused', 'refused_at = now()', true],
  ['approved', `${RECEIPT}, approved_at = now()`, true],
  ['disapproved', `${RECEIPT}, disapproved_at = now()`, true],
  ['accepted, and nobody asks for its verdict any more', RECEIPT, true],
  ['accepted, and its verdict is asked for', `${RECEIPT}, next_poll_at = now()`, false],
  ['settled: FK has it', SETTLED, true],
  ['settled, and its verdict is asked for', `${SETTLED}, kvittens_id = 'S', next_poll_at = now()`, false],
  ['settled: FK has it not', `${SETTLED.replace("'has'", "'has-not'")}, held_at = now(), held_reason = 'not-arrived'`, false],
  ['unknown', `unknown_at = now(), next_attempt_at = now()`, false],
  ['held', `held_at = now() - interval '99 days', held_reason = 'gave-up'`, false],
  ['disputed', `${RECEIPT}, disputed_at = now(), disputed_kvittens_id = 'D'`, false],
  ['queued', `next_attempt_at = now()`, false],
])('what is %s goes on its day, or stays', async (_what, how, goes) => {
  const bytes = randomBytes(300)
  const submission = await handIn(bytes)
  await end(submission, 59, how.replace('next_attempt_at = now()', 'due_since = now()'))
  expect([await purge(), isStored(bytes)]).toEqual([0, true])
  await at.owner.pool.query(
    `UPDATE submission SET ended_at = ((ended_at AT TIME ZONE 'Europe/Stockholm') - make_interval(days => 1)) AT TIME ZONE 'Europe/Stockholm' WHERE ended_at IS NOT NULL`,
  )
  expect([await purge(), isStored(bytes)]).toEqual(goes ? [1, false] : [0, true])
  const { purgedAt, sha256, kvittensId } = await rowOf(submission)
  expect([purgedAt !== null, sha256]).toEqual([goes, hashOf(bytes)])
  if (how.includes('K')) expect(kvittensId).toBe(`K${submission.id}`)
  const { rows } = await at.owner.pool.query(`SELECT actor FROM audit WHERE action = 'submission.purged' AND object = $1`, [
    submission.id,
  ])
  expect(rows).toEqual(goes ? [{ actor: 'relay:r' }] : [])
})

test('bytes that several submissions need go with the last one’s day, of this company alone', async () => {
  const bytes = randomBytes(300)
  const old = new Date(Date.now() - 200 * 86_400_000)
  const first = await handIn(bytes, { now: old })
  await end(first, 90)
  const second = await handIn(bytes, { now: old })
  const others = await handIn(bytes, { second: true, now: old })
  expect(await purge()).toBe(0)
  await end(second, 30)
  expect(await purge()).toBe(0)
  await end(second, 30, 'withdrawn_at = withdrawn_at')
  expect(await purge()).toBe(2)
  expect([isStored(bytes), isStored(bytes, at.second)]).toEqual([false, true])
  expect((await rowOf(others)).purgedAt).toBeNull()
  // What is handed in anew is a new file.
  const again = await handIn(bytes)
  expect([again.id === first.id, isStored(bytes)]).toEqual([false, true])
})

test('a company’s own days count below the operator’s, for that company alone', async () => {
  const [mine, theirs] = [randomBytes(300), randomBytes(300)]
  await end(await handIn(mine), 10)
  await end(await handIn(theirs, { second: true }), 10)
  const choose = (days: number) =>
    at.owner.prisma.employer.update({ where: { id: at.first.employerId }, data: { submissionKeepDays: days } })
  await choose(11)
  expect(await purge()).toBe(0)
  await choose(10)
  expect([await purge(), isStored(mine), isStored(theirs, at.second)]).toEqual([1, false, true])
  await end(await handIn(mine), 20)
  await choose(90)
  expect([await purge(30), await purge(20)]).toEqual([0, 1])
})

test('many at once: each goes once, in batches, by two relays', async () => {
  for (let n = 0; n < 12; n++) await end(await handIn(randomBytes(50)), 60)
  await at.owner.pool.query(
    `INSERT INTO submission (id, reference, employer_id, service, way, person_id, file_name, format, bytes, sha256, records, warnings,
       report, message_id, submitted_at, withdrawn_at, ended_at)
     SELECT gen_random_uuid(), 'R' || n, employer_id, service, way, person_id, file_name, format, bytes, encode(sha256(n::text::bytea), 'hex'),
       1, 0, '{}', gen_random_uuid(), now(), now(), now() - interval '70 days'
     FROM generate_series(1, 230) n CROSS JOIN (SELECT * FROM submission LIMIT 1) s`,
  )
  const counts = await Promise.all([purge(), purge()])
  expect((counts[0] ?? 0) + (counts[1] ?? 0) + (await purge())).toBe(242)
  const { rows } = await at.owner.pool.query(`SELECT count(*)::int AS left FROM submission WHERE purged_at IS NULL`)
  expect(rows).toEqual([{ left: 0 }])
})

test('what is due is found in two ranges of two indexes', async () => {
  const client = await at.owner.pool.connect()
  /** In a table as small as this one any index of what is kept would do for both: the others are away. */
  const planWithout = async (index: string) => {
    await client.query(
      `BEGIN; SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; DROP INDEX ${index}, submission_payload_month`,
    )
    const explain = `EXPLAIN ${DUE.replaceAll('$1', '60').replaceAll('$2', '100')}`
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(explain)
    await client.query('ROLLBACK')
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  }
  const [general, own] = [await planWithout('submission_kept_of'), await planWithout('submission_kept')]
  client.release()
  expect(general).toMatch(/using submission_kept on submission s[^\n]*\n\s+Index Cond: \(ended_at </)
  expect(own).toMatch(/using submission_kept_of on submission s[^\n]*\n\s+Index Cond: \(\(employer_id = e\.id\) AND \(ended_at </)
})

test('the same bytes that come in while they are purged are whole afterwards, or never began', async () => {
  const old = new Date(Date.now() - 200 * 86_400_000)
  for (let round = 0; round < 12; round++) {
    const bytes = randomBytes(300)
    await end(await handIn(bytes, { now: old }), 90)
    const [, again] = await Promise.all([purge(), handIn(bytes)])
    expect((await rowOf(again)).purgedAt).toBeNull()
    const { employerId } = at.first
    const parts: Uint8Array[] = []
    for await (const part of openPayload({ dir: at.dir, employerId, sha256: again.sha256, identity: at.identity }))
      parts.push(part)
    expect(Buffer.concat(parts).equals(bytes)).toBe(true)
  }
})

test('a relay that is killed while it purges leaves rows that are still due, and nothing of what is purged', async () => {
  const old = new Date(Date.now() - 200 * 86_400_000)
  const files = Array.from({ length: 40 }, () => randomBytes(300))
  for (const bytes of files) await end(await handIn(bytes, { now: old }), 90)
  const purged = () => at.owner.prisma.submission.count({ where: { purgedAt: { not: null } } })
  for (const most of [5, 15, 25]) {
    const relay = spawn(process.execPath, ['e2e/crash/purge-run.ts', at.database.as('relay'), at.dir, '60'])
    const gone = once(relay, 'exit')
    await expect.poll(purged, { timeout: 60_000, interval: 1 }).toBeGreaterThan(most)
    relay.kill('SIGKILL')
    await gone
    const rows = await at.owner.prisma.submission.findMany({ select: { sha256: true, purgedAt: true } })
    for (const { sha256, purgedAt } of rows)
      if (purgedAt) expect(existsSync(pathOf(at.dir, at.first.employerId, sha256))).toBe(false)
  }
  await purge()
  expect([await purged(), files.filter((bytes) => isStored(bytes))]).toEqual([40, []])
})
