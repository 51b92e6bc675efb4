import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { OPEN_GATE, orderFor, type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import { claimNext } from './claim-next.ts'
import { openAttempt } from './open-attempt.ts'
import { resendSubmission } from './resend-submission.ts'
import { mayResend, mayWithdraw, stateOf } from './state.ts'
import { type SubmittedFile, submitFile } from './submit-file.ts'
import { withdrawSubmission } from './withdraw-submission.ts'

let at: SubmissionsFixture
const now = new Date()
const LEASE = { channel: 'https', limit: 1000, leaseMs: 60_000 }

beforeAll(async () => {
  at = await submissionsFixture()
})
afterAll(() => at.drop())

async function submitted(undoSeconds = 0): Promise<SubmittedFile['submission']> {
  const { employerId, anna } = at.first
  const file = await at.file(employerId, randomBytes(100))
  return (await submitFile(by(anna), { order: orderFor(employerId), file, undoSeconds })).submission
}
const row = (id: string) => at.owner.prisma.submission.findUniqueOrThrow({ where: { id }, include: { attempts: true } })
const change = (id: string, data: object) => at.owner.prisma.submission.update({ where: { id }, data })
const which = ({ reference }: SubmittedFile['submission']) => ({ employerId: at.first.employerId, reference, gate: OPEN_GATE })
const by = ({ actor } = at.first.anna, when = now) => ({ db: at.web, actor, now: when })
const links = (object: string, action: string) => at.owner.prisma.audit.count({ where: { object, action } })

const attempt = ({ id, employerId }: SubmittedFile['submission'], more: object) =>
  at.owner.prisma.attempt.create({
    data: { submissionId: id, employerId, number: 1, fence: 1n, relay: 'r1', openedAt: now, ...more },
  })

describe('withdrawing', () => {
  test('works while nothing has been sent, and no relay takes it any more', async () => {
    const submission = await submitted()
    expect(mayWithdraw(stateOf(await row(submission.id), now))).toBe(true)
    expect(await withdrawSubmission(by(), which(submission))).toMatchObject({
      withdrawnAt: now,
      nextAttemptAt: null,
    })
    expect(await links(submission.id, 'submission.withdrawn')).toBe(1)
    expect(await claimNext({ db: at.relay }, LEASE)).toEqual([])
  })

  test('twice is the same as once', async () => {
    const submission = await submitted()
    await withdrawSubmission(by(), which(submission))
    expect(await withdrawSubmission(by(at.first.anna, new Date(now.getTime() + 1000)), which(submission))).toMatchObject({
      withdrawnAt: now,
    })
    expect(await links(submission.id, 'submission.withdrawn')).toBe(1)
  })

  test('is refused while a relay has it in hand, while it is sent, and after', async () => {
    const submission = await submitted()
    const claims = await claimNext({ db: at.relay }, LEASE)
    expect(claims.map(({ submissionId }) => submissionId)).toEqual([submission.id])
    const refused = { code: 'conflict', detail: 'sending_won' }
    await expect(withdrawSubmission(by(), which(submission))).rejects.toMatchObject(refused)
    expect(mayWithdraw(stateOf(await row(submission.id), now))).toBe(false)
    const [claim] = claims
    if (claim) await openAttempt({ db: at.relay }, claim, { relay: 'r1', leaseMs: 60_000 })
    await expect(withdrawSubmission(by(), which(submission))).rejects.toMatchObject(refused)
    await change(submission.id, { leaseUntil: null, sendingAt: null, nextAttemptAt: null, deliveredAt: now, kvittensId: 'FK-77' })
    await expect(withdrawSubmission(by(), which(submission))).rejects.toMatchObject({ code: 'conflict', detail: 'already_sent' })
  })

  test.each([
    ['queued for the next try', {}],
    ['held, since relay gave up', { nextAttemptAt: null, heldAt: now, heldReason: 'gave-up' }],
  ])('works when every attempt provably failed: %s', async (_title, more) => {
    const submission = await submitted()
    await change(submission.id, { nextAttemptAt: now, attemptCount: 1, ...more })
    await attempt(submission, { closedAt: now, outcome: 'unsent', httpStatus: 503 })
    expect(await withdrawSubmission(by(), which(submission))).toMatchObject({
      withdrawnAt: now,
      heldAt: null,
      nextAttemptAt: null,
    })
    const { detail } = await at.owner.prisma.audit.findFirstOrThrow({
      where: { object: submission.id, action: 'submission.withdrawn' },
    })
    expect(detail).toEqual({ reference: submission.reference, attempts: 1 })
  })

  test.each([
    ['an attempt ended unknown', { closedAt: now, outcome: 'unknown' }, {}],
    ['an attempt is open, which the row does not say', {}, {}],
    [
      'it is held as unknown',
      { closedAt: now, outcome: 'unknown' },
      { nextAttemptAt: null, heldAt: now, heldReason: 'unknown', unknownAt: now },
    ],
    ['it waits for a repeat', { closedAt: now, outcome: 'unknown' }, { nextAttemptAt: now, unknownAt: now }],
    ['its relay died', {}, { sendingAt: now, leaseUntil: new Date(0) }],
  ])('is refused when it may have arrived: %s', async (_title, ended, more) => {
    const submission = await submitted()
    await change(submission.id, { attemptCount: 1, ...more })
    await attempt(submission, ended)
    await expect(withdrawSubmission(by(), which(submission))).rejects.toMatchObject({
      code: 'conflict',
      detail: 'may_have_arrived',
    })
    await change(submission.id, { nextAttemptAt: null })
  })

  test('works when a relay took it and died before it opened an attempt; the dead one’s late attempt is not opened', async () => {
    const submission = await submitted()
    const [claim] = await claimNext({ db: at.relay }, { ...LEASE, leaseMs: -1 })
    await withdrawSubmission(by(), which(submission))
    expect(claim && (await openAttempt({ db: at.relay }, claim, { relay: 'r1', leaseMs: 60_000 }))).toBeNull()
  })

  test('against claims at the same moment: every submission is either withdrawn or sent, never both', async () => {
    const all = await Promise.all(Array.from({ length: 40 }, () => submitted()))
    const withdrawals = Promise.allSettled(all.map((submission) => withdrawSubmission(by(), which(submission))))
    const attempts = Array.from({ length: 8 }, async () => {
      for (const claim of await claimNext({ db: at.relay }, { ...LEASE, limit: 10 }))
        await openAttempt({ db: at.relay }, claim, { relay: 'r1', leaseMs: 60_000 })
    })
    await Promise.all(attempts)
    const ended = await withdrawals
    for (const [n, submission] of all.entries()) {
      const { withdrawnAt, attempts: sent } = await row(submission.id)
      expect(withdrawnAt !== null).toBe(ended[n]?.status === 'fulfilled')
      expect(withdrawnAt !== null && sent.length > 0).toBe(false)
      if (withdrawnAt === null) expect(ended[n]).toMatchObject({ reason: { code: 'conflict', detail: 'sending_won' } })
    }
  })

  test('in the last second before it is sent, twenty times: either undone or sent', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => submitted(600)))
    expect(await claimNext({ db: at.relay }, LEASE)).toEqual([])
    // However long the handing in has taken: the last of the second that they wait is now.
    const due = Date.now() + 50
    const ids = { in: all.map(({ id }) => id) }
    await at.owner.prisma.submission.updateMany({ where: { id: ids }, data: { nextAttemptAt: new Date(due) } })
    const undone = Promise.allSettled(all.map((submission) => withdrawSubmission(by(), which(submission))))
    const sent: string[] = []
    for (let ended = false; !ended; ) {
      ended = Date.now() > due
      for (const claim of await claimNext({ db: at.relay }, LEASE)) {
        const attempt = await openAttempt({ db: at.relay }, claim, { relay: 'r1', leaseMs: 60_000 })
        if (attempt) sent.push(claim.submissionId)
      }
    }
    for (const [n, { status }] of (await undone).entries()) expect(sent.includes(all[n]?.id ?? '')).toBe(status === 'rejected')
  })

  test('another employer’s submission does not exist', async () => {
    const submission = await submitted()
    const { employerId, bo } = at.second
    const foreign = { employerId, reference: submission.reference, gate: OPEN_GATE }
    await expect(withdrawSubmission(by(bo), foreign)).rejects.toMatchObject({ code: 'not_found' })
    await expect(withdrawSubmission(by(bo), which(submission))).rejects.toMatchObject({ code: 'not_found' })
    expect((await row(submission.id)).withdrawnAt).toBeNull()
  })
})

