// What time alone brings about: told once, of what is not with FK, in FK's opening hours.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { orderFor, type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import { formatDay, stockholmDay, stockholmTime } from '#lib/calendar.ts'
import { LIMITS } from '#lib/limits.ts'
import type { OpeningHours } from '#lib/opening-hours.ts'
import { NOTE_LATE, noteOverdue } from './note-overdue.ts'
import { submitFile } from './submit-file.ts'

let at: SubmissionsFixture
beforeAll(async () => {
  at = await submissionsFixture()
})
afterAll(() => at.drop())
beforeEach(() => at.owner.pool.query('TRUNCATE submission CASCADE'))

const HOUR_MINUTES = 60
const note = (hours: OpeningHours = []) => noteOverdue({ db: at.relay }, { channel: 'https', hours })
const events = () => at.owner.prisma.event.findMany({ where: { kind: { in: ['late', 'deadline'] } }, orderBy: { at: 'asc' } })
const kinds = async () => (await events()).map(({ kind }) => kind).sort()
const dayFromNow = (days: number) => formatDay(stockholmDay(new Date()) + days)

/** Handed in so many minutes ago; `due` is its earliest deadline, `set` more of its row. */
async function handIn(
  minutesAgo: number,
  { due, next, set }: { due?: string; next?: string; set?: string } = {},
): Promise<string> {
  const { employerId, anna } = at.first
  const file = await at.file(employerId)
  const deadlines = { earliest: due ?? null, late: 0, soon: 0 }
  const report = { ...file.report, deadlines, due: { next: next ?? null, onNext: 1, cases: [] } }
  const now = new Date(Date.now() - minutesAgo * 60_000)
  const handed = { order: orderFor(employerId), file: { ...file, report } }
  const { id } = (await submitFile({ db: at.web, actor: anna.actor, now }, handed)).submission
  await at.owner.pool.query('UPDATE submission SET due_since = submitted_at WHERE id = $1::uuid', [id])
  if (set) await at.owner.pool.query(`UPDATE submission SET ${set} WHERE id = $1::uuid`, [id])
  await at.owner.pool.query(`DELETE FROM event WHERE kind NOT IN ('late', 'deadline')`)
  return id
}

describe('late', () => {
  test('after the time, once, by however many relays', async () => {
    const [late] = [await handIn(LIMITS.lateHours * HOUR_MINUTES + 1), await handIn(LIMITS.lateHours * HOUR_MINUTES - 1)]
    const noted = await Promise.all([note(), note(), note()])
    expect(noted.reduce((sum, one) => sum + one, 0)).toBe(1)
    expect(await events()).toMatchObject([{ kind: 'late', submissionId: late, employerId: at.first.employerId, reason: null }])
    expect(await note()).toBe(0)
  })

  const HELD = `held_at = now(), held_reason = 'gave-up', next_attempt_at = NULL`
  const SETTLED = `settled_at = now(), settled_as = 'has', settled_by = 'x', settled_name = 'x', settled_told_at = now(), settled_how = 'phone', next_attempt_at = NULL`
  test.each([
    ['queued', undefined, true],
    ['being sent', `sending_at = now(), lease_until = now() + interval '1 minute', attempt_count = 1`, true],
    ['unknown', 'unknown_at = now()', true],
    ['resent just now', `due_since = now(), attempt_count = 3`, false],
    ['resent long ago', `due_since = now() - interval '61 minutes', attempt_count = 3`, true],
    ['held', HELD, false],
    ['in dispute', `disputed_at = now(), disputed_kvittens_id = 'K1', next_attempt_at = NULL`, false],
    ['delivered', `delivered_at = now(), kvittens_id = 'L1', next_attempt_at = NULL`, false],
    ['refused', 'refused_at = now(), next_attempt_at = NULL', false],
    ['withdrawn', 'withdrawn_at = now(), next_attempt_at = NULL', false],
    ['settled: FK has it', SETTLED, false],
  ])('%s', async (_name, set, isTold) => {
    await handIn(LIMITS.lateHours * HOUR_MINUTES + 1, set === undefined ? {} : { set })
    await note()
    expect(await kinds()).toEqual(isTold ? ['late'] : [])
  })

  test('hours in which FK is closed do not count', async () => {
    await handIn(LIMITS.lateHours * HOUR_MINUTES + 1)
    const clockAt = (minutesAgo: number) => stockholmTime(new Date(Date.now() - minutesAgo * 60_000)).slice(11, 16)
    const days = [1, 2, 3, 4, 5, 6, 7]
    // Open but for some minutes half an hour ago; the gap may lie over midnight.
    const [gapFrom, gapTo] = [clockAt(32), clockAt(28)]
    const withGap =
      gapFrom < gapTo
        ? [
            { days, from: '00:00', to: gapFrom },
            { days, from: gapTo, to: '24:00' },
          ]
        : [{ days, from: gapTo, to: gapFrom }]
    expect(await note(withGap)).toBe(0)
    expect(await note([{ days, from: '00:00', to: '24:00' }])).toBe(1)
  })

  test('is found without reading what has ended', async () => {
    const client = await at.owner.pool.connect()
    try {
      await client.query('BEGIN')
      await client.query('SET LOCAL enable_seqscan = off')
      await client.query(`SET LOCAL plan_cache_mode = force_generic_plan`)
      await client.query(`PREPARE late AS ${NOTE_LATE}`)
      const { rows } = await client.query(`EXPLAIN EXECUTE late ('https', 60, 10)`)
      expect(JSON.stringify(rows)).toContain('submission_not_with_fk')
    } finally {
      await client.query('ROLLBACK')
      client.release()
    }
  })
})

