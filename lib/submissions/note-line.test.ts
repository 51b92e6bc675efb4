import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import { knownLine, type LineNote, noteLine } from './note-line.ts'

let given: SubmissionsFixture
beforeAll(async () => {
  given = await submissionsFixture()
})
afterAll(() => given.drop())
beforeEach(() => given.owner.pool.query('DELETE FROM receiver_line'))

const note = (more: Partial<LineNote>) =>
  noteLine({ db: given.relay }, 'https', { acceptedMs: null, answeredMs: null, triedMs: null, failing: null, hours: [], ...more })
const failing = (forMs: number, code = 'status-503') => ({ failing: { forMs, code } })
const minutes = (n: number) => n * 60_000
const sinceMinutes = ({ failing: known }: Awaited<ReturnType<typeof note>>) => known && Math.round(known.forMs / 60_000)

test('the latest answer of any relay ends every failing that began before it, and none that began after', async () => {
  expect(sinceMinutes(await note(failing(minutes(10))))).toBe(10)
  expect(sinceMinutes(await note({ answeredMs: minutes(5) }))).toBe(null)
  // The first relay goes on failing, and has heard of no answer.
  expect(sinceMinutes(await note(failing(minutes(11))))).toBe(null)
  expect(sinceMinutes(await note(failing(minutes(4))))).toBe(4)
  // An answer that came before the failing, told late.
  expect(sinceMinutes(await note({ answeredMs: minutes(6) }))).toBe(4)
})

test('of two relays that fail the earlier beginning stands, with what the last of them says of why', async () => {
  await note(failing(minutes(10), 'connect-refused'))
  const known = await note(failing(minutes(3), 'receiver-certificate'))
  expect([sinceMinutes(known), known.failing?.code]).toEqual([10, 'receiver-certificate'])
  expect(sinceMinutes(await note({}))).toBe(10)
})

test('times go forward only, and the hours are those of the last who wrote', async () => {
  await note({ acceptedMs: 1_000, answeredMs: 1_000, triedMs: 1_000 })
  const row = () => given.owner.prisma.receiverLine.findFirstOrThrow()
  const before = await row()
  const hours = [{ days: [1], from: '06:00', to: '22:00' }]
  await note({ acceptedMs: minutes(1), answeredMs: null, triedMs: minutes(1), hours })
  expect(await row()).toEqual({ ...before, hours })
})

test('web and gateway read it, and write nothing of it', async () => {
  await note(failing(minutes(1)))
  expect(sinceMinutes(await knownLine({ db: given.web }, 'https'))).toBe(1)
  await expect(noteLine({ db: given.web }, 'https', { ...NOTHING, hours: [] })).rejects.toThrow('permission denied')
})

const NOTHING = { acceptedMs: null, answeredMs: null, triedMs: null, failing: null }

/** As if the database's clock had been put back by an hour. */
const setClockBack = () =>
  given.owner.pool.query(
    `UPDATE receiver_line SET last_accepted_at = last_accepted_at + interval '1 hour', last_answered_at = last_answered_at + interval '1 hour',
     tried_at = tried_at + interval '1 hour', failing_since = failing_since + interval '1 hour'`,
  )

test('an answer from before the clock was set back hides no outage', async () => {
  await note({ acceptedMs: 0, answeredMs: 0, triedMs: 0 })
  await setClockBack()
  expect(await knownLine({ db: given.relay }, 'https')).toEqual({ answeredMs: null, failing: null })
  expect(await note(failing(20_000, 'dns'))).toMatchObject({ failing: { code: 'dns' } })
  const row = await given.owner.prisma.receiverLine.findFirstOrThrow()
  expect(row).toMatchObject({ lastAcceptedAt: null, lastAnsweredAt: null, triedAt: null })
})

test('an outage from before the clock was set back ends with the next answer', async () => {
  await note(failing(20_000))
  await setClockBack()
  expect(await knownLine({ db: given.relay }, 'https')).toMatchObject({ failing: null })
  expect(await note({ acceptedMs: 100, answeredMs: 100 })).toMatchObject({ failing: null })
})
