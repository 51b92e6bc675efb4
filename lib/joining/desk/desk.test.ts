// What operators decide about applications, and what an approval makes.

import { createElement } from 'react'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { DecisionForms } from '#components/desk/decision-forms.tsx'
import { PEPPER } from '#e2e/fixtures/accounts.ts'
import {
  type LoggedInPerson,
  logInPerson,
  type SignedApplicationInput,
  signedApplication,
  TEST_BROKER,
  writeIdToken,
} from '#e2e/fixtures/applications.ts'
import { type KeeperFixture, keeperFixture } from '#e2e/fixtures/keeper.ts'
import { renderComponent } from '#e2e/fixtures/render-component.ts'
import { createTestDatabase, type TestDatabase } from '#e2e/fixtures/test-database.ts'
import type { PersonActor } from '#lib/access/actor.ts'
import { employersOf } from '#lib/access/employers-of.ts'
import { DAY_MS } from '#lib/calendar.ts'
import { type Db, forPerson, openDb, PORTAL_CHAIN } from '#lib/db.ts'
import { sealIdToken } from '../id-tokens.ts'
import { approveApplication, effectDueApplications } from './approve-application.ts'
import { countQueue } from './count-queue.ts'
import { decideApplication } from './decide-application.ts'
import { listQueue } from './list-queue.ts'
import { type DeskCase, openCaseFile, readCase } from './read-case.ts'
import { confirmPaper, MOST_PAPER_BYTES, openPaper, registerPaper } from './register-paper.ts'

let database: TestDatabase
let owner: Db
let web: Db
let relay: Db
let keeper: KeeperFixture
let goran: LoggedInPerson
let ivar: LoggedInPerson
let hanna: LoggedInPerson
const now = new Date()
let turn = 0

beforeAll(async () => {
  database = await createTestDatabase()
  owner = openDb(database.owner, { max: 4 })
  web = openDb(database.as('web'), { max: 20 })
  relay = openDb(database.as('relay'), { max: 20 })
  keeper = await keeperFixture(database, { OIDC_ISSUER: TEST_BROKER.issuer, OIDC_ID_TOKEN_ALG: TEST_BROKER.alg })
  goran = await logInPerson(owner, 'Göran Lind', true)
  ivar = await logInPerson(owner, 'Ivar Falk', true)
})
afterAll(async () => {
  await keeper.drop()
  await owner.close()
  await web.close()
  await relay.close()
  await database.drop()
})
beforeEach(async () => {
  hanna = await logInPerson(owner, 'Hanna Berg')
})

/** A number of its own for each test. */
const number = () => `1655990${String(80_000 + turn++)}`
const handed = (more: Partial<SignedApplicationInput> = {}) =>
  signedApplication(owner, { orgnr: number(), applicant: hanna, ...more })
const by = ({ actor }: LoggedInPerson) => ({ db: web, actor, now })
type Handed = Awaited<ReturnType<typeof handed>>
const seen = ({ applicationId, version, digest }: Handed) => ({ applicationId, version, digest })
const approve = (it: Handed, who = goran) =>
  approveApplication(by(who), { ...seen(it), reference: it.reference, paperDays: 3, keeping: keeper.keeping })
const rowOf = ({ applicationId }: Handed) => owner.prisma.application.findUniqueOrThrow({ where: { id: applicationId } })
const mailsOf = async ({ applicationId }: Handed) => {
  const rows = await owner.prisma.notice.findMany({ where: { about: { startsWith: `application:${applicationId}` } } })
  return rows.map(({ kind }) => kind)
}
const portalLinks = async ({ applicationId }: Handed) =>
  (await owner.prisma.audit.findMany({ where: { chain: PORTAL_CHAIN, object: applicationId }, orderBy: { seq: 'asc' } })).map(
    ({ action }) => action,
  )
const made = (it: Handed) =>
  owner.prisma.employer.findFirst({
    where: { applications: { some: { id: it.applicationId } } },
    include: { members: true, exchanges: true, recipients: true, invitations: true },
  })

