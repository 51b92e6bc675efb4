import { existsSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RelayFixture, relayFixture } from '#e2e/fixtures/relay.ts'
import { beat, readBeats } from '#lib/beat.ts'
import { DAY_MS } from '#lib/calendar.ts'
import { pathOf } from '#lib/store/format.ts'
import { keepHouse } from './housekeeping.ts'
import { runOnce } from './loop.ts'
import { pollVerdictsDue } from './poll-verdicts.ts'

let at: RelayFixture
beforeAll(async () => {
  at = await relayFixture()
})
afterAll(() => at.drop())

test('what was handed in is purged on its day, with its receipt left, and not while sending is stopped', async () => {
  const relay = at.relay('tending', { verdictPath: null })
  const [submission] = await at.handIn()
  if (!submission) throw new Error('nothing was handed in')
  await runOnce(relay)
  const { pool } = at.given.owner
  const isStored = () => existsSync(pathOf(at.given.dir, submission.employerId, submission.sha256))
  // As a person leaves it who enters a kvittensID: its verdict is asked for, unless the receiver gives none.
  await at.given.owner.pool.query('UPDATE submission SET next_poll_at = now()')
  expect([await pollVerdictsDue(relay, new AbortController().signal), (await at.look(submission)).endedAt]).toEqual([
    1,
    expect.any(Date),
  ])
  await keepHouse(relay, new Date())
  expect(isStored()).toBe(true)
  await pool.query(
    `UPDATE submission SET ended_at = ((ended_at AT TIME ZONE 'Europe/Stockholm') - make_interval(days => $1)) AT TIME ZONE 'Europe/Stockholm'`,
    [relay.keepDays],
  )
  await pool.query(`UPDATE send_gate SET stopped_at = now(), stopped_why = 'held'`)
  expect([await keepHouse(relay, new Date()), isStored()]).toEqual([0, true])
  await pool.query('UPDATE send_gate SET stopped_at = NULL, stopped_why = NULL')
  expect([await keepHouse(relay, new Date()), isStored()]).toEqual([1, false])
  const { purgedAt, kvittensId, receipts } = await at.look(submission)
  expect([purgedAt, kvittensId, receipts.length]).toEqual([expect.any(Date), expect.stringMatching(/^FK-/), 1])
})

test('whose rights nobody has confirmed for long loses them, by the clock of relay', async () => {
  const relay = at.relay('confirming')
  const { prisma } = at.given.owner
  const { employerId } = at.given.first
  const [kept] = await prisma.member.findMany({ where: { employerId } })
  const long = new Date(Date.now() - 400 * DAY_MS)
  const person = { create: { name: 'Länge borta', personKey: 'ab'.repeat(32), personMasked: '19121212-****' } }
  const data = { role: 'handler', confirmedAt: long, createdAt: long, employer: { connect: { id: employerId } }, person }
  const { id } = await prisma.member.create({ data })
  await keepHouse(relay, new Date())
  const left = await prisma.member.findMany({ where: { employerId, removedAt: null } })
  expect(left.map((member) => member.id)).toContain(kept?.id)
  expect(await prisma.member.findUnique({ where: { id } })).toMatchObject({ removedBy: 'system', removedWhy: 'unconfirmed' })
})

test('a relay that died long ago is forgotten beside one that lives', async () => {
  const relay = at.relay('living')
  await beat(relay.db, { process: 'relay', instance: 'dead' })
  await at.given.owner.pool.query(`UPDATE process_beat SET at = at - interval '16 minutes'`)
  await beat(relay.db, { process: 'relay', instance: 'living' })
  await keepHouse(relay, new Date())
  expect((await readBeats(relay.db)).map(({ instance }) => instance)).toEqual(['living'])
})
