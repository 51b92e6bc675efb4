// An address is removed at the moment at which relay writes down what became of a mail to it.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import { adminOf, letAdminister } from '#e2e/fixtures/webhooks.ts'
import { setNoticeRecipients } from '#lib/access/notice-recipients.ts'
import type { MailOutcome } from '#lib/mail.ts'
import { queueNotices } from '#lib/notices/add-notices.ts'
import { claimNotices, recordNotice } from '#lib/notices/notice-queue.ts'

let at: SubmissionsFixture
beforeAll(async () => {
  at = await submissionsFixture()
  await letAdminister(at)
})
afterAll(() => at.drop())

const set = (...addresses: string[]) => {
  const recipients = addresses.map((address) => ({ address, topics: ['refused' as const] }))
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
