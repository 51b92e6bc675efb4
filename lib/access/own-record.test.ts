// What is kept about a person, for themself: all of it, and the end of their account.
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PEPPER } from '#e2e/fixtures/accounts.ts'
import { logInForCookie } from '#e2e/fixtures/log-in.ts'
import { orderFor, type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import { DAY_MS } from '#lib/calendar.ts'
import { LIMITS } from '#lib/limits.ts'
import { submitFile } from '#lib/submissions/submit-file.ts'
import { actorOf, type PersonActor } from './actor.ts'
import { employersOf } from './employers-of.ts'
import { eraseAccount, listErasureObstacles } from './erase-account.ts'
import { exportPerson } from './export-person.ts'
import { makePerson } from './make-person.ts'
import { askMailCode } from './verify-mail.ts'

let at: SubmissionsFixture
beforeAll(async () => {
  at = await submissionsFixture()
})
afterAll(() => at.drop())

type PersonWish = { employerId?: string; role?: string; support?: boolean }
const keyOf = () => randomBytes(32).toString('hex')

/** Somebody new, logged in, with an address. */
async function newPerson({ employerId, role = 'handler', support = false }: PersonWish = {}) {
  const key = keyOf()
  const data = {
    name: 'Eva Erasmus',
    personKey: key,
    personMasked: '19121212-****',
    support,
    mail: `${key.slice(0, 8)}@exempel.test`,
    mailVerifiedAt: new Date(),
    ...(employerId && { members: { create: { employerId, role } } }),
  }
  const { id: personId, mail } = await at.owner.prisma.person.create({ data })
  return { actor: await logIn(personId), personId, key, mail: mail ?? '' }
}

async function logIn(personId: string): Promise<PersonActor> {
  const { sessionId, cookie: credential } = await logInForCookie(
    { db: at.keeperDb, now: new Date() },
    { personId, portal: 'https://portal.test' },
  )
  return actorOf({ personId, sessionId, credential })
}

const context = (actor: PersonActor) => ({ db: at.web, actor, now: new Date() })
const byKeeper = (actor: PersonActor) => ({ ...context(actor), db: at.keeperDb })
const erase = (actor: PersonActor, typed = 'radera') => eraseAccount(context(actor), { typed, language: 'sv' })
const rowOf = (id: string) => at.owner.prisma.person.findUniqueOrThrow({ where: { id } })
const applicationOf = (applicantId: string, state: string) =>
  at.owner.prisma.application.create({
    data: { applicantId, state, reference: keyOf().slice(0, 12), fields: { employerName: 'Nya Bolaget AB' } },
  })
const ageLogins = (personId: string) =>
  at.owner.prisma.loginSession.updateMany({
    where: { personId },
    data: { provedAt: new Date(Date.now() - (LIMITS.freshLoginMinutes + 1) * 60_000) },
  })

describe('the export', () => {
  test('holds all that is the person’s own, and nothing of a secret, a file or anybody else', async () => {
    const { employerId } = at.first
    const eva = await newPerson({ employerId })
    await at.owner.prisma.person.update({
      where: { id: eva.personId },
      data: { username: 'eva', passwordHash: 'the hash', totpSecret: 'the secret' },
    })
    const other = await newPerson({ employerId: at.second.employerId })
    for (const { actor, mail } of [eva, other])
      await askMailCode(byKeeper(actor), { address: `ny.${mail}`, language: 'sv', path: '/konto', pepper: PEPPER })
    const file = { ...(await at.file(employerId, randomBytes(10))), caseKeys: randomBytes(16) }
    const handed = { order: orderFor(employerId, { fileName: 'hemlig-fil.xml' }), file }
    const { submission } = await submitFile(context(eva.actor), handed)
    const application = await applicationOf(eva.personId, 'draft')
    await at.owner.prisma.applicationParty.create({
      data: {
        applicationId: application.id,
        part: 'signatory',
        name: 'Någon Annan',
        personMasked: '19010101-****',
        personKey: other.key,
        address: other.mail,
        personId: other.personId,
        tokenHash: 'the token',
      },
    })
    const text = JSON.stringify(await exportPerson(context(eva.actor)))
    const record = JSON.parse(text)
    expect(record).toMatchObject({
      person: { name: 'Eva Erasmus', username: 'eva', hasPassword: true, mail: eva.mail, personnummer: '19121212-****' },
      memberships: [{ role: 'handler', removedAt: null }],
      logins: [{ way: 'password' }],
      mailCodes: [{ address: `ny.${eva.mail}` }],
      applications: [{ reference: application.reference, applicant: true, parts: [] }],
      submissions: [{ reference: submission.reference }],
    })
    const actions = record.log.map(({ action }: { action: string }) => action)
    expect(actions).toEqual(expect.arrayContaining(['session.started', 'session.acts-for', 'person.mail-asked']))
    for (const hidden of [
      'the hash',
      'the secret',
      eva.key,
      'hemlig-fil',
      'the token',
      'Någon Annan',
      other.mail,
      other.personId,
    ])
      expect(text).not.toContain(hidden)
    const theirs = JSON.stringify(await exportPerson(context(other.actor)))
    expect(theirs).toContain('Någon Annan')
    for (const hidden of [eva.personId, eva.mail, submission.reference]) expect(theirs).not.toContain(hidden)
    const audit = await at.owner.prisma.audit.findMany({ where: { action: 'person.exported' } })
    expect(audit.map(({ object }) => object)).toEqual([eva.personId, other.personId])
  })

  test('asks for a fresh login, and is nobody’s without one', async () => {
    const { actor, personId } = await newPerson()
    await ageLogins(personId)
    await expect(exportPerson(context(actor))).rejects.toMatchObject({ code: 'not_allowed', detail: 'fresh_login' })
    await at.owner.prisma.loginSession.deleteMany({ where: { personId } })
    await expect(exportPerson(context(actor))).rejects.toMatchObject({ code: 'not_signed_in' })
  })
})

describe('the end of an account', () => {
  test('takes what lets the person in or reaches them, keeps their name where they did something, and lets them come back as new', async () => {
    const { employerId } = at.first
    const eva = await newPerson({ employerId })
    await at.owner.prisma.person.update({
      where: { id: eva.personId },
      data: { username: 'eva2', passwordHash: 'x', totpSecret: 'x', totpLastStep: 1 },
    })
    await at.owner.prisma.passkey.create({
      data: { personId: eva.personId, credentialId: eva.key, publicKey: Buffer.from('x'), counter: 0n, label: 'x' },
    })
    const elsewhere = await logIn(eva.personId)
    await applicationOf(eva.personId, 'draft')
    await askMailCode(byKeeper(eva.actor), { address: `ny.${eva.mail}`, language: 'sv', path: '/konto', pepper: PEPPER })
    await erase(eva.actor, ' Radera ')
    expect(await rowOf(eva.personId)).toMatchObject({
      name: 'Eva Erasmus',
      personMasked: '19121212-****',
      username: null,
      passwordHash: null,
      totpSecret: null,
      mail: null,
      mailVerifiedAt: null,
      removedAt: expect.any(Date),
    })
    expect(await employersOf({ db: at.owner }, eva.personId)).toEqual([])
    const { prisma } = at.owner
    const where = { personId: eva.personId }
    expect(
      await Promise.all([
        prisma.loginSession.count({ where }),
        prisma.passkey.count({ where }),
        prisma.mailCode.count({ where }),
      ]),
    ).toEqual([0, 0, 0])
    expect(await prisma.application.count({ where: { applicantId: eva.personId } })).toBe(0)
    expect(await prisma.member.findFirst({ where })).toMatchObject({ removedWhy: 'left', removedBy: `person:${eva.personId}` })
    const audit = await prisma.audit.findMany({
      where: { object: eva.personId, action: { in: ['member.left', 'person.erased'] } },
    })
    expect(audit.map(({ chain }) => chain === employerId).sort()).toEqual([false, true])
    const mails = await prisma.notice.findMany({ where: { recipient: eva.mail } })
    expect(mails.map(({ kind }) => kind)).toEqual(['person-account-erased'])
    await expect(erase(elsewhere)).rejects.toMatchObject({ code: 'not_signed_in' })
    const again = await makePerson({ db: at.keeperDb }, { personKey: eva.key, masked: '19121212-****', name: 'Eva Erasmus' })
    expect(again.personId).not.toBe(eva.personId)
    expect(await employersOf({ db: at.owner }, again.personId)).toEqual([])
  })

  test('is not by a slip, nor by an old login', async () => {
    const { actor, personId } = await newPerson()
    for (const typed of ['', 'ja', 'radera allt'])
      await expect(erase(actor, typed)).rejects.toMatchObject({ code: 'invalid', detail: 'erase_word' })
    await ageLogins(personId)
    await expect(erase(actor, 'ERASE')).rejects.toMatchObject({ code: 'not_allowed', detail: 'fresh_login' })
    expect(await rowOf(personId)).toMatchObject({ removedAt: null })
  })

  test('waits for another administrator, and of all who end at once the last stays', async () => {
    const { id: employerId, name } = await at.owner.prisma.employer.create({ data: { orgnr: '165599008884', name: 'Tjugo AB' } })
    const twenty = []
    for (let n = 0; n < 20; n++) twenty.push(await newPerson({ employerId, role: 'administrator' }))
    const ended = await Promise.allSettled(twenty.map(({ actor }) => erase(actor)))
    const refused = ended.filter((one) => one.status === 'rejected').map(({ reason }) => reason.detail)
    expect(refused).toEqual(['erase_last_administrator'])
    const [last] = await at.owner.prisma.member.findMany({ where: { employerId, removedAt: null } })
    const actor = twenty.find(({ personId }) => personId === last?.personId)?.actor
    if (!actor) throw new Error('nobody is left')
    expect(await listErasureObstacles(context(actor))).toEqual([{ kind: 'last_administrator', label: name }])
    const { rows } = await at.owner.pool.query(
      'SELECT count(*)::int AS left FROM member WHERE employer_id = $1 AND removed_at IS NULL',
      [employerId],
    )
    expect(rows).toEqual([{ left: 1 }])
  })

  test.each(['signing', 'submitted', 'reviewing', 'returned'])(
    'waits for an application that is %s, made or signed',
    async (state) => {
      const [eva, named] = [await newPerson(), await newPerson()]
      const { id: applicationId, reference } = await applicationOf(eva.personId, state)
      const person = { name: 'x', personMasked: 'x', address: 'x', personKey: named.key, personId: named.personId }
      await at.owner.prisma.applicationParty.create({ data: { applicationId, part: 'administrator', ...person } })
      for (const { actor } of [eva, named]) {
        expect(await listErasureObstacles(context(actor))).toEqual([{ kind: 'application', label: reference }])
        await expect(erase(actor)).rejects.toMatchObject({ code: 'conflict', detail: 'erase_application' })
      }
      await at.owner.prisma.application.updateMany({ where: { id: applicationId }, data: { state: 'declined' } })
      for (const { actor } of [eva, named]) await erase(actor)
    },
  )

  test('is not here for support and operators', async () => {
    const { actor } = await newPerson({ support: true })
    expect(await listErasureObstacles(context(actor))).toEqual([{ kind: 'staff', label: null }])
    await expect(erase(actor)).rejects.toMatchObject({ code: 'conflict', detail: 'erase_staff' })
  })
})

test('what is mailed holds no code once it has gone', async () => {
  const { actor, mail } = await newPerson()
  await askMailCode(byKeeper(actor), { address: `ny.${mail}`, language: 'sv', path: '/konto', pepper: PEPPER })
  const where = { recipient: `ny.${mail}` }
  await at.owner.prisma.notice.updateMany({ where, data: { sentAt: new Date(), nextAttemptAt: null } })
  const sent = await at.owner.prisma.notice.findFirstOrThrow({ where })
  expect(sent.params).toEqual({ minutes: LIMITS.mailCodeMinutes, language: 'sv' })
  expect(sent.voidAt.getTime() - Date.now()).toBeLessThan(DAY_MS)
})