describe('deadline', () => {
  const LONG = 16
  test.each([
    ['today', 0, LONG, true],
    ['so many days away as are soon', LIMITS.soonDays, LONG, true],
    ['a day later than that', LIMITS.soonDays + 1, LONG, false],
    ['today, just handed in', 0, 14, false],
  ])('%s', async (_name, days, minutesAgo, isTold) => {
    await handIn(minutesAgo, { due: dayFromNow(days) })
    await note()
    expect(await events()).toMatchObject(isTold ? [{ kind: 'deadline', reason: dayFromNow(days) }] : [])
    expect(await note()).toBe(0)
  })

  test('one that had passed at hand-in is not told of; the next one is, and one that has passed since', async () => {
    await handIn(LONG, { due: dayFromNow(-3) })
    expect(await note()).toBe(0)
    await handIn(LONG, { due: dayFromNow(-3), next: dayFromNow(1) })
    await handIn(72 * HOUR_MINUTES, {
      due: dayFromNow(-1),
      set: `held_at = now(), held_reason = 'gave-up', next_attempt_at = NULL`,
    })
    await note()
    expect((await events()).map(({ reason }) => reason).sort()).toEqual([dayFromNow(-1), dayFromNow(1)].sort())
  })

  const HELD = `held_at = now(), held_reason = 'gave-up', next_attempt_at = NULL`
  test.each([
    ['held', HELD, true],
    [
      'in dispute',
      `delivered_at = now(), kvittens_id = 'K2', disputed_at = now(), disputed_kvittens_id = 'K2', next_attempt_at = NULL`,
      true,
    ],
    ['delivered', `delivered_at = now(), kvittens_id = 'L2', next_attempt_at = NULL`, false],
    ['withdrawn', 'withdrawn_at = now(), next_attempt_at = NULL', false],
  ])('%s', async (_name, set, isTold) => {
    await handIn(LONG, { due: dayFromNow(0), set })
    await note()
    expect(await kinds()).toEqual(isTold ? ['deadline'] : [])
  })

  test('while FK is closed only what is due today is told', async () => {
    const never = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:01' }]
    await handIn(LONG, { due: dayFromNow(1) })
    const today = await handIn(LONG, { due: dayFromNow(0) })
    // At midnight it is open for a minute.
    if (stockholmTime(new Date()).slice(11, 16) === '00:00') return
    await note(never)
    expect((await events()).map(({ submissionId }) => submissionId)).toEqual([today])
  })
})
