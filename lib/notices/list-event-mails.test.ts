// What a submission's page says of the mails about it: as it goes with them.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type EventMailsFixture, eventMailsFixture } from '#e2e/fixtures/event-mails.ts'
import { passHours } from '#e2e/fixtures/post.ts'
import { setRecipients } from '#e2e/fixtures/recipients.ts'
import { DONE, type HandedFile, hold, REJECTED, RETRY, tryOnce, UNKNOWN } from '#e2e/fixtures/stories.ts'
import { DAY_MS } from '#lib/calendar.ts'
import { listEventMails } from './list-event-mails.ts'

let at: EventMailsFixture
beforeAll(async () => {
  at = await eventMailsFixture()
})
afterAll(() => at.drop())
beforeEach(() => at.clear(['lon@exempel.test', 'annan@exempel.test']))

const list = ({ id }: HandedFile, { employerId = at.first.employerId, later = 0 } = {}) =>
  listEventMails({ db: at.web, actor: at.ombud.actor, now: new Date(Date.now() + later) }, { employerId, submissionId: id })
const states = async (handed: HandedFile, more = {}) =>
  (await list(handed, more)).map(({ kind, mails }) => [
    kind,
    ...mails.map(({ address, state, count }) => `${address} ${state} ${count}`),
  ])

test('sent, in a digest, waiting; and another company sees nothing', async () => {
  const [first, second, third] = [await at.handIn(), await at.handIn(), await at.handIn()]
  await tryOnce(at, first, UNKNOWN, RETRY)
  expect(await list(first)).toMatchObject([{ kind: 'unknown', waits: 'soon', mails: [] }])
  // As when no relay runs.
  expect(await list(first, { later: 600_000 })).toMatchObject([{ kind: 'unknown', waits: 'delayed', mails: [] }])
  await at.turn()
  await tryOnce(at, second, REJECTED, DONE)
  await tryOnce(at, third, REJECTED, DONE)
  await at.turn()
  expect(await states(first)).toEqual([['unknown', 'annan@exempel.test sent 1', 'lon@exempel.test sent 1']])
  expect(await states(second)).toEqual([['refused', 'annan@exempel.test waits 2', 'lon@exempel.test waits 2']])
  const [[mail]] = [(await list(second))[0]?.mails ?? []]
  expect(mail?.at?.getTime()).toBeGreaterThan(Date.now() + 50 * 60_000)
  await passHours(at.owner, 2)
  await at.turn()
  await tryOnce(at, first, UNKNOWN, hold('unknown'))
  await at.turn()
  expect(await states(second)).toEqual([['refused', 'annan@exempel.test sent 2', 'lon@exempel.test sent 2']])
  expect((await states(first)).map(([kind]) => kind)).toEqual(['unknown', 'held'])
  expect(await list(first, { employerId: at.second.employerId })).toEqual([])
})

test('tried again, refused, too late, and to an address that was removed', async () => {
  at.post.box.behave('busy')
  const handed = await at.handIn()
  await tryOnce(at, handed, REJECTED, DONE)
  await at.turn()
  expect(await states(handed)).toEqual([['refused', 'annan@exempel.test tries 1', 'lon@exempel.test tries 1']])
  expect((await states(handed, { later: 8 * DAY_MS }))[0]).toContain('lon@exempel.test stale 1')
  await at.owner.prisma.notice.updateMany({
    where: { recipient: 'annan@exempel.test' },
    data: { nextAttemptAt: null, lastError: 'address-removed' },
  })
  at.post.box.behave('refuse')
  await passHours(at.owner, 1)
  await at.turn()
  expect(await states(handed)).toEqual([['refused', 'annan@exempel.test removed 1', 'lon@exempel.test refused 1']])
})

test('a mail that waits behind one that does not get through is not said to go in a moment', async () => {
  at.post.box.behave('busy')
  const [first, second] = [await at.handIn(), await at.handIn()]
  await tryOnce(at, first, REJECTED, DONE)
  await at.turn()
  await tryOnce(at, second, REJECTED, DONE)
  await at.turn()
  expect(await states(second)).toEqual([['refused', 'annan@exempel.test waits 1', 'lon@exempel.test waits 1']])
  await passHours(at.owner, 2)
  await at.turn()
  expect(await states(first)).toEqual([['refused', 'annan@exempel.test tries 1', 'lon@exempel.test tries 1']])
  expect(await states(second)).toEqual([['refused', 'annan@exempel.test delayed 1', 'lon@exempel.test delayed 1']])
})

test('nobody wished to know', async () => {
  await setRecipients(at.owner, at.first.employerId, ['lon@exempel.test'], ['inbox'])
  const handed = await at.handIn()
  await tryOnce(at, handed, REJECTED, DONE)
  await at.turn()
  expect(await list(handed)).toMatchObject([{ kind: 'refused', waits: null, mails: [] }])
})