describe('an approval', () => {
  test('makes employer, exchange, addresses and administrators, and stands in both audit chains', async () => {
    const it = await handed({ change: { startIn: 'test' } })
    expect(await made(it)).toBeNull()
    expect(await approve(it)).toBe('approved')
    const employer = await made(it)
    expect(employer).toMatchObject({
      name: 'Nya Bolaget AB',
      members: [{ personId: hanna.personId, role: 'administrator', removedAt: null }],
      exchanges: [{ service: 'sjukanmalan', channel: 'https', state: 'test' }],
      invitations: [],
    })
    expect(employer?.recipients.map(({ address }) => address)).toEqual(['kontakt@example.test', 'lon@example.test'])
    expect(await employersOf({ db: owner }, hanna.personId)).toMatchObject([{ role: 'administrator', tried: ['sjukanmalan'] }])
    expect(await rowOf(it)).toMatchObject({ state: 'approved', decidedBy: goran.personId, employerId: employer?.id })
    expect(await portalLinks(it)).toEqual(['application.approved'])
    const own = await owner.prisma.audit.findMany({ where: { chain: employer?.id ?? '' } })
    expect(own).toMatchObject([{ action: 'employer.joined', actor: `person:${goran.personId}`, object: it.applicationId }])
    expect(new Set(await mailsOf(it))).toEqual(new Set(['person-application-approved']))
  })

  test('of a company that has left opens its row anew, with what it had', async () => {
    const orgnr = number()
    const first = await handed({ orgnr })
    await approve(first)
    const { id = '' } = (await made(first)) ?? {}
    await owner.prisma.exchange.updateMany({ where: { employerId: id }, data: { endedAt: now } })
    const gone = { removedAt: now, removedBy: 'system', removedWhy: 'ended' }
    await owner.prisma.member.updateMany({ where: { employerId: id }, data: gone })
    await owner.prisma.employer.update({ where: { id }, data: { endedAt: now } })
    const again = await handed({ orgnr })
    expect(await approve(again)).toBe('approved')
    expect(await made(again)).toMatchObject({
      ...{ id, endedAt: null },
      members: [{ personId: hanna.personId, removedAt: null }],
      exchanges: [{ service: 'sjukanmalan', endedAt: null }],
    })
    await expect(approve(await handed({ orgnr }))).rejects.toMatchObject({ detail: 'number_joined' })
  })

  test('by twenty at once is one', async () => {
    const it = await handed()
    const who = [goran, ivar]
    const ends = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => approve(it, who[n % 2])))
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const refused = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason.detail] : []))
    expect(new Set(refused)).toEqual(new Set(['application_decided']))
    expect(await owner.prisma.member.count({ where: { personId: hanna.personId } })).toBe(1)
    expect(await portalLinks(it)).toEqual(['application.approved'])
  })

  test('of two applications for one number that both were held is one, and the other is told', async () => {
    const orgnr = number()
    const one = await handed({ orgnr })
    await owner.prisma.application.update({ where: { id: one.applicationId }, data: { holdsNumberAt: null } })
    const other = await handed({ orgnr })
    const ends = await Promise.allSettled([approve(one), approve(other, ivar)])
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const late = ends[0]?.status === 'fulfilled' ? other : one
    await expect(approve(late)).rejects.toMatchObject({ code: 'conflict', detail: 'number_joined' })
    expect(await rowOf(late)).toMatchObject({ state: 'submitted', employerId: null })
    expect(await owner.prisma.employer.count({ where: { orgnr } })).toBe(1)
  })

  test.each(['applicant', 'signatory:0', 'administrator:0', 'administrator:1'])(
    'is refused while %s has not signed',
    async (missing) => {
      const it = await handed({ administrators: [hanna, await logInPerson(owner, 'Nils Ny')], unsigned: [missing] })
      await expect(approve(it)).rejects.toMatchObject({ code: 'conflict', detail: 'application_unsigned' })
      expect(await made(it)).toBeNull()
    },
  )

  test('wants as many signatories as sign together, and a signature over what it says now', async () => {
    const other = await logInPerson(owner, 'Vera Två')
    const signing = { manner: 'two', needed: 2, basis: [], signatories: [] } as const
    const half = await handed({
      signatories: [hanna, other],
      unsigned: ['signatory:1'],
      change: { signing: { ...signing, basis: [], signatories: [] } },
    })
    await expect(approve(half)).rejects.toMatchObject({ detail: 'application_unsigned' })
    const old = await handed()
    await owner.prisma.applicationSignature.updateMany({
      where: { applicationId: old.applicationId },
      data: { digest: '0'.repeat(64) },
    })
    await expect(approve(old)).rejects.toMatchObject({ detail: 'application_unsigned' })
    const voided = await handed()
    await owner.prisma.applicationSignature.updateMany({
      where: { applicationId: voided.applicationId, asWhat: 'administrator' },
      data: { voidedAt: now },
    })
    await expect(approve(voided)).rejects.toMatchObject({ detail: 'application_unsigned' })
  })

  const formsOf = (found: DeskCase): string =>
    renderComponent(
      createElement(DecisionForms, { found, personId: goran.personId, paperDays: 3, refused: undefined, typed: undefined }),
    )
  const forged = { way: 'signature' as const, digest: 'f'.repeat(64) }
  test.each([
    ['digest', () => writeIdToken({ ...forged, number: hanna.number })],
    ['person', ({ digest }: Handed) => writeIdToken({ ...forged, digest, number: '191212121212' })],
    ['answer', async ({ digest }: Handed) => `${await writeIdToken({ ...forged, digest, number: hanna.number })}x`],
  ])('is refused where a signature does not hold, and the page says why: %s', async (why, forge) => {
    const it = await handed()
    const read = () => readCase(by(goran), { reference: it.reference, keeping: keeper.keeping })
    const before = await read()
    expect(before.checked.map(({ check }) => check)).toEqual(Array(3).fill('holds'))
    expect(formsOf(before)).toContain('value="godkann"')
    const idToken = sealIdToken(await forge(it), PEPPER)
    const where = { applicationId: it.applicationId, asWhat: 'signatory' }
    await owner.prisma.applicationSignature.updateMany({ where, data: { idToken } })
    const found = await read()
    expect(found.checked.find(({ asWhat }) => asWhat === 'signatory')?.check).toBe(why)
    expect(formsOf(found)).not.toContain('value="godkann"')
    expect(formsOf(found)).toContain('value="avsla"')
    await expect(approve(it)).rejects.toMatchObject({ code: 'conflict', detail: 'signature_unverified' })
    expect(await made(it)).toBeNull()
  })

  test('is of what was signed, by those whom it names, and of the application whose signatures were verified', async () => {
    const it = await handed()
    const data = async () => (await rowOf(it)).document as { content: { employer: { name: string } } }
    const document = await data()
    const write = (said: object) => owner.prisma.application.update({ where: { id: it.applicationId }, data: { document: said } })
    await write({ ...document, content: { ...document.content, services: [] } })
    await expect(approve(it)).rejects.toMatchObject({ code: 'conflict', detail: 'signature_unverified' })
    const { checked } = await readCase(by(goran), { reference: it.reference, keeping: keeper.keeping })
    expect(checked.map(({ check }) => check)).toEqual(Array(3).fill('digest'))
    await write(document)
    // Somebody whom the document does not name.
    const other = await logInPerson(owner, 'Olle Okänd')
    const words = { part: 'administrator', name: other.name, personKey: other.key, personMasked: '19121212-****' }
    const row = { ...words, applicationId: it.applicationId, address: 'olle@example.test', personId: other.personId }
    const answer = { answer: 'signed', answeredAt: now }
    const { id } = await owner.prisma.applicationParty.create({ data: { ...row, ...answer } })
    const idToken = sealIdToken(await writeIdToken({ way: 'signature', digest: it.digest, number: other.number }), PEPPER)
    const signature = { applicationId: it.applicationId, partyId: id, personId: other.personId, asWhat: 'administrator' }
    await owner.prisma.applicationSignature.create({
      data: { ...signature, way: 'signature', digest: it.digest, shown: it.shown, idToken },
    })
    await expect(approve(it)).rejects.toMatchObject({ code: 'conflict', detail: 'signature_unverified' })
    await expect(approve({ ...it, reference: (await handed()).reference })).rejects.toMatchObject({ code: 'conflict' })
    expect(await made(it)).toBeNull()
    await owner.prisma.applicationParty.delete({ where: { id } })
    await owner.prisma.applicationSignature.deleteMany({ where: { personId: other.personId } })
    expect(await approve(it)).toBe('approved')
  })

  test('counts nobody’s signature in another’s place', async () => {
    const it = await handed({ administrators: [await logInPerson(owner, 'Nils Ny')] })
    const where = { applicationId: it.applicationId, asWhat: 'administrator' }
    await owner.prisma.applicationSignature.updateMany({ where, data: { personId: hanna.personId } })
    await expect(approve(it)).rejects.toMatchObject({ detail: 'application_unsigned' })
  })

  test('is not one of what has changed since it was seen', async () => {
    const it = await handed()
    for (const change of [{ version: it.version - 1 }, { digest: 'f'.repeat(64) }])
      await expect(approve({ ...it, ...change })).rejects.toMatchObject({ code: 'conflict', detail: 'application_moved' })
    expect(await made(it)).toBeNull()
  })

  test('is nobody’s who has a part in it, whatever part', async () => {
    const parts: [string, Partial<SignedApplicationInput>][] = [
      ['applicant', { applicant: goran, signatories: [hanna], administrators: [hanna] }],
      ['signatory', { signatories: [goran], administrators: [hanna] }],
      ['administrator', { administrators: [hanna, goran] }],
    ]
    for (const [part, more] of parts) {
      const it = await handed(more)
      await expect(approve(it), part).rejects.toMatchObject({ code: 'not_allowed', detail: 'own_application' })
      for (const decision of ['review', 'return', 'decline'] as const)
        await expect(decideApplication(by(goran), { ...seen(it), decision, reason: 'x' }), part).rejects.toMatchObject({
          detail: 'own_application',
        })
      expect(await rowOf(it)).toMatchObject({ state: 'submitted' })
      expect(await approve(it, ivar)).toBe('approved')
    }
    // Known by the number alone: the operator has never opened the link.
    const it = await handed({ administrators: [hanna, goran] })
    await owner.prisma.applicationParty.updateMany({
      where: { applicationId: it.applicationId, personKey: goran.key },
      data: { personId: null },
    })
    const said = { ...seen(it), decision: 'decline', reason: 'x' } as const
    await expect(decideApplication(by(goran), said)).rejects.toMatchObject({ detail: 'own_application' })
    const own = await handed()
    const document = (await rowOf(own)).document as { content: { employer: { key: string } } }
    document.content.employer.key = goran.key
    await owner.prisma.application.update({ where: { id: own.applicationId }, data: { document } })
    await expect(decideApplication(by(goran), { ...seen(own), decision: 'review' })).rejects.toMatchObject({
      detail: 'own_application',
    })
    // Named by their address alone, as on paper.
    const { mail } = await owner.prisma.person.findUniqueOrThrow({ where: { id: goran.personId } })
    const reached = await handed({
      change: { contact: { name: 'Göran', mail: mail?.toUpperCase() ?? '', phone: '010-123 45 67' } },
    })
    await expect(approve(reached)).rejects.toMatchObject({ detail: 'own_application' })
    const named = await handed({ way: 'paper' })
    await owner.prisma.applicationParty.updateMany({
      where: { applicationId: named.applicationId, part: 'administrator' },
      data: { personKey: null, personId: null, address: mail ?? '' },
    })
    await expect(decideApplication(by(goran), { ...seen(named), decision: 'review' })).rejects.toMatchObject({
      detail: 'own_application',
    })
  })

  test('is an operator’s with a fresh login', async () => {
    const it = await handed()
    await expect(approve(it, hanna)).rejects.toMatchObject({ code: 'not_found' })
    await owner.prisma.loginSession.update({ where: { id: goran.actor.sessionId }, data: { provedAt: new Date(0) } })
    await expect(approve(it)).rejects.toMatchObject({ code: 'not_allowed', detail: 'fresh_login' })
    await owner.prisma.loginSession.update({ where: { id: goran.actor.sessionId }, data: { provedAt: new Date('2035-01-01') } })
    // And the database asks by itself.
    const direct = (actor: PersonActor, sessionId: string) =>
      forPerson(
        { db: web, actor },
        (tx) =>
          tx.$queryRaw`SELECT approve_application(${it.applicationId}::uuid, ${sessionId}::uuid, 3, ${it.digest}, 3, '{}', now())`,
      )
    await expect(direct(hanna.actor, hanna.actor.sessionId)).rejects.toThrow(/no operator/)
    await expect(direct(hanna.actor, goran.actor.sessionId)).rejects.toThrow(/another session/)
    await expect(direct(goran.actor, hanna.actor.sessionId)).rejects.toThrow(/another session/)
    await expect(web.prisma.$queryRaw`SELECT carry_out_application(${it.applicationId}::uuid, 'x', '{}', now())`).rejects.toThrow(
      /permission/,
    )
    expect(await made(it)).toBeNull()
  })
})

