import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addMember } from '#e2e/fixtures/newcomers.ts'
import { orderFor, type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import { addLogin } from '#e2e/fixtures/test-login.ts'
import type { PersonActor } from '#lib/access/actor.ts'
import { chooseEmployer } from '#lib/access/choose-employer.ts'
import { employersOf } from '#lib/access/employers-of.ts'
import { DAY_MS, stockholmDay } from '#lib/calendar.ts'
import { LIMITS } from '#lib/limits.ts'
import { submitFile } from '#lib/submissions/submit-file.ts'
import { assignPeople, endAssignments } from './assign-people.ts'
import { listActingBureaus, listClients } from './list-assignments.ts'
import { endMandate } from './mandates.ts'

const BUREAU_ORGNR = '165599007704'
let at: SubmissionsFixture
let bureau: { employerId: string; orgnr: string }
let johanna: PersonActor
let anna: PersonActor
beforeAll(async () => {
  at = await submissionsFixture()
  const { id } = await at.owner.prisma.employer.create({ data: { orgnr: BUREAU_ORGNR, name: 'Lönebyrån AB' } })
  bureau = { employerId: id, orgnr: BUREAU_ORGNR }
  johanna = await loggedIn(await addMember(at.owner, { employerId: id, role: 'administrator', name: 'Johanna' }))
  anna = at.first.anna.actor
  await at.owner.prisma.member.updateMany({ where: { personId: anna.personId }, data: { role: 'administrator' } })
})
afterAll(() => at.drop())

const now = () => new Date()
const as = (actor: PersonActor) => ({ db: at.web, actor, now: now() })
const midnight = (days: number) => new Date((stockholmDay(now()) + days) * DAY_MS)

async function loggedIn({ personId }: { personId: string }): Promise<PersonActor> {
  return addLogin(at.owner, personId)
}

/** Mandates of both companies, and four of the bureau's people. */
let mandateId: string
let staff: { personId: string; memberId: string }[]
beforeEach(async () => {
  await at.owner.prisma.assignment.deleteMany()
  await at.owner.prisma.mandate.deleteMany()
  const give = (employerId: string) =>
    at.owner.prisma.mandate.create({
      data: { employerId, agentOrgnr: BUREAU_ORGNR, validFrom: midnight(-1), validUntil: midnight(30) },
    })
  mandateId = (await give(at.first.employerId)).id
  await give(at.second.employerId)
  staff = await Promise.all(Array.from({ length: 4 }, (_, n) => addMember(at.owner, { ...bureau, name: `Löne ${n}` })))
})

const assign = (personIds: string[], clientIds = [at.first.employerId], by = johanna) =>
  assignPeople(as(by), { employerId: bureau.employerId, clientIds, personIds })
const open = () => at.owner.prisma.assignment.findMany({ where: { endedAt: null }, orderBy: { createdAt: 'asc' } })
const persons = () => staff.map(({ personId }) => personId)
const first = () => staff[0] ?? { personId: '', memberId: '' }
const chain = (employerId: string, action: string) => at.owner.prisma.audit.count({ where: { chain: employerId, action } })

describe('a bureau’s administrator', () => {
  test('lets many people act for many clients in one gesture; what is so already stays', async () => {
    const { employerId: own } = bureau
    const clients = [at.first.employerId, at.second.employerId]
    const before = await Promise.all([own, ...clients].map((id) => chain(id, 'assignment.given')))
    await assign([first().personId])
    await assign(persons(), clients)
    expect(await open()).toHaveLength(8)
    const after = await Promise.all([own, ...clients].map((id) => chain(id, 'assignment.given')))
    expect(after.map((count, n) => count - (before[n] ?? 0))).toEqual([8, 4, 4])
    const { clients: listed, people } = await listClients(as(johanna), bureau)
    expect(listed.map(({ people: who }) => who.length)).toEqual([4, 4])
    expect(people.length).toBeGreaterThanOrEqual(5)
  })

  test('forty at once, and the same forty by twenty at once, are forty', async () => {
    const many = await Promise.all(Array.from({ length: 36 }, (_, n) => addMember(at.owner, { ...bureau, name: `Många ${n}` })))
    const forty = [...persons(), ...many.map(({ personId }) => personId)]
    await Promise.all(Array.from({ length: 20 }, () => assign(forty)))
    expect(await open()).toHaveLength(40)
    await at.owner.prisma.member.deleteMany({ where: { id: { in: many.map(({ memberId }) => memberId) } } })
    expect(await open()).toHaveLength(4)
  })

  test.each<[string, () => Promise<unknown>, object]>([
    ['nobody', () => assign([]), { code: 'invalid', detail: 'assign_nobody' }],
    ['no client', () => assign(persons(), []), { code: 'invalid', detail: 'assign_nowhere' }],
    ['another company’s person', () => assign([at.second.bo.personId]), { code: 'not_found', detail: 'assignment' }],
    ['a company without a mandate', () => assign(persons(), [bureau.employerId]), { code: 'not_found', detail: 'assignment' }],
    ['a handler’s wish', async () => assign(persons(), undefined, await loggedIn(first())), { detail: 'administrator' }],
    ['another company’s administrator’s', () => assign(persons(), undefined, anna), { code: 'not_found', detail: 'employer' }],
  ])('%s is refused, and nothing is written', async (_, act, refusal) => {
    await expect(act()).rejects.toMatchObject(refusal)
    expect(await open()).toEqual([])
  })

  test('a reader cannot be chosen, nor a mandate that has ended or is to come, and one bad choice takes all', async () => {
    const reader = await addMember(at.owner, { ...bureau, role: 'reader' })
    await expect(assign([...persons(), reader.personId])).rejects.toMatchObject({ code: 'not_found' })
    await at.owner.prisma.mandate.update({ where: { id: mandateId }, data: { validFrom: midnight(1) } })
    await expect(assign(persons(), [at.first.employerId, at.second.employerId])).rejects.toMatchObject({ code: 'not_found' })
    expect(await open()).toEqual([])
  })

  test('more pairs than the limit are refused', async () => {
    const ids = Array.from(
      { length: LIMITS.assignmentsAtOnce + 1 },
      (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    )
    await expect(assign(ids)).rejects.toMatchObject({ code: 'invalid', detail: 'assign_many' })
  })
})

describe('the bureau’s person', () => {
  test('acts for the client as an agent, and hands in; the client sees who, and nobody else does', async () => {
    await assign([first().personId])
    const karim = await loggedIn(first())
    const [acts] = (await employersOf({ db: at.owner }, karim.personId)).filter(({ via }) => via)
    expect(acts).toMatchObject({ employerId: at.first.employerId, role: 'ombud', via: 'Lönebyrån AB' })
    await chooseEmployer(as(karim), at.first.employerId)
    const order = orderFor(at.first.employerId)
    const { submission } = await submitFile(as(karim), { order, file: await at.file(at.first.employerId) })
    expect(submission.personId).toBe(karim.personId)
    const seen = await listActingBureaus({ db: at.web, actor: at.ombud.actor }, at.first.employerId)
    expect(seen).toMatchObject([
      { orgnr: BUREAU_ORGNR, name: 'Lönebyrån AB', people: [{ name: 'Löne 0', usedAt: expect.any(Date) }] },
    ])
    expect(await listActingBureaus({ db: at.web, actor: at.ombud.actor }, at.second.employerId)).toEqual([])
    await expect(chooseEmployer(as(karim), at.second.employerId)).rejects.toMatchObject({ code: 'not_found' })
  })

  test.each<[string, () => Promise<unknown>]>([
    ['the mandate', () => endMandate(as(anna), { employerId: at.first.employerId, mandateId })],
    [
      'the place at the bureau',
      () => at.owner.prisma.member.update({ where: { id: first().memberId }, data: { removedAt: now() } }),
    ],
    ['more than reading', () => at.owner.prisma.member.update({ where: { id: first().memberId }, data: { role: 'reader' } })],
    [
      'the one assignment, by the client',
      async () =>
        endAssignments(as(anna), { employerId: at.first.employerId, assignmentIds: (await open()).map(({ id }) => id) }),
    ],
    [
      'the one assignment, by the bureau',
      async () =>
        endAssignments(as(johanna), { employerId: bureau.employerId, assignmentIds: (await open()).map(({ id }) => id) }),
    ],
  ])(
    'loses %s: the file under way when it ends is refused, those before go on, both chains say it, and a new mandate does not bring it back',
    async (_, end) => {
      await assign([first().personId])
      const karim = await loggedIn(first())
      await chooseEmployer(as(karim), at.first.employerId)
      const order = orderFor(at.first.employerId)
      const { submission } = await submitFile(as(karim), { order, file: await at.file(at.first.employerId) })
      const before = await Promise.all([bureau.employerId, at.first.employerId].map((id) => chain(id, 'assignment.ended')))
      await end()
      const after = await Promise.all([bureau.employerId, at.first.employerId].map((id) => chain(id, 'assignment.ended')))
      expect(after.map((count, n) => count - (before[n] ?? 0))).toEqual([1, 1])
      await expect(submitFile(as(karim), { order, file: await at.file(at.first.employerId) })).rejects.toMatchObject({
        code: expect.stringMatching(/^not_(found|signed_in)$/),
      })
      expect(await at.owner.prisma.submission.findUnique({ where: { id: submission.id } })).toMatchObject({ withdrawnAt: null })
      await at.owner.prisma.mandate.create({
        data: { employerId: at.first.employerId, agentOrgnr: BUREAU_ORGNR, validFrom: midnight(0), validUntil: midnight(9) },
      })
      expect((await employersOf({ db: at.owner }, karim.personId)).filter(({ via }) => via)).toEqual([])
    },
  )
})

test('who is neither the bureau’s nor the client’s ends nothing, and one bad id takes all', async () => {
  await assign(persons())
  const ids = (await open()).map(({ id }) => id)
  const cecilia = await loggedIn(await addMember(at.owner, { employerId: at.second.employerId, role: 'administrator' }))
  const theirs = { employerId: at.second.employerId, assignmentIds: ids }
  await expect(endAssignments(as(cecilia), theirs)).rejects.toMatchObject({ code: 'not_found', detail: 'assignment' })
  const more = { employerId: at.first.employerId, assignmentIds: [...ids, '00000000-0000-4000-8000-000000000000'] }
  await expect(endAssignments(as(anna), more)).rejects.toMatchObject({ code: 'not_found' })
  const none = { employerId: at.first.employerId, assignmentIds: [] }
  await expect(endAssignments(as(anna), none)).rejects.toMatchObject({ code: 'invalid', detail: 'assign_none' })
  expect(await open()).toHaveLength(4)
})

test('an assignment and the end of its mandate at once leave nothing that a new mandate brings back', async () => {
  await Promise.allSettled([assign(persons()), endMandate(as(anna), { employerId: at.first.employerId, mandateId })])
  expect(await open()).toEqual([])
})
