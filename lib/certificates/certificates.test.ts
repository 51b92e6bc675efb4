// Registering, removing, mandates: who may, what is refused, and what another company sees of it.

import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import { type Authority, createAuthority, issueLeaf, type LeafRequest } from '#e2e/rehearsal/pki/authority.ts'
import type { PersonActor } from '#lib/access/actor.ts'
import { DAY_MS } from '#lib/calendar.ts'
import { forEmployer, openDb } from '#lib/db.ts'
import type { Environment } from '#lib/environment.ts'
import { readCertificate } from '#lib/pki/read-certificate.ts'
import { changeValidFrom, removeCertificate } from './change-certificate.ts'
import { holdsCertificate } from './holds-certificate.ts'
import { listCertificates } from './list-certificates.ts'
import { endMandate, giveMandate, listMandates, mandatesHeld } from './mandates.ts'
import { registerCertificate } from './register-certificate.ts'
import { openRevocation } from './revocation.ts'

let at: SubmissionsFixture
let authority: Authority
/** Administrators of the first and the second employer. */
type Who = { employerId: string; actor: PersonActor }
let anna: Who
let bo: Who
beforeAll(async () => {
  at = await submissionsFixture()
  authority = await createAuthority('Godkänd test-CA')
  anna = { employerId: at.first.employerId, actor: at.first.anna.actor }
  bo = { employerId: at.second.employerId, actor: at.second.bo.actor }
  await at.owner.prisma.member.updateMany({
    where: { personId: { in: [anna.actor.personId, bo.actor.personId] } },
    data: { role: 'administrator' },
  })
})
afterAll(() => at.drop())

const now = new Date()
const issue = async (request: Partial<LeafRequest> = {}, from = authority) =>
  issueLeaf(from, { commonName: 'sftp.exempel.se', serialNumber: '165599001236', ...request })
const certificateOf = (pem: string) => /-----BEGIN CERTIFICATE[\s\S]+?END CERTIFICATE-----\n/.exec(pem)?.[0] ?? ''
function register(
  pem: string,
  { who = anna, environment = 'test', validFrom }: { who?: typeof anna; environment?: Environment; validFrom?: Date } = {},
) {
  const root = readCertificate(new Uint8Array(authority.certificate.rawData))
  const { employerId, actor } = who
  const authorities = root ? [root] : []
  const policy = { mode: 'hard', graceMs: 0 } as const
  const trust = { authorities, revocation: openRevocation({ db: at.web, authorities, readLists: () => undefined }), policy }
  return registerCertificate({ db: at.web, actor, now }, { employerId, pem, validFrom, trust, environment })
}
const audit = (employerId: string, action: string) => at.owner.prisma.audit.findMany({ where: { chain: employerId, action } })

