// What the drill of the walls steals from: two companies with a row of theirs in every table. The thief's own browser is logged in at
// the one (`ours`); nobody of the other (`theirs`) has passed through the taken process since it was taken.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import pg from 'pg'
import { personKey as keyOf } from '#lib/access/person.ts'
import { hashCredential, LONGEST_MS, newToken } from '#lib/access/session-token.ts'
import { DAY_MS } from '#lib/calendar.ts'
import type { Db } from '#lib/db.ts'
import { newReference } from '#lib/identifiers.ts'
import { PEPPER } from '../../fixtures/accounts.ts'
import { addDelivery } from '../../fixtures/delivery-files.ts'
import { type SubmissionsFixture, submissionsFixture } from '../../fixtures/submissions.ts'
import { runSql } from '../../fixtures/test-database.ts'
import { addOfPerson, addWaiting } from './things-of-person.ts'

export type WallsCompany = { employerId: string; orgnr: string; name: string }
/** `cookie`: as the browser sends it, "name=token". */
export type Login = { personId: string; sessionId: string; cookie: string; name: string }
export type WallsWorld = {
  database: string
  postgresUrl: string
  dir: string
  ours: WallsCompany
  theirs: WallsCompany
  /** Administrator of `ours`: her cookie passes through the taken process. */
  anna: Login
  /** Administrator of `theirs`, logged in elsewhere: the thief has never seen his cookie, and knows every id of his. */
  bo: Login
  /** Of `theirs` until they were removed; whose cookie the thief has kept. */
  carl: Login
  /** A login of Bo's that has ended, with a cookie that the thief saw while it lasted. */
  past: Login
  support: Login
  operator: Login
  /** Ids of their things, by table; and of the thief's own company's. */
  things: Record<string, string>
  ourThings: Record<string, string>
  /** Words that stand in their rows and nowhere else. */
  marks: string[]
  drop: () => Promise<void>
}

/** The personnummer of those at the broker. */
export const WALLS_NUMBERS = { anna: '198112189876', bo: '197611231233' }

const DAY = () => new Date(Date.now() + DAY_MS)
const hex = (bytes: number) => randomBytes(bytes).toString('hex')

