// Warnings: each step once, by whichever relay, to those who asked for them.

import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setRecipients } from '#e2e/fixtures/recipients.ts'
import { type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import { DAY_MS } from '#lib/calendar.ts'
import { fingerprint } from './fingerprint.ts'
import { stepOf, warnOfEnd } from './warn-of-end.ts'

let at: SubmissionsFixture
beforeAll(async () => {
  at = await submissionsFixture()
  await setRecipients(at.owner, at.first.employerId, ['a@exempel.test', 'b@exempel.test'])
})
afterAll(() => at.drop())

const now = new Date()
const days = (count: number) => new Date(now.getTime() + count * DAY_MS)
async function certificate(employerId: string, notAfter: Date, removedAt: Date | null = null): Promise<string> {
  const der = randomBytes(30)
  const names = { issuer: 'CN=CA', subjectNumber: 'x', commonName: 'sftp.exempel.se', number: randomBytes(8).toString('hex') }
  const data = { employerId, fingerprint: fingerprint(der), der, ...names, notBefore: now, notAfter, validFrom: now, removedAt }
  return (await at.owner.prisma.certificate.create({ data })).id
}
const notices = (id: string) =>
  at.owner.prisma.notice.findMany({ where: { about: { startsWith: `certificate:${id}` } }, orderBy: { createdAt: 'asc' } })

test.each([
  [61, undefined],
  [60, 60],
  [59.9, 60],
  [30.1, 60],
  [30, 30],
  [14, 14],
  [7, 7],
  [1.1, 7],
  [1, 1],
  [0.1, 1],
  [0, undefined],
  [-3, undefined],
])('%d days before the end the step is %s', (left, step) => {
  expect(stepOf(days(left), now)).toBe(step)
})

test('each step is told once to each address, however many relays look', async () => {
  const id = await certificate(at.first.employerId, days(100))
  for (const [day, total] of [
    [39, 0],
    [40.5, 2],
    [41, 2],
    [71, 4],
    [86.5, 6],
    [93.5, 8],
    [99.5, 10],
    [101, 10],
  ] as const) {
    await Promise.all([
      warnOfEnd({ db: at.relay, now: days(day) }),
      warnOfEnd({ db: at.relay, now: days(day) }),
      warnOfEnd({ db: at.relay, now: days(day) }),
    ])
    expect([day, (await notices(id)).length]).toEqual([day, total])
  }
  expect([...new Set((await notices(id)).map(({ about }) => about.split(':')[2]))]).toEqual(['60', '30', '14', '7', '1'])
  const [first] = await notices(id)
  // The next step takes over from it.
  expect(first).toMatchObject({ params: { days: 59, commonName: 'sftp.exempel.se' }, voidAt: days(70) })
})

test('one registered late is told of the step it has reached alone; one that is removed, of none', async () => {
  const [late, gone] = [await certificate(at.first.employerId, days(20)), await certificate(at.first.employerId, days(20), now)]
  expect(await warnOfEnd({ db: at.relay, now })).toBe(2)
  expect((await notices(late)).map(({ about }) => about)).toEqual([`certificate:${late}:30`, `certificate:${late}:30`])
  expect(await notices(gone)).toEqual([])
})

test('a company without addresses that wish it gets none, and the current step once it has given one', async () => {
  const id = await certificate(at.second.employerId, days(10))
  await warnOfEnd({ db: at.relay, now })
  expect(await notices(id)).toEqual([])
  await setRecipients(at.owner, at.second.employerId, ['c@prov.test'], ['refused', 'receipt'])
  await warnOfEnd({ db: at.relay, now })
  expect(await notices(id)).toEqual([])
  await setRecipients(at.owner, at.second.employerId, ['c@prov.test'])
  await warnOfEnd({ db: at.relay, now })
  expect(await notices(id)).toMatchObject([{ recipient: 'c@prov.test', about: `certificate:${id}:14` }])
})