describe('a certificate', () => {
  test('is registered with what it is, several at once, and stands in the audit trail', async () => {
    const [one, other] = [await issue(), await issue({ notAfter: new Date(Date.now() + 20 * DAY_MS) })]
    const row = await register(certificateOf(one.pem))
    await register(certificateOf(other.pem), { validFrom: new Date(Date.now() + DAY_MS) })
    expect(row).toMatchObject({
      fingerprint: createHash('sha256').update(one.certificate).digest('hex'),
      issuer: 'CN=Godkänd test-CA',
      number: one.serial.toLowerCase(),
      subjectNumber: '165599001236',
      registeredBy: anna.actor.personId,
    })
    const twelveDaysBefore = new Date(row.notAfter.getTime() - 12 * DAY_MS)
    const listed = await listCertificates({ db: at.web, actor: at.ombud.actor, now: twelveDaysBefore }, anna.employerId)
    expect(listed[0]).toMatchObject({ fingerprint: row.fingerprint, daysLeft: 12 })
    expect(listed).toHaveLength(2)
    expect(await audit(anna.employerId, 'certificate.registered')).toHaveLength(2)
    expect(await listCertificates({ db: at.web, actor: at.ombud.actor, now: new Date() }, bo.employerId)).toEqual([])
    const holds = (employerId: string, day: Date) => holdsCertificate({ db: at.web, actor: at.ombud.actor, now: day }, employerId)
    expect(await holds(anna.employerId, new Date())).toBe(true)
    expect(await holds(anna.employerId, new Date(now.getTime() - DAY_MS))).toBe(false)
    expect(await holds(anna.employerId, new Date(row.notAfter.getTime() + 400 * DAY_MS))).toBe(false)
    expect(await holds(bo.employerId, new Date())).toBe(false)
  })

  test.each<[string, string, () => Promise<string>]>([
    ['with its private key beside it', 'key_sent', async () => (await issue()).pem],
    ['that is none', 'no_certificate_found', async () => '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'],
    ['of another organisation', 'other_organisation', async () => (await issue({ serialNumber: '165599001319' })).pem],
    ['without an organisation number', 'no_number', async () => (await issue({ serialNumber: '' })).pem],
    ['of a foreign issuer', 'foreign_ca', async () => (await issue({}, await createAuthority('Främmande test-CA'))).pem],
    [
      'of a foreign issuer with a known name',
      'foreign_ca',
      async () => (await issue({}, await createAuthority('Godkänd test-CA'))).pem,
    ],
    [
      'that has ended',
      'expired',
      async () => (await issue({ notBefore: new Date(Date.now() - 9 * DAY_MS), notAfter: new Date(Date.now() - DAY_MS) })).pem,
    ],
    ['for servers alone', 'wrong_purpose', async () => (await issue({ purpose: 'server' })).pem],
    ['with a weak key', 'weak_key', async () => (await issue({ key: 'rsa1024' })).pem],
    ['of an issuer', 'authority', async () => authority.pem],
  ])('%s is refused: %s', async (_what, detail, pem) => {
    const text = await pem()
    const before = await at.owner.prisma.certificate.count()
    await expect(register(detail === 'key_sent' ? text : certificateOf(text))).rejects.toMatchObject({ code: 'invalid', detail })
    expect(await at.owner.prisma.certificate.count()).toBe(before)
  })

  test('of a test issuer is refused in production', async () => {
    const { pem } = await issue()
    await expect(register(certificateOf(pem), { environment: 'produktion' })).rejects.toMatchObject({
      detail: 'test_issuer',
    })
  })

  test('is registered once, by one company, and again when it was removed', async () => {
    const pem = certificateOf((await issue()).pem)
    const { id } = await register(pem)
    await expect(register(pem)).rejects.toMatchObject({ code: 'conflict', detail: 'certificate_registered' })
    await removeCertificate({ db: at.web, actor: anna.actor, now }, { employerId: anna.employerId, certificateId: id })
    await removeCertificate({ db: at.web, actor: anna.actor, now }, { employerId: anna.employerId, certificateId: id })
    expect(await audit(anna.employerId, 'certificate.removed')).toHaveLength(1)
    await register(pem)
  })

  test('is changed by its own company’s administrators alone', async () => {
    const { id } = await register(certificateOf((await issue()).pem))
    const handler = { employerId: anna.employerId, actor: at.ombud.actor }
    const pem = certificateOf((await issue()).pem)
    await expect(register(pem, { who: handler })).rejects.toMatchObject({ code: 'not_allowed', detail: 'administrator' })
    await expect(
      removeCertificate({ db: at.web, actor: handler.actor, now }, { employerId: handler.employerId, certificateId: id }),
    ).rejects.toMatchObject({
      code: 'not_allowed',
    })
    await expect(
      removeCertificate({ db: at.web, actor: bo.actor, now }, { employerId: bo.employerId, certificateId: id }),
    ).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(
      changeValidFrom({ db: at.web, actor: bo.actor, now }, { employerId: bo.employerId, certificateId: id, validFrom: now }),
    ).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(register(pem, { who: { ...anna, actor: bo.actor } })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('begins when its company says, not after its end', async () => {
    const { id, notAfter } = await register(certificateOf((await issue()).pem))
    const validFrom = new Date(Date.now() + 5 * DAY_MS)
    await changeValidFrom({ db: at.web, actor: anna.actor, now }, { employerId: anna.employerId, certificateId: id, validFrom })
    expect((await at.owner.prisma.certificate.findUniqueOrThrow({ where: { id } })).validFrom).toEqual(validFrom)
    await expect(
      changeValidFrom(
        { db: at.web, actor: anna.actor, now },
        { employerId: anna.employerId, certificateId: id, validFrom: notAfter },
      ),
    ).rejects.toMatchObject({
      detail: 'valid_from',
    })
  })

  test('is never rewritten, whoever tries', async () => {
    const { id } = await register(certificateOf((await issue()).pem))
    const change = at.owner.prisma.certificate.update({ where: { id }, data: { employerId: bo.employerId } })
    await expect(change).rejects.toThrow(/never rewritten/)
    await expect(at.owner.prisma.certificate.delete({ where: { id } })).rejects.toThrow(/never rewritten/)
  })
})

describe('a mandate', () => {
  const days = { validFrom: new Date(Date.now() - DAY_MS), validUntil: new Date(Date.now() + 9 * DAY_MS) }
  test('is given and ended by the company’s administrator, and seen by who holds it', async () => {
    const given = await giveMandate(
      { db: at.web, actor: bo.actor, now },
      { employerId: bo.employerId, agentOrgnr: '559900-1236', ...days },
    )
    expect(await listMandates({ db: at.web, actor: at.ombud.actor, now: new Date() }, bo.employerId)).toMatchObject([
      { agentOrgnr: '165599001236', endedAt: null },
    ])
    expect(await listMandates({ db: at.web, actor: at.ombud.actor, now: new Date() }, anna.employerId)).toEqual([])
    const stateAt = async (day: Date, more = 0) => {
      const context = { db: at.web, actor: at.ombud.actor, now: new Date(day.getTime() + more * DAY_MS) }
      return (await listMandates(context, bo.employerId))[0]?.state
    }
    // Both the first day and the last count.
    const { validFrom, validUntil } = given
    expect([await stateAt(validFrom, -1), await stateAt(validFrom)]).toEqual(['later', 'holds'])
    expect([await stateAt(validUntil), await stateAt(validUntil, 1)]).toEqual(['holds', 'past'])
    const held = () =>
      forEmployer({ db: at.web, actor: at.ombud.actor }, anna.employerId, (tx) => mandatesHeld(tx, '165599001236'))
    expect(await held()).toMatchObject([{ orgnr: '165599001319', name: 'Provföretaget AB', holds: true }])
    // A page sees what its own company holds, not others.
    expect(
      await forEmployer({ db: at.web, actor: at.ombud.actor }, bo.employerId, (tx) => mandatesHeld(tx, '165599001236')),
    ).toEqual([])
    await expect(
      endMandate({ db: at.web, actor: anna.actor, now }, { employerId: anna.employerId, mandateId: given.id }),
    ).rejects.toMatchObject({ code: 'not_found' })
    await endMandate({ db: at.web, actor: bo.actor, now }, { employerId: bo.employerId, mandateId: given.id })
    await endMandate({ db: at.web, actor: bo.actor, now }, { employerId: bo.employerId, mandateId: given.id })
    expect(await held()).toMatchObject([{ holds: false }])
    expect(await stateAt(validFrom)).toBe('ended')
    expect(await audit(bo.employerId, 'mandate.given')).toHaveLength(1)
    expect(await audit(bo.employerId, 'mandate.ended')).toHaveLength(1)
  })

  test('is told to gateway by the number of a holder that has a certificate registered, and of no other', async () => {
    const gateway = openDb(at.database.as('gateway'), { max: 1 })
    await register(certificateOf((await issue()).pem))
    const context = { db: at.web, actor: bo.actor, now }
    for (const agentOrgnr of ['559900-1236', '556036-0793'])
      await giveMandate(context, { employerId: bo.employerId, agentOrgnr, ...days })
    expect(await mandatesHeld(gateway.prisma, '165599001236')).toContainEqual(expect.objectContaining({ orgnr: '165599001319' }))
    expect(await mandatesHeld(gateway.prisma, '165560360793')).toEqual([])
    await gateway.close()
  })

  test.each([
    ['agent', { agentOrgnr: '123' }],
    ['agent', { agentOrgnr: '197408169246' }],
    ['agent_self', { agentOrgnr: '5599001319' }],
    ['period', { agentOrgnr: '5599001236', validUntil: new Date(0) }],
  ])('is refused: %s', async (detail, wish) => {
    await expect(
      giveMandate({ db: at.web, actor: bo.actor, now }, { employerId: bo.employerId, ...days, ...wish }),
    ).rejects.toMatchObject({ code: 'invalid', detail })
  })

  test('is given by administrators alone', async () => {
    const handler = { employerId: bo.employerId, actor: at.ombud.actor }
    await expect(
      giveMandate(
        { db: at.web, actor: handler.actor, now },
        { employerId: handler.employerId, agentOrgnr: '5599001236', ...days },
      ),
    ).rejects.toMatchObject({
      code: 'not_allowed',
    })
  })
})
