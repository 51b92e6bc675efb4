// An address is removed, silenced or added again while mails to it wait or are under way.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import { adminOf, letAdminister } from '#e2e/fixtures/webhooks.ts'
import { setNoticeRecipients } from '#lib/access/notice-recipients.ts'
import type { MailOutcome } from '#lib/mail.ts'
import { addNotices, queueNotices } from '#lib/notices/add-notices.ts'
import type { NoticeTopic } from '#lib/notices/events.ts'
import { claimNotices, recordNotice } from '#lib/notices/notice-queue.ts'

let at: SubmissionsFixture
beforeAll(async () => {
  at = await submissionsFixture()
  await letAdminister(at)
})
afterAll(() => at.drop())

const set = (...addresses: string[]) => setTo(['refused'], addresses)
function setTo(topics: readonly NoticeTopic[], addresses: string[]) {
  const recipients = addresses.map((address) => ({ address, topics }))
  return setNoticeRecipients(adminOf(at), { employerId: at.first.employerId, language: 'sv', recipients })
}

test.each<[string, MailOutcome]>([
  ['refused', { kind: 'refused', code: 'smtp-550', what: 'address' }],
  ['sent', { kind: 'sent' }],
  ['not sent', { kind: 'failed', code: 'smtp-451' }],
])('removed while a mail to it is %s: neither stops the other, and it is not tried again', async (_, outcome) => {
  for (let round = 0; round < 12; round++) {
    await at.owner.pool.query('TRUNCATE notice CASCADE')
    await set('kvar@exempel.test', 'bort@exempel.test')
    await at.owner.pool.query(`DELETE FROM notice; UPDATE notice_recipient SET refused_at = now(), refused_code = 'smtp-550'`)
    const terms = { dueAt: new Date(0), voidAt: new Date(Date.now() + 3_600_000) }
    const news = (n: number) => ({ employerId: at.first.employerId, kind: 'x', about: `${n}`, params: {}, ...terms })
    for (let n = 0; n < 6; n++) await queueNotices(at.relay.prisma, news(n), ['bort@exempel.test'])
    const claimed = await claimNotices({ db: at.relay }, { limit: 6, leaseMs: 60_000 })
    expect(claimed).toHaveLength(6)
    await Promise.all([...claimed.map((notice) => recordNotice({ db: at.relay }, notice, outcome)), set('kvar@exempel.test')])
    const mails = await at.owner.prisma.notice.findMany()
    expect(mails.filter(({ nextAttemptAt }) => nextAttemptAt)).toEqual([])
    if (outcome.kind === 'failed') expect(new Set(mails.map(({ lastError }) => lastError))).toEqual(new Set(['address-removed']))
  }
})

const queued = async () =>
  (await at.owner.prisma.notice.findMany({ orderBy: [{ recipient: 'asc' }, { kind: 'asc' }] })).map(
    ({ recipient, kind, nextAttemptAt, lastError }) => [recipient.split('@')[0], kind, nextAttemptAt ? 'waits' : lastError],
  )

test('an address that wishes nothing any more gets nothing that waits for it either; another one does', async () => {
  await at.owner.pool.query('TRUNCATE notice CASCADE')
  await set('ett@exempel.test', 'tva@exempel.test')
  const terms = { dueAt: new Date(), voidAt: new Date(Date.now() + 3_600_000) }
  const news = { employerId: at.first.employerId, kind: 'needs', about: '1', params: {}, ...terms }
  await queueNotices(at.relay.prisma, news, ['ett@exempel.test', 'tva@exempel.test'])
  await at.owner.pool.query(`DELETE FROM notice WHERE kind = 'address-added' AND recipient LIKE 'tva%'`)
  const recipients = [
    { address: 'ett@exempel.test', topics: [] },
    { address: 'tva@exempel.test', topics: ['refused' as const] },
  ]
  await setNoticeRecipients(adminOf(at), { employerId: at.first.employerId, language: 'sv', recipients })
  expect(await queued()).toEqual([
    ['ett', 'address-added', 'waits'],
    ['ett', 'needs', 'not-wished'],
    ['tva', 'needs', 'waits'],
  ])
})

test('a mail that is being queued while its address is removed is withdrawn too', async () => {
  await set('bort@exempel.test')
  await at.owner.pool.query('TRUNCATE notice CASCADE')
  const news = { employerId: at.first.employerId, kind: 'certificate-ends' as const, about: 'c', dueAt: new Date() }
  const params = { days: 30, ends: '2027-01-20', commonName: 'x' }
  await at.owner.pool.query(`UPDATE notice_recipient SET topics = '{certificates}'`)
  let removed: Promise<unknown> = Promise.resolve()
  await at.relay.prisma.$transaction(async (tx) => {
    await addNotices(tx, 'certificates', { ...news, params, voidAt: new Date(Date.now() + 3_600_000) })
    let isDone = false
    removed = set().then(() => (isDone = true))
    const isWaiting = async () =>
      (await at.owner.pool.query(`SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`))
        .rowCount !== 0
    await expect.poll(async () => isDone || (await isWaiting())).toBe(true)
  })
  await removed
  expect(await queued()).toEqual([['bort', 'certificate-ends', 'address-removed']])
})

test('an address that was removed before it was told that it had been added is told when it is added again', async () => {
  await set()
  await at.owner.pool.query('TRUNCATE notice CASCADE')
  await set('ny@exempel.test')
  await set()
  expect(await queued()).toEqual([['ny', 'address-added', 'address-removed']])
  await set('ny@exempel.test')
  expect(await queued()).toEqual([['ny', 'address-added', 'waits']])
})