describe('four eyes', () => {
  /** A company with an administrator who is gone, and an application that names a new one. */
  async function withoutAdministrator(more: Partial<SignedApplicationInput> = {}) {
    const orgnr = number()
    const gone = await logInPerson(owner, 'Gunnar Borta')
    const { id: employerId } = await owner.prisma.employer.create({
      data: { orgnr, name: 'Gamla Bolaget AB', members: { create: { personId: gone.personId, role: 'administrator' } } },
    })
    await owner.prisma.noticeRecipient.create({ data: { employerId, address: `lon.${orgnr}@example.test`, topics: [] } })
    return { it: await handed({ orgnr, kind: 'administrators', ...more }), gone, employerId }
  }
  const roles = async (employerId: string) =>
    (await owner.prisma.member.findMany({ where: { employerId, removedAt: null } })).map(({ personId, role }) => [personId, role])

  test('new administrators want two operators, and the old ones leave and are told', async () => {
    const { it, gone, employerId } = await withoutAdministrator()
    expect(await approve(it)).toBe('second')
    expect(await rowOf(it)).toMatchObject({ state: 'reviewing', reviewedBy: goran.personId })
    expect(await roles(employerId)).toEqual([[gone.personId, 'administrator']])
    await expect(approve(it)).rejects.toMatchObject({ code: 'conflict', detail: 'same_operator' })
    expect(await approve(it, ivar)).toBe('approved')
    expect(await roles(employerId)).toEqual([[hanna.personId, 'administrator']])
    const old = await owner.prisma.member.findFirstOrThrow({ where: { employerId, personId: gone.personId } })
    expect(old).toMatchObject({ removedBy: `person:${ivar.personId}`, removedWhy: 'replaced' })
    expect(await portalLinks(it)).toEqual(['application.approved-once', 'application.approved'])
    const own = await owner.prisma.audit.findMany({ where: { chain: employerId } })
    expect(own).toMatchObject([{ action: 'administrators.changed' }])
    const told = (await mailsOf(it)).filter((kind) => kind === 'person-administrators-replaced')
    expect(told).toHaveLength(2)
    expect((await owner.prisma.employer.findUniqueOrThrow({ where: { id: employerId } })).name).toBe('Gamla Bolaget AB')
  })

  test('keep the old ones where the application says so, and raise a handler who is named', async () => {
    const { it, gone, employerId } = await withoutAdministrator({ change: { replaces: false } })
    await owner.prisma.member.create({ data: { employerId, personId: hanna.personId, role: 'handler' } })
    await approve(it)
    await approve(it, ivar)
    expect(new Map((await roles(employerId)) as [string, string][])).toEqual(
      new Map([
        [gone.personId, 'administrator'],
        [hanna.personId, 'administrator'],
      ]),
    )
    // Who remains is told, and can say that it is wrong.
    const kinds = await mailsOf(it)
    expect(kinds.filter((kind) => kind === 'person-administrators-added')).toHaveLength(2)
    expect(kinds).not.toContain('person-administrators-replaced')
  })

  test('one of the company’s own people, who is an operator, is no pair of them', async () => {
    const { it, employerId } = await withoutAdministrator()
    await owner.prisma.member.create({ data: { employerId, personId: ivar.personId, role: 'reader' } })
    await approve(it)
    await expect(approve(it, ivar)).rejects.toMatchObject({ detail: 'own_application' })
    await owner.prisma.member.deleteMany({ where: { employerId, personId: ivar.personId } })
    // Nor one who acts for it through a bureau, or is about to be one of its people.
    const bureau = await owner.prisma.employer.create({ data: { orgnr: number(), name: 'Lönebyrån AB' } })
    const assigned = { employerId: bureau.id, clientId: employerId, personId: ivar.personId }
    const { id } = await owner.prisma.assignment.create({ data: assigned })
    await expect(approve(it, ivar)).rejects.toMatchObject({ detail: 'own_application' })
    await owner.prisma.assignment.delete({ where: { id } })
    const invited = { employerId, tokenHash: it.digest, name: 'Ivar Falk', address: 'x@example.test', role: 'reader' }
    const invitation = { ...invited, personKey: ivar.key, expiresAt: new Date(Date.now() + DAY_MS) }
    await owner.prisma.invitation.create({ data: invitation })
    await expect(approve(it, ivar)).rejects.toMatchObject({ detail: 'own_application' })
    await owner.prisma.invitation.deleteMany({ where: { employerId } })
    expect(await approve(it, ivar)).toBe('approved')
  })

  test('the desk says how many administrators the company has left', async () => {
    const { it, employerId, gone } = await withoutAdministrator()
    const left = async () => (await readCase(by(goran), { reference: it.reference, keeping: keeper.keeping })).administratorsLeft
    expect(await left()).toBe(1)
    await owner.prisma.member.updateMany({ where: { employerId, personId: gone.personId }, data: { removedAt: now } })
    expect(await left()).toBe(0)
    const counted = await web.prisma.$queryRaw<{ n: number | null }[]>`
      SELECT administrators_left((SELECT orgnr FROM application WHERE id = ${it.applicationId}::uuid)) AS n`
    expect(counted).toEqual([{ n: null }])
  })

  test('an approval does not outlive that the application was sent back', async () => {
    const { it } = await withoutAdministrator()
    await approve(it)
    await decideApplication(by(ivar), { ...seen(it), decision: 'return', reason: 'Protokollet saknas.' })
    await owner.prisma.application.update({ where: { id: it.applicationId }, data: { state: 'submitted' } })
    expect(await approve(it, ivar)).toBe('second')
  })

  test('an employer that is not there has no administrators to change', async () => {
    const it = await handed({ kind: 'administrators' })
    await expect(approve(it)).rejects.toMatchObject({ detail: 'number_not_joined' })
  })
})

