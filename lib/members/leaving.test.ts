import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addMember } from '#e2e/fixtures/newcomers.ts'
import { orderFor, type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import { addLogin } from '#e2e/fixtures/test-login.ts'
import type { PersonActor } from '#lib/access/actor.ts'
import { chooseEmployer } from '#lib/access/choose-employer.ts'
import { employersOf, type Role } from '#lib/access/employers-of.ts'
import { DAY_MS, stockholmDay } from '#lib/calendar.ts'
import { PORTAL_CHAIN } from '#lib/db.ts'
import { parseOrgnr } from '#lib/identifiers.ts'
import { CONFIRM_REMINDER_DAYS, LIMITS } from '#lib/limits.ts'
import { submitFile } from '#lib/submissions/submit-file.ts'
import { confirmMembers, rightsDue } from './confirm-members.ts'
import { endEmployer } from './end-employer.ts'
import { lapseMembers } from './lapse-members.ts'
import { leaveEmployer } from './leave-employer.ts'

let at: SubmissionsFixture
beforeAll(async () => {
  at = await submissionsFixture()
})
afterAll(() => at.drop())

type Colleague = { personId: string; memberId: string; actor: PersonActor }
let employerId: string
let orgnr: string
let anna: Colleague
let bo: Colleague
let turn = 0
beforeEach(async () => {
  await at.owner.prisma.notice.deleteMany()
  do orgnr = `16559900${7100 + turn++}`
  while (!parseOrgnr(orgnr.slice(2)))
  const data = { orgnr, name: `Slutbolaget ${turn} AB`, exchanges: { create: { service: 'sjukanmalan' } } }
  employerId = (await at.owner.prisma.employer.create({ data })).id
  anna = await colleague('administrator', `anna${turn}@exempel.se`)
  bo = await colleague('handler', 'bo@exempel.se')
})

async function colleague(role: Role, mail: string | null = null): Promise<Colleague> {
  const member = await addMember(at.owner, { employerId, role })
  await at.owner.prisma.person.update({ where: { id: member.personId }, data: { mail } })
  return { ...member, actor: await addLogin(at.owner, member.personId, { employerId }) }
}

const now = () => new Date()
const as = ({ actor }: Colleague) => ({ db: at.web, actor, now: now() })
const member = ({ memberId }: Colleague) => at.owner.prisma.member.findUniqueOrThrow({ where: { id: memberId } })
const actions = async (chain = employerId) =>
  (await at.owner.prisma.audit.findMany({ where: { chain }, orderBy: { seq: 'asc' } })).map(({ action }) => action)
/** But for those of companies of earlier tests. */
const mails = async () =>
  (await at.owner.prisma.notice.findMany({ where: { recipient: { in: [`anna${turn}@exempel.se`, 'bo@exempel.se'] } } })).map(
    ({ kind, recipient }) => `${kind} ${recipient}`,
  )
const monthsFrom = (from: Date, months: number) => {
  const then = new Date(from)
  then.setUTCMonth(then.getUTCMonth() + months)
  return then
}
const setBack = ({ memberId }: Colleague, days: number, more: object = {}) => {
  const then = new Date(Date.now() - days * DAY_MS)
  return at.owner.prisma.member.update({ where: { id: memberId }, data: { confirmedAt: then, createdAt: then, ...more } })
}
const lapse = (days = 0) => lapseMembers({ db: at.relay, now: new Date(Date.now() + days * DAY_MS) })
const LONG = 200

describe('rights that nobody confirms', () => {
  test('end after the time, and the person and the trail are told; who was confirmed stays', async () => {
    const cilla = await colleague('reader')
    await setBack(bo, LONG, { usedAt: now() })
    await setBack(cilla, LONG, { usedAt: now() })
    await confirmMembers(as(anna), { employerId, personIds: [cilla.personId] })
    expect(await lapse()).toBe(1)
    expect(await member(bo)).toMatchObject({ removedWhy: 'unconfirmed', removedBy: 'system', removedAt: expect.any(Date) })
    expect(await member(cilla)).toMatchObject({ removedAt: null })
    expect(await actions()).toEqual(['member.confirmed', 'member.lapsed'])
    expect(await mails()).toEqual(['person-access-lapsed bo@exempel.se'])
    expect(await at.owner.prisma.loginSession.count({ where: { personId: bo.personId } })).toBe(0)
  })

  test('are told of 30, 10 and 3 days before, once each, to administrators alone', async () => {
    const due = monthsFrom((await member(bo)).confirmedAt, LIMITS.confirmMonths)
    // Both are due within the same second: whom it concerns is the company.
    for (const days of CONFIRM_REMINDER_DAYS) {
      const lapseAt = (hours: number) =>
        lapseMembers({ db: at.relay, now: new Date(due.getTime() - days * DAY_MS + hours * 3_600_000) })
      await at.owner.prisma.member.updateMany({ where: { employerId }, data: { usedAt: due } })
      const before = (await mails()).length
      await lapseAt(-2)
      expect(await mails()).toHaveLength(before)
      for (const hours of [2, 3]) await lapseAt(hours)
      expect(await mails()).toHaveLength(before + 1)
    }
    expect(new Set(await mails())).toEqual(new Set([`person-rights-due anna${turn}@exempel.se`]))
  })

  test('are told of though the last administrator’s own, which do not end, were due long ago', async () => {
    await setBack(anna, LONG * 2)
    const due = monthsFrom((await member(bo)).confirmedAt, LIMITS.confirmMonths)
    await at.owner.prisma.member.updateMany({ where: { employerId }, data: { usedAt: due } })
    await lapseMembers({ db: at.relay, now: new Date(due.getTime() - 9 * DAY_MS) })
    expect(await mails()).toEqual([`person-rights-due anna${turn}@exempel.se`])
  })

  test('are shown as due so long before as the first mail goes', async () => {
    const first = Math.max(...CONFIRM_REMINDER_DAYS)
    const due = monthsFrom((await member(anna)).confirmedAt, LIMITS.confirmMonths).getTime()
    const shown = (days: number) => rightsDue({ ...as(anna), now: new Date(due - days * DAY_MS) }, employerId)
    expect([await shown(first + 1), await shown(first - 1)]).toEqual([null, expect.any(Date)])
  })

  test('are confirmed by an administrator alone, all or some, and another company’s are not found', async () => {
    await setBack(bo, 100)
    await expect(confirmMembers(as(bo), { employerId, personIds: undefined })).rejects.toMatchObject({ detail: 'administrator' })
    const theirs = { employerId, personIds: [bo.personId, at.second.bo.personId] }
    await expect(confirmMembers(as(anna), theirs)).rejects.toMatchObject({ code: 'not_found', detail: 'member' })
    expect((await member(bo)).confirmedAt.getTime()).toBeLessThan(Date.now() - 99 * DAY_MS)
    await confirmMembers(as(anna), { employerId, personIds: undefined })
    expect((await member(bo)).confirmedAt.getTime()).toBeGreaterThan(Date.now() - DAY_MS)
    expect(await actions()).toEqual(['member.confirmed', 'member.confirmed'])
  })

  test('a company’s last administrator stays, however long nobody has confirmed or logged in', async () => {
    const dag = await colleague('administrator')
    for (const each of [anna, bo, dag]) await setBack(each, LONG)
    await at.owner.prisma.member.update({ where: { id: dag.memberId }, data: { usedAt: new Date(Date.now() - 190 * DAY_MS) } })
    expect(await lapse()).toBe(2)
    expect([(await member(anna)).removedAt, (await member(dag)).removedAt]).toEqual([expect.any(Date), null])
    expect(await lapse()).toBe(0)
    await confirmMembers(as(dag), { employerId, personIds: undefined })
    expect(await rightsDue(as(dag), employerId)).toBeNull()
  })

  test('twenty sweeps at once end each once', async () => {
    await setBack(bo, LONG)
    const swept = await Promise.all(Array.from({ length: 20 }, () => lapse()))
    expect(swept.reduce((sum, count) => sum + count, 0)).toBe(1)
    expect(await actions()).toEqual(['member.lapsed'])
  })
})

test('who has done nothing for so long loses the right, though it was confirmed; who has logged in does not', async () => {
  const cilla = await colleague('reader')
  for (const each of [bo, cilla]) await setBack(each, LIMITS.idleDays + 1, { confirmedAt: now() })
  await at.owner.prisma.person.update({ where: { id: cilla.personId }, data: { lastLoginAt: now() } })
  expect(await lapse()).toBe(1)
  expect([(await member(bo)).removedWhy, (await member(cilla)).removedWhy]).toEqual(['idle', null])
})

test('an ombud’s right ends the day after its last', async () => {
  const elin = await colleague('ombud')
  const day = (days: number) => new Date((stockholmDay(now()) + days) * DAY_MS)
  await at.owner.prisma.member.update({ where: { id: elin.memberId }, data: { validUntil: day(0) } })
  expect(await lapse()).toBe(0)
  expect(await lapse(1)).toBe(1)
  expect((await member(elin)).removedWhy).toBe('ended')
})

describe('a person leaves', () => {
  test('and the login goes on, for no company', async () => {
    await leaveEmployer(as(bo), employerId)
    expect(await member(bo)).toMatchObject({ removedWhy: 'left', removedBy: `person:${bo.personId}` })
    expect(await at.owner.prisma.loginSession.findMany({ where: { personId: bo.personId } })).toMatchObject([
      { employerId: null },
    ])
    expect(await actions()).toEqual(['member.left'])
    expect(await mails()).toEqual([`person-member-left anna${turn}@exempel.se`])
    await expect(leaveEmployer(as(bo), employerId)).rejects.toMatchObject({ code: 'not_found', detail: 'member' })
  })

  test('of twenty administrators who leave at once, one remains', async () => {
    const all = [anna, ...(await Promise.all(Array.from({ length: 19 }, () => colleague('administrator'))))]
    const tries = await Promise.allSettled(all.map((each) => leaveEmployer(as(each), employerId)))
    const refused = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
    expect(refused).toMatchObject([{ code: 'conflict', detail: 'last_administrator' }])
    expect(await at.owner.prisma.member.count({ where: { employerId, role: 'administrator', removedAt: null } })).toBe(1)
  })
})

describe('a company leaves', () => {
  const end = (typed = orgnr.slice(2), who = anna) => endEmployer(as(who), { employerId, typed })

  test('nobody acts for it any more by any way, what is queued goes on, and all is written down', async () => {
    const { prisma } = at.owner
    await chooseEmployer(as(bo), employerId)
    const order = { ...orderFor(employerId), employer: { employerId, orgnr } }
    const { submission } = await submitFile(as(bo), { order, file: await at.file(employerId) })
    const later = new Date(Date.now() + 90 * DAY_MS)
    const days = { validFrom: new Date(Date.now() - DAY_MS), validUntil: later }
    await prisma.mandate.create({ data: { employerId, agentOrgnr: '165599007704', ...days } })
    const invited = { name: 'Ny', address: 'ny@exempel.se', role: 'reader', tokenHash: randomBytes(32).toString('hex') }
    await prisma.invitation.create({ data: { employerId, ...invited, expiresAt: later } })
    await prisma.webhook.create({ data: { employerId, url: 'https://a.example/', events: ['inkorg.ny'], secret: 'x' } })
    const ended = (await actions(PORTAL_CHAIN)).filter((action) => action === 'employer.ended').length
    await end()
    for (const each of [anna, bo]) expect(await employersOf({ db: at.owner }, each.personId)).toEqual([])
    await expect(submitFile(as(bo), { order, file: await at.file(employerId) })).rejects.toMatchObject({
      code: expect.stringMatching(/^not_(found|signed_in)$/),
    })
    const open = await Promise.all([
      prisma.mandate.count({ where: { employerId, endedAt: null } }),
      prisma.invitation.count({ where: { employerId, endedAt: null } }),
      prisma.webhook.count({ where: { employerId, removedAt: null } }),
      prisma.exchange.count({ where: { employerId, endedAt: null } }),
      prisma.member.count({ where: { employerId, removedAt: null } }),
    ])
    expect(open).toEqual([0, 0, 0, 0, 0])
    expect(await member(bo)).toMatchObject({ removedWhy: 'ended' })
    expect((await prisma.submission.findUniqueOrThrow({ where: { id: submission.id } })).nextAttemptAt).not.toBeNull()
    expect((await actions()).at(-1)).toBe('employer.ended')
    expect((await actions(PORTAL_CHAIN)).filter((action) => action === 'employer.ended')).toHaveLength(ended + 1)
    expect(await mails()).toContain(`person-company-ended anna${turn}@exempel.se`)
    expect(await prisma.loginSession.findMany({ where: { personId: anna.personId } })).toMatchObject([{ employerId: null }])
    expect(await prisma.loginSession.count({ where: { personId: bo.personId } })).toBe(0)
  })

  test.each<[string, () => Promise<unknown>, object]>([
    ['another number', () => end('5599001236'), { code: 'invalid', detail: 'end_number' }],
    ['no number', () => end(''), { code: 'invalid', detail: 'end_number' }],
    ['a handler', () => end(undefined, bo), { code: 'not_allowed', detail: 'administrator' }],
  ])('not by %s', async (_, act, refusal) => {
    await expect(act()).rejects.toMatchObject(refusal)
    expect(await actions()).toEqual([])
    expect(await at.owner.prisma.employer.findUniqueOrThrow({ where: { id: employerId } })).toMatchObject({ endedAt: null })
  })

  test('not in an old login; of twenty at once one does', async () => {
    const old = { provedAt: new Date(Date.now() - DAY_MS) }
    await at.owner.prisma.loginSession.update({ where: { id: anna.actor.sessionId }, data: old })
    await expect(end()).rejects.toMatchObject({ code: 'not_allowed', detail: 'fresh_login' })
    await at.owner.prisma.loginSession.update({ where: { id: anna.actor.sessionId }, data: { provedAt: now() } })
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => end()))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await actions()).filter((action) => action === 'employer.ended')).toHaveLength(1)
  })
})