describe('sending again', () => {
  const held = { heldAt: now, heldReason: 'gave-up', nextAttemptAt: null, attemptCount: 1 }
  test('works when it is held and every attempt ended unsent, under the same message id', async () => {
    const submission = await submitted()
    await change(submission.id, held)
    await attempt(submission, { closedAt: now, outcome: 'unsent' })
    expect(mayResend(stateOf(await row(submission.id), now))).toBe(true)
    const resent = await resendSubmission(by(), which(submission))
    expect(resent).toMatchObject({ heldAt: null, messageId: submission.messageId })
    expect((await claimNext({ db: at.relay }, LEASE)).map(({ submissionId }) => submissionId)).toContain(submission.id)
    expect(await links(submission.id, 'submission.resent')).toBe(1)
  })

  test('is refused when its content has been removed', async () => {
    const submission = await submitted()
    await change(submission.id, { ...held, purgedAt: now })
    await expect(resendSubmission(by(), which(submission))).rejects.toMatchObject({ code: 'conflict', detail: 'content_purged' })
  })

  test.each([
    ['an attempt ended unknown', { closedAt: now, outcome: 'unknown' }, {}],
    ['an attempt is open', {}, {}],
    ['the row says unknown', { closedAt: now, outcome: 'unsent' }, { unknownAt: now }],
    ['the row says that it is being sent', { closedAt: now, outcome: 'unsent' }, { sendingAt: now }],
  ])('is refused when it may have arrived: %s', async (_title, ended, more) => {
    const submission = await submitted()
    await change(submission.id, { ...held, ...more })
    await attempt(submission, ended)
    // What only an attempt says no writer leaves behind: the verb looks at both.
    if ('unknownAt' in more || 'sendingAt' in more) expect(mayResend(stateOf(await row(submission.id), now))).toBe(false)
    await expect(resendSubmission(by(), which(submission))).rejects.toMatchObject({
      code: 'conflict',
      detail: 'may_double',
    })
    expect((await row(submission.id)).heldAt).toEqual(now)
  })

  test('is refused when nothing holds it, and for another employer’s', async () => {
    const submission = await submitted()
    await expect(resendSubmission(by(), which(submission))).rejects.toMatchObject({
      code: 'conflict',
      detail: 'not_held',
    })
    await change(submission.id, held)
    const { employerId, bo } = at.second
    const foreign = { employerId, reference: submission.reference }
    await expect(resendSubmission(by(bo), foreign)).rejects.toMatchObject({ code: 'not_found' })
  })
})
