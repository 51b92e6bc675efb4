import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { orderFor, type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { countWaiting, wasInTime } from './count-waiting.ts'
import { submitFile } from './submit-file.ts'

let at: SubmissionsFixture
beforeAll(async () => {
  at = await submissionsFixture()
})
afterAll(() => at.drop())
beforeEach(async () => {
  await at.owner.prisma.event.deleteMany()
  await at.owner.prisma.submission.deleteMany()
})

const count = (employerId: string) => countWaiting({ db: at.web, actor: at.ombud.actor, now: new Date() }, employerId)

async function handIn(more: Prisma.SubmissionUpdateInput = {}, late = 0): Promise<void> {
  const { employerId, anna } = at.first
  const file = await at.file(employerId)
  const { submission } = await submitFile(
    { db: at.web, actor: anna.actor, now: new Date() },
    { order: orderFor(employerId), file },
  )
  const report = { deadlines: { earliest: '2026-12-04', late, soon: 0 } }
  await at.owner.prisma.submission.update({ where: { id: submission.id }, data: { report, ...more } })
}

const past = new Date(Date.now() - 60_000)

test('counts what waits and goes by itself, and nothing that has an end or needs a person', async () => {
  expect(await count(at.first.employerId)).toEqual({ count: 0, inTime: true })
  await handIn()
  await handIn({ attemptCount: 3, unknownAt: past })
  await handIn({ nextAttemptAt: null, sendingAt: past, leaseUntil: new Date(Date.now() + 60_000), attemptCount: 1 })
  await handIn({ nextAttemptAt: null, heldAt: past, heldReason: 'gave-up' })
  await handIn({ nextAttemptAt: null, withdrawnAt: past })
  await handIn({ nextAttemptAt: null, deliveredAt: past, kvittensId: 'FK-1' })
  expect(await count(at.first.employerId)).toEqual({ count: 3, inTime: true })
})

test('another company’s files are not in the number', async () => {
  await handIn()
  expect(await count(at.second.employerId)).toEqual({ count: 0, inTime: true })
})

test('one that was late when it was handed in, or has no last day, is not said to be in time', async () => {
  await handIn()
  await handIn({}, 1)
  expect(await count(at.first.employerId)).toEqual({ count: 2, inTime: false })
  expect(wasInTime({ deadlines: { earliest: '2026-12-04', late: 0, soon: 1 } })).toBe(true)
  expect(wasInTime({ deadlines: { earliest: '2026-11-04', late: 1, soon: 0 } })).toBe(false)
  expect(wasInTime({ deadlines: { earliest: null, late: 0, soon: 0 } })).toBe(false)
})