describe('on paper', () => {
  test('two operators, some days, and an invitation instead of a membership', async () => {
    const it = await handed({ way: 'paper' })
    expect(await approve(it)).toBe('second')
    expect(await approve(it, ivar)).toBe('later')
    expect(await made(it)).toBeNull()
    const { takesEffectAt } = await rowOf(it)
    expect((takesEffectAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(2.9 * DAY_MS)
    expect(await effectDueApplications({ db: relay, now })).not.toContain(it.applicationId)
    await owner.prisma.application.update({ where: { id: it.applicationId }, data: { takesEffectAt: now } })
    const made2 = await Promise.all(Array.from({ length: 20 }, () => effectDueApplications({ db: relay, now })))
    expect(made2.flat()).toEqual([it.applicationId])
    const employer = await made(it)
    expect(employer).toMatchObject({ members: [], invitations: [{ role: 'administrator', personKey: hanna.key }] })
    const [mail] = await owner.prisma.notice.findMany({
      where: { kind: 'person-administrator-invited', recipient: { startsWith: hanna.key.slice(0, 8) } },
    })
    expect(JSON.stringify(mail?.params)).toContain('/inbjudan/')
    expect(JSON.stringify(mail?.params)).not.toContain(employer?.invitations[0]?.tokenHash)
  })

  test('whom it invites is told to operators alone', async () => {
    const it = await handed({ way: 'paper' })
    const wanted = ({ actor }: LoggedInPerson) =>
      forPerson({ db: web, actor }, (tx) => tx.$queryRaw`SELECT address FROM invitations_wanted(${it.applicationId}::uuid)`)
    expect(await wanted(goran)).toHaveLength(1)
    expect(await wanted(await logInPerson(owner, 'Vera Vik'))).toEqual([])
  })

  test('it can be stopped while the days go by', async () => {
    const it = await handed({ way: 'paper' })
    await approve(it)
    await approve(it, ivar)
    await decideApplication(by(goran), { ...seen(it), decision: 'decline', reason: 'Företaget säger att det inte stämmer.' })
    await owner.prisma.application.update({ where: { id: it.applicationId }, data: { takesEffectAt: now } })
    expect(await effectDueApplications({ db: relay, now })).toEqual([])
    expect(await made(it)).toBeNull()
  })

  test('a number that joins meanwhile stops it, and it waits for an operator again', async () => {
    const orgnr = number()
    const it = await handed({ way: 'paper', orgnr })
    await approve(it)
    await approve(it, ivar)
    await owner.prisma.employer.create({ data: { orgnr, name: 'Först AB' } })
    await owner.prisma.application.update({ where: { id: it.applicationId }, data: { takesEffectAt: now } })
    expect(await effectDueApplications({ db: relay, now })).toEqual([])
    expect(await rowOf(it)).toMatchObject({ state: 'reviewing', takesEffectAt: null })
    await expect(approve(it)).rejects.toMatchObject({ detail: 'number_joined' })
  })

  test('a company may block it', async () => {
    const orgnr = number()
    await owner.prisma.employer.create({ data: { orgnr, name: 'Spärrat AB', paperBlockedAt: now } })
    const it = await handed({ way: 'paper', kind: 'administrators', orgnr })
    await expect(approve(it)).rejects.toMatchObject({ code: 'conflict', detail: 'paper_blocked' })
  })
})

describe('other decisions', () => {
  test('taking it up, sending it back and declining: with a reason that stands in no mail and no audit', async () => {
    const it = await handed()
    await decideApplication(by(goran), { ...seen(it), decision: 'review' })
    expect(await rowOf(it)).toMatchObject({ state: 'reviewing', reviewedBy: goran.personId })
    await expect(decideApplication(by(ivar), { ...seen(it), decision: 'review' })).rejects.toMatchObject({
      detail: 'application_decided',
    })
    for (const reason of ['', '  \n'])
      await expect(decideApplication(by(goran), { ...seen(it), decision: 'return', reason })).rejects.toMatchObject({
        code: 'invalid',
        detail: 'decision_reason',
      })
    await expect(
      decideApplication(by(goran), { ...seen(it), decision: 'return', reason: 'x'.repeat(2001) }),
    ).rejects.toMatchObject({ detail: 'decision_reason_long' })
    const reason = 'Protokollet är från fel år.'
    await decideApplication(by(goran), { ...seen(it), decision: 'return', reason })
    expect(await rowOf(it)).toMatchObject({ state: 'returned', reason, decidedAt: null })
    await expect(decideApplication(by(goran), { ...seen(it), decision: 'decline', reason })).rejects.toMatchObject({
      detail: 'application_decided',
    })
    await owner.prisma.application.update({ where: { id: it.applicationId }, data: { state: 'submitted' } })
    await decideApplication(by(goran), { ...seen(it), decision: 'decline', reason })
    expect(await rowOf(it)).toMatchObject({ state: 'declined', reason, decidedBy: goran.personId })
    expect(new Set(await mailsOf(it))).toEqual(new Set(['person-application-returned', 'person-application-declined']))
    const traces = [...(await owner.prisma.audit.findMany()), ...(await owner.prisma.notice.findMany())]
    expect(JSON.stringify(traces, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toContain('Protokollet')
    await expect(approve(it)).rejects.toMatchObject({ detail: 'application_decided' })
  })
})

describe('the queue', () => {
  test('is operators’, oldest first, a page at a time', async () => {
    await owner.prisma.application.updateMany({
      where: { state: { in: ['submitted', 'reviewing'] } },
      data: { state: 'withdrawn' },
    })
    const ids: string[] = []
    for (let n = 0; n < 52; n++) ids.push((await handed()).applicationId)
    await handed({ state: 'signing' })
    expect(await countQueue(by(goran))).toBe(52)
    const first = await listQueue(by(goran), { part: 'waiting' })
    const second = await listQueue(by(goran), { part: 'waiting', after: first.next ?? '' })
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(ids)
    expect([first.rows.length, second.next]).toEqual([50, null])
    await expect(listQueue(by(goran), { part: 'waiting', after: 'x' })).rejects.toMatchObject({ detail: 'cursor' })
    await expect(listQueue(by(hanna), { part: 'waiting' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(countQueue(by(hanna))).rejects.toMatchObject({ code: 'not_found' })
  })

  test('shows all of one, and that somebody looked', async () => {
    const it = await handed()
    const seenCase = await readCase(by(goran), { reference: it.reference, keeping: keeper.keeping })
    expect(seenCase).toMatchObject({ needed: 1, approvedBy: [], isParty: false, isOnPaper: false, hasJoined: false })
    expect(seenCase.document?.content.employer.name).toBe('Nya Bolaget AB')
    expect(await portalLinks(it)).toEqual(['application.looked-at'])
    await expect(readCase(by(hanna), { reference: it.reference, keeping: keeper.keeping })).rejects.toMatchObject({
      code: 'not_found',
    })
    const hidden = await handed({ state: 'signing' })
    await expect(readCase(by(goran), { reference: hidden.reference, keeping: keeper.keeping })).rejects.toMatchObject({
      code: 'not_found',
      detail: 'application',
    })
  })

  test('what operators decided is seen by operators alone', async () => {
    const it = await handed()
    await decideApplication(by(goran), { ...seen(it), decision: 'review' })
    const countFor = ({ actor }: { actor: PersonActor }) =>
      forPerson({ db: web, actor }, (tx) => tx.applicationDecision.count({ where: { applicationId: it.applicationId } }))
    expect([await countFor(ivar), await countFor(hanna)]).toEqual([1, 0])
    await expect(web.prisma.applicationDecision.deleteMany()).rejects.toThrow(/permission/)
  })
})

describe('a form on paper', () => {
  const PDF = Buffer.from('%PDF-1.7 skannad')
  const waiting = () => handed({ state: 'signing', unsigned: ['applicant', 'signatory:0', 'administrator:0'] })
  const parties = async ({ applicationId }: Handed) =>
    (await owner.prisma.applicationParty.findMany({ where: { applicationId } })).map(({ id }) => id)
  const enter = async (it: Handed, who = goran, more: Partial<Parameters<typeof registerPaper>[1]> = {}) =>
    registerPaper(by(who), {
      ...{ applicationId: it.applicationId, digest: it.digest, signers: await parties(it), hasApplicant: true },
      ...{ name: 'blankett.pdf', bytes: PDF, ...more },
    })
  const entryOf = ({ applicationId }: Handed) =>
    owner.prisma.applicationDecision.findFirstOrThrow({ where: { applicationId, decision: 'paper', voidedAt: null } })
  const confirm = async (it: Handed, who = ivar) =>
    confirmPaper(by(who), { applicationId: it.applicationId, digest: it.digest, entryId: (await entryOf(it)).id })

  test('is opened by what stands on it, entered by one, confirmed by another, and handed in', async () => {
    const it = await waiting()
    await owner.prisma.application.update({ where: { id: it.applicationId }, data: { holdsNumberAt: null } })
    await expect(readCase(by(goran), { reference: it.reference, keeping: keeper.keeping })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(enter(it)).rejects.toMatchObject({ code: 'not_found' })
    const spoken = it.reference.toLowerCase().replaceAll('-', ' ')
    expect(await openPaper(by(goran), { reference: spoken, code: it.digest.slice(0, 16).toUpperCase() })).toEqual({
      reference: it.reference,
    })
    expect((await listQueue(by(ivar), { part: 'paper' })).rows.map(({ reference }) => reference)).toContain(it.reference)
    await enter(it)
    await expect(confirm(it, goran)).rejects.toMatchObject({ code: 'conflict', detail: 'same_operator' })
    expect(await rowOf(it)).toMatchObject({ state: 'signing', holdsNumberAt: null })
    expect(await confirm(it)).toBe('submitted')
    expect(await rowOf(it)).toMatchObject({ state: 'submitted', holdsNumberAt: expect.any(Date) })
    const signatures = await owner.prisma.applicationSignature.findMany({ where: { applicationId: it.applicationId } })
    expect(signatures.map(({ way, digest, shown, idToken }) => [way, digest, shown, idToken])).toEqual(
      Array(3).fill(['paper', it.digest, it.shown, null]),
    )
    expect(await portalLinks(it)).toEqual([
      'application.paper-opened',
      'application.paper-registered',
      'application.paper-confirmed',
      'application.handed-in',
    ])
    const seenCase = await readCase(by(goran), { reference: it.reference, keeping: keeper.keeping })
    expect(seenCase).toMatchObject({ isOnPaper: true, needed: 2, files: [{ kind: 'paper', name: 'blankett.pdf' }] })
    const [file] = seenCase.files
    const opened = await openCaseFile(by(ivar), { reference: it.reference, fileId: file?.id ?? '' })
    expect(Buffer.from(opened.bytes).equals(PDF)).toBe(true)
    await expect(openCaseFile(by(hanna), { reference: it.reference, fileId: file?.id ?? '' })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('opens for no guess: the reference alone, too few signs, another digest, another state', async () => {
    const it = await waiting()
    const other = await waiting()
    for (const code of ['', it.digest.slice(0, 15), other.digest, `${it.digest.slice(0, 15)}x`, `${it.digest}0`])
      await expect(openPaper(by(goran), { reference: it.reference, code })).rejects.toMatchObject({
        code: 'not_found',
        detail: 'paper',
      })
    const submitted = await handed()
    await expect(openPaper(by(goran), { reference: submitted.reference, code: submitted.digest })).rejects.toMatchObject({
      detail: 'paper',
    })
    await expect(openPaper(by(hanna), { reference: it.reference, code: it.digest })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('bears signatures of those named, who have not answered; nobody who has a part enters it', async () => {
    const it = await waiting()
    await openPaper(by(goran), { reference: it.reference, code: it.digest })
    const other = await waiting()
    await expect(enter(it, goran, { signers: await parties(other) })).rejects.toMatchObject({ detail: 'paper_signers' })
    await expect(enter(it, goran, { signers: [], hasApplicant: false })).rejects.toMatchObject({
      code: 'invalid',
      detail: 'paper_signers',
    })
    await expect(enter(it, goran, { bytes: Buffer.from('<html>') })).rejects.toMatchObject({
      code: 'unsupported',
      detail: 'paper',
    })
    await expect(enter(it, goran, { bytes: Buffer.alloc(MOST_PAPER_BYTES + 1) })).rejects.toMatchObject({ code: 'too_large' })
    await expect(enter(it, goran, { digest: 'f'.repeat(64) })).rejects.toMatchObject({ detail: 'application_moved' })
    await enter(it)
    await owner.prisma.applicationParty.updateMany({
      where: { applicationId: it.applicationId, part: 'administrator' },
      data: { answer: 'declined', answeredAt: now },
    })
    await expect(confirm(it)).rejects.toMatchObject({ detail: 'paper_signers' })
    const own = await handed({ state: 'signing', administrators: [ivar], unsigned: ['administrator:0'] })
    await openPaper(by(goran), { reference: own.reference, code: own.digest })
    await expect(enter(own, ivar)).rejects.toMatchObject({ detail: 'own_application' })
    expect(
      await owner.prisma.applicationSignature.count({
        where: { way: 'paper', applicationId: { in: [it.applicationId, own.applicationId] } },
      }),
    ).toBe(0)
  })

  test('is confirmed once by twenty at once, and by none when another application holds the number', async () => {
    const it = await waiting()
    await openPaper(by(goran), { reference: it.reference, code: it.digest })
    await enter(it)
    const { id: entryId } = await entryOf(it)
    const tries = Array.from({ length: 20 }, () =>
      confirmPaper(by(ivar), { applicationId: it.applicationId, digest: it.digest, entryId }),
    )
    expect((await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const late = await waiting()
    await owner.prisma.application.update({ where: { id: late.applicationId }, data: { holdsNumberAt: null } })
    await handed({ orgnr: (await rowOf(late)).orgnr ?? '' })
    await openPaper(by(goran), { reference: late.reference, code: late.digest })
    await enter(late)
    await expect(confirm(late)).rejects.toMatchObject({ code: 'conflict', detail: 'paper_number_held' })
    expect(await owner.prisma.applicationSignature.count({ where: { applicationId: late.applicationId } })).toBe(0)
  })
})
