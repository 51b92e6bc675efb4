import { afterAll, beforeAll, expect, test } from 'vitest'
import { orderFor, type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import { bringForward } from './bring-forward.ts'
import { submitFile } from './submit-file.ts'

let given: SubmissionsFixture
beforeAll(async () => {
  given = await submissionsFixture()
})
afterAll(() => given.drop())

const sql = (text: string) => given.owner.pool.query(text)

/** Handed in, tried once, and to be tried again in so many seconds. */
async function wait(who: 'first' | 'second', times: number[]): Promise<string[]> {
  const { employerId } = given[who]
  const { actor } = who === 'first' ? given.first.anna : given.second.bo
  const ids: string[] = []
  for (const inS of times) {
    const handed = { order: orderFor(employerId), file: await given.file(employerId) }
    const { submission } = await submitFile({ db: given.web, actor, now: new Date() }, handed)
    await sql(
      `UPDATE submission SET attempt_count = 1, next_attempt_at = now() + make_interval(secs => ${inS}) WHERE id = '${submission.id}'`,
    )
    ids.push(submission.id)
  }
  return ids
}
const inOrder = async () =>
  (await sql('SELECT id FROM submission WHERE next_attempt_at IS NOT NULL ORDER BY next_attempt_at, id')).rows.map(({ id }) => id)
const latestS = async () =>
  (await sql('SELECT extract(epoch FROM max(next_attempt_at) - now())::float8 AS s FROM submission')).rows[0].s

test('what waits is due within moments, in each company’s order, and the companies take turns; done once more it changes nothing', async () => {
  const many = await wait('first', [300, 400, 500, 600, 700])
  const few = await wait('second', [3_000, 3_100])
  expect(await bringForward({ db: given.relay }, 'https')).toBe(7)
  const after = await inOrder()
  expect([after.filter((id) => many.includes(id)), after.filter((id) => few.includes(id))]).toEqual([many, few])
  // The last of the few comes beside the second of the many.
  expect(after.indexOf(few[1] ?? '')).toBeLessThan(4)
  expect(await latestS()).toBeLessThan(1)
  const rows = async () => (await sql('SELECT id, next_attempt_at FROM submission ORDER BY id')).rows
  const before = await rows()
  await bringForward({ db: given.relay }, 'https')
  expect(await rows()).toEqual(before)
})

test('what is leased, not yet tried, held, or of another channel stays where it is', async () => {
  const [leased, fresh, held, other] = await wait('first', [3_000, 3_000, 3_000, 3_000])
  await sql(`UPDATE submission SET lease_until = now() + interval '1 minute' WHERE id = '${leased}'`)
  await sql(`UPDATE submission SET attempt_count = 0 WHERE id = '${fresh}'`)
  await sql(`UPDATE submission SET next_attempt_at = NULL, held_at = now(), held_reason = 'gave-up' WHERE id = '${held}'`)
  await sql(`UPDATE submission SET channel = 'shs' WHERE id = '${other}'`)
  expect(await bringForward({ db: given.relay }, 'https')).toBe(0)
})

test('a queue that one statement does not take is moved in rounds', async () => {
  const [one] = await wait('second', [9_000])
  await sql('UPDATE submission SET next_attempt_at = NULL')
  await sql(`ALTER TABLE submission DISABLE TRIGGER USER`)
  await sql(`INSERT INTO submission SELECT (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(), 'message_id', gen_random_uuid(),
      'reference', 'T' || lpad(n::text, 8, '0'), 'idempotency_key', null, 'next_attempt_at', now() + interval '2 hours'))).*
    FROM submission s, generate_series(1, 2500) n WHERE s.id = '${one}'`)
  await sql(`ALTER TABLE submission ENABLE TRIGGER USER`)
  expect(await bringForward({ db: given.relay }, 'https')).toBe(2_500)
  expect(await latestS()).toBeLessThan(2_500 * 0.005 + 1)
})