/** Makes the world in a database of its own, to which nobody is connected afterwards: copies are made of it. */
export async function seedWorld(postgresUrl: string): Promise<WallsWorld> {
  const at = await submissionsFixture(postgresUrl)
  const { prisma } = at.owner
  const [ours, theirs] = [companyOf(at.first, 'Exempelbolaget AB'), companyOf(at.second, 'Kanariebolaget AB')]
  await prisma.employer.update({ where: { id: theirs.employerId }, data: { name: theirs.name } })
  const annas = { name: 'Anna Tjuv', role: 'administrator', employerId: ours.employerId }
  const bos = { name: 'Bo Kanarie', role: 'administrator', employerId: theirs.employerId }
  const anna = await logIn(at.owner, { ...annas, number: WALLS_NUMBERS.anna })
  const bo = await logIn(at.owner, { ...bos, number: WALLS_NUMBERS.bo })
  const carl = await logIn(at.owner, { name: 'Carl Kanarie', role: 'handler', employerId: theirs.employerId })
  await prisma.member.updateMany({ where: { personId: carl.personId }, data: { removedAt: new Date() } })
  await logIn(at.owner, { name: 'Berit Kanarie', role: 'administrator', employerId: theirs.employerId })
  const past = await startLogin(at.owner, { personId: bo.personId, name: bo.name, expiresAt: new Date(Date.now() - 1000) })
  const support = await logIn(at.owner, { name: 'Sture Kanarie', support: true })
  const operator = await logIn(at.owner, { name: 'Olga Kanarie', operator: true })
  const password = {
    username: 'bo.kanarie',
    passwordHash: `$argon2id$${hex(8)}`,
    totpSecret: `sealed-${hex(8)}`,
    totpLastStep: 1,
  }
  const mail = { mail: 'bo@kanarie.test', mailVerifiedAt: new Date() }
  await prisma.person.update({ where: { id: bo.personId }, data: { ...password, ...mail } })
  const ourThings = {
    ...(await addOfCompany(at, { company: ours, login: anna, mark: 'ours' })),
    ...(await addOfPerson(at.owner, anna)),
    ...(await addWaiting(at.owner, anna)),
  }
  const things = {
    ...(await addOfCompany(at, { company: theirs, login: bo, mark: 'kanarie' })),
    ...(await addOfPerson(at.owner, bo)),
  }
  await addShared(at.owner)
  for (const db of [at.owner, at.web, at.relay]) await db.close()
  return {
    ...{ database: new URL(at.database.owner).pathname.slice(1), postgresUrl, dir: at.dir },
    ...{ ours, theirs, anna, bo, carl, past, support, operator, things, ourThings },
    marks: ['anarie', theirs.orgnr, password.passwordHash, password.totpSecret, ...Object.values(things)],
    async drop() {
      await at.database.drop()
      for (const folder of [at.dir, at.keys]) await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A copy of the world's database, changed by `alter`: the owner's address and how it is dropped. */
export async function copyWorld(
  { database, postgresUrl }: WallsWorld,
  alter = '',
): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `walls_${hex(6)}`
  await runSql(postgresUrl, `CREATE DATABASE ${name} TEMPLATE ${database} STRATEGY file_copy`)
  const url = new URL(postgresUrl)
  url.pathname = `/${name}`
  if (alter) await runSql(url.href, alter)
  return { url: url.href, drop: () => runSql(postgresUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) }
}

export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  return client
}

const companyOf = ({ employerId, orgnr }: { employerId: string; orgnr: string }, name: string): WallsCompany => ({
  employerId,
  orgnr,
  name,
})

type LogInInput = { name: string; number?: string; role?: string; employerId?: string; support?: boolean; operator?: boolean }

async function logIn(owner: Db, { name, number, role, employerId, ...flags }: LogInInput): Promise<Login> {
  const members = role && employerId ? { create: [{ employerId, role }] } : {}
  const personKey = number ? keyOf(PEPPER, number) : hex(32)
  const data = { name, personKey, personMasked: '19121212-****', members, ...flags }
  const { id: personId } = await owner.prisma.person.create({ data })
  return startLogin(owner, { personId, name, employerId, expiresAt: new Date(Date.now() + LONGEST_MS) })
}

type StartLoginInput = { personId: string; name: string; employerId?: string | undefined; expiresAt: Date }

async function startLogin(owner: Db, { personId, name, employerId = undefined, expiresAt }: StartLoginInput): Promise<Login> {
  const token = newToken()
  const times = { seenAt: new Date(), provedAt: new Date(), expiresAt }
  const data = { tokenHash: hashCredential(`kvittens=${token}`), personId, way: 'eleg', employerId: employerId ?? null, ...times }
  const { id: sessionId } = await owner.prisma.loginSession.create({ data })
  return { personId, sessionId, cookie: `kvittens=${token}`, name }
}

/** A row in every table that belongs to a company. */
async function addOfCompany(
  at: SubmissionsFixture,
  of: { company: WallsCompany; login: Login; mark: string },
): Promise<Record<string, string>> {
  const { prisma } = at.owner
  const { employerId } = of.company
  const { personId, sessionId } = of.login
  const [now, name] = [new Date(), `${of.mark}.xml`]
  const submission = await prisma.submission.create({
    data: {
      ...{ employerId, personId, service: 'sjukanmalan', way: 'browser', fileName: name, format: 'xml', bytes: 10n },
      ...{ sha256: hex(32), records: 1, warnings: 0, report: { mark: of.mark }, reference: newReference(randomBytes(8)) },
      ...{ messageId: randomUUID(), submittedAt: now, unknownAt: now, heldAt: now, heldReason: 'unknown' },
    },
  })
  const key = { employerId, submissionId: submission.id }
  const attempt = await prisma.attempt.create({ data: { ...key, number: 1, fence: 1n, relay: 'r', openedAt: now } })
  const answer = { kind: 'unreadable', recordedAt: now, httpStatus: 502, raw: Buffer.from(of.mark) }
  const receipt = await prisma.receipt.create({ data: { ...key, attemptId: attempt.id, ...answer } })
  await prisma.sentCases.create({ data: { ...key, service: 'sjukanmalan', keys: randomBytes(16) } })
  const kept = { service: 'sjukanmalan', fileName: name, report: {}, sha256: hex(32), expiresAt: DAY() }
  const keptReport = await prisma.keptReport.create({ data: { employerId, sessionId, ...kept } })
  const der = randomBytes(20)
  const fingerprint = createHash('sha256').update(der).digest('hex')
  const issued = { issuer: 'CN=CA', subjectNumber: 'x', commonName: `${of.mark}.test`, number: fingerprint.slice(0, 20) }
  const times = { notBefore: now, notAfter: DAY(), validFrom: now }
  const certificate = await prisma.certificate.create({ data: { employerId, fingerprint, der, ...issued, ...times } })
  const mandate = await prisma.mandate.create({
    data: { employerId, agentOrgnr: '165599009908', validFrom: now, validUntil: DAY() },
  })
  const invited = { name: of.mark, address: `invited@${of.mark}.test`, role: 'reader', expiresAt: DAY() }
  const invitation = await prisma.invitation.create({ data: { employerId, tokenHash: hex(32), ...invited } })
  const assignment = await prisma.assignment.create({ data: { employerId, clientId: employerId, personId } })
  const soon = { dueAt: now, voidAt: DAY() }
  const mail = { kind: 'address-added', about: of.mark, recipient: `a@${of.mark}.test`, params: {} }
  const notice = await prisma.notice.create({ data: { employerId, ...mail, ...soon } })
  const event = await prisma.event.create({ data: { employerId, kind: 'late', submissionId: submission.id } })
  const recipient = await prisma.noticeRecipient.create({ data: { employerId, address: `a@${of.mark}.test`, topics: [] } })
  await prisma.noticeEvent.create({ data: { employerId, eventId: event.id, noticeId: notice.id, recipient: mail.recipient } })
  const hook = { url: `https://${of.mark}.test/`, events: [], secret: `secret-${of.mark}` }
  const webhook = await prisma.webhook.create({ data: { employerId, ...hook } })
  const call = { employerId, webhookId: webhook.id, eventId: event.id, type: 'x', body: '{}' }
  const webhookCall = await prisma.webhookCall.create({ data: call })
  const conversion = await prisma.conversion.create({
    data: { employerId, service: 'sjukanmalan', version: 1, layout: { mark: of.mark } },
  })
  const delivery = await addDelivery(at, { employerId, name: `svar-${of.mark}.xml` })
  const opened = { deliveryId: delivery.id, employerId, kind: 'opened', way: 'browser', personId, at: now }
  const deliveryAccess = await prisma.deliveryAccess.create({ data: opened })
  const coming = { way: 'browser', personId, service: 'sjukanmalan', fileName: name, bytes: 10n, sealedKey: randomBytes(32) }
  const upload = await prisma.upload.create({ data: { id: hex(16), employerId, ...coming, createdAt: now, expiresAt: DAY() } })
  await prisma.$queryRaw`SELECT append_audit(${employerId}::uuid, 'system', 'certificate.registered', ${of.mark}, '{}'::jsonb)::text`
  return {
    ...{ submission: submission.id, attempt: attempt.id, receipt: receipt.id, kept_report: keptReport.id, event: event.id },
    ...{ certificate: certificate.id, fingerprint, mandate: mandate.id, invitation: invitation.id, assignment: assignment.id },
    ...{
      notice: notice.id,
      notice_recipient: recipient.id,
      webhook: webhook.id,
      webhook_call: webhookCall.id,
      conversion: conversion.id,
      upload: upload.id,
    },
    ...{ delivery: delivery.id, delivery_access: deliveryAccess.id, reference: submission.reference },
  }
}

/** What belongs to no company and no person. */
async function addShared({ prisma }: Db): Promise<void> {
  const now = new Date()
  await prisma.brokerKey.create({ data: { thumbprint: 'kanarie', issuer: 'https://broker.test', jwk: {}, firstUsedAt: now } })
  await prisma.spentState.create({ data: { stateHash: hex(32), spentAt: now } })
  await prisma.usedChallenge.create({ data: { hash: hex(32), expiresAt: DAY() } })
  await prisma.loginDelay.create({ data: { key: hex(32), failures: 9, lastAt: now, lockedUntil: DAY() } })
  await prisma.processBeat.create({ data: { process: 'relay', instance: 'relay-1', at: new Date(0) } })
  await prisma.receiverLine.create({ data: { channel: 'https', lastAcceptedAt: now } })
  const stop = { fromAt: now, untilAt: DAY(), textSv: 'Stopp', textEn: 'Stop', createdBy: 'system' }
  await prisma.plannedStop.create({ data: stop })
  await prisma.revocationAnswer.create({ data: { key: 'crl:http://kanarie.test', kind: 'crl', url: 'http://kanarie.test' } })
}
