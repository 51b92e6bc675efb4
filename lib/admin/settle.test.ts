import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { orderFor, type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import { stockholmTime } from '#lib/calendar.ts'
import { submitFile } from '#lib/submissions/submit-file.ts'

let at: SubmissionsFixture
beforeAll(async () => {
  at = await submissionsFixture()
})
afterAll(() => at.drop())

function settle(args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, LANG: 'sv_SE.UTF-8', DATABASE_URL: at.database.as('relay'), PAYLOAD_DIR: at.dir }
  return new Promise((resolve) => {
    execFile(process.execPath, ['lib/admin/main.ts', 'settle', ...args], { env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
  })
}

test('the operator enters what FK said, once; what cannot be is told, and changes nothing', async () => {
  const { employerId, anna } = at.first
  const file = await at.file(employerId, randomBytes(50))
  const { submission } = await submitFile(
    { db: at.web, actor: anna.actor, now: new Date() },
    { order: orderFor(employerId), file },
  )
  const { id, reference } = submission
  const row = () => at.owner.prisma.submission.findUniqueOrThrow({ where: { id } })
  const told = stockholmTime(new Date()).slice(0, 16)
  const good = [reference, '--has', '--told', told.replace('T', ' '), '--how', 'phone', '--by', 'Göran Lind', '--id', 'FK-op']
  const queued = await settle(good)
  expect([queued.code, queued.err]).toEqual([2, expect.stringContaining('Läget är redan säkert')])
  const held = { nextAttemptAt: null, heldAt: new Date(), heldReason: 'unknown', unknownAt: new Date() }
  await at.owner.prisma.submission.update({ where: { id }, data: held })
  const without = (option: string) => good.filter((_, n) => good[n] !== option && good[n - 1] !== option)
  const bad = [without(reference), [...good, '--has-not'], without('--told'), without('--how'), without('--by')]
  for (const { code } of await Promise.all(bad.map(settle))) expect(code).toBe(2)
  expect((await row()).settledAt).toBeNull()
  for (const _ of [1, 2]) expect(await settle(good)).toMatchObject({ code: 0, out: `${reference}: beskedet är inskrivet.\n` })
  expect(await row()).toMatchObject({ settledAs: 'has', settledName: 'Göran Lind', kvittensId: 'FK-op' })
  const links = await at.owner.prisma.audit.findMany({ where: { object: id, action: 'submission.settled' } })
  expect(links.map(({ actor }) => actor)).toEqual([expect.stringMatching(/^admin:/)])
})
