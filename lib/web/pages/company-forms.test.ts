// The plain forms of the company's pages: who may send them, where they lead, and what they leave.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { logInBrowser, PORTAL, sendForm } from '#e2e/fixtures/forms.ts'
import { type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import { TestBrowser } from '#e2e/rehearsal/broker/test-browser.ts'
import { type Authority, createAuthority, issueLeaf } from '#e2e/rehearsal/pki/authority.ts'
import type { WebEnv } from '#lib/env.ts'
import { LIMITS } from '#lib/limits.ts'
import { openLog } from '#lib/log.ts'
import { addressesForm, endMandateForm, mandateForm, registerForm, removeForm, validFromForm } from './company-forms.ts'
import type { RouteContext } from './route.ts'

let given: SubmissionsFixture
let at: RouteContext
let authority: Authority
let dir: string
let browsers: Record<'admin' | 'handler' | 'other', TestBrowser>
beforeAll(async () => {
  given = await submissionsFixture()
  dir = mkdtempSync(join(tmpdir(), 'kvittens-forms-'))
  authority = await createAuthority('Godkänd test-CA')
  writeFileSync(join(dir, 'ca.pem'), authority.pem)
  // Only what the forms read of the environment.
  const env = { PUBLIC_URL: PORTAL, MILJO: 'test', GATEWAY_CA: join(dir, 'ca.pem') } as WebEnv
  at = { db: given.web, env, log: openLog({ process: 'web', instance: 'test', level: 'silent' }), now: new Date() }
  const { first, second, ombud, owner } = given
  const admins = [first.anna.personId, second.bo.personId]
  await owner.prisma.member.updateMany({ where: { personId: { in: admins } }, data: { role: 'administrator' } })
  browsers = {
    admin: await logInBrowser(at, first.anna),
    handler: await logInBrowser(at, { personId: ombud.personId, employerId: first.employerId }),
    other: await logInBrowser(at, second.bo),
  }
})
afterAll(async () => {
  await given.drop()
  rmSync(dir, { recursive: true })
})

const manyAddresses = (count: number, name = 'x') => Array.from({ length: count }, (_, n) => `${name}${n}@b.test`).join('\n')

const send = (
  form: typeof registerForm,
  fields: Record<string, string>,
  { as = 'admin', origin }: { as?: keyof typeof browsers | null; origin?: string } = {},
) => sendForm(form, at, { browser: as ? browsers[as] : new TestBrowser(PORTAL), fields, origin })
const pemOf = async (serialNumber = '165599001236') =>
  (await issueLeaf(authority, { commonName: 'sftp.exempel.se', serialNumber })).pem
const certificateOf = (pem: string) => pem.split('-----BEGIN PRIVATE')[0] ?? ''
const rows = () => given.owner.prisma.certificate.findMany({ orderBy: { registeredAt: 'asc' } })

test('a certificate is registered, begins at the time that is set, and is removed', async () => {
  const certifikat = certificateOf(await pemOf())
  expect(await send(registerForm, { certifikat, galler: '' })).toBe('/foretaget/certifikat?klart=registrerat')
  expect(await send(registerForm, { certifikat })).toBe('/foretaget/certifikat?fel=conflict&fall=certificate_registered')
  const [row] = await rows()
  const id = row?.id ?? ''
  expect(await send(validFromForm, { id, galler: '2027-07-01T08:00' })).toBe('/foretaget/certifikat?klart=tid')
  expect((await rows())[0]?.validFrom.toISOString()).toBe('2027-07-01T06:00:00.000Z')
  expect(await send(validFromForm, { id, galler: 'i morgon' })).toBe('/foretaget/certifikat?fel=invalid&fall=valid_from')
  expect(await send(removeForm, { id }, { as: 'other' })).toBe('/foretaget/certifikat?fel=not_found&fall=certificate')
  expect(await send(removeForm, { id }, { as: 'handler' })).toBe('/foretaget/certifikat?fel=not_allowed&fall=administrator')
  expect(await send(removeForm, { id })).toBe('/foretaget/certifikat?klart=borttaget')
  expect((await rows())[0]?.removedAt).toBeInstanceOf(Date)
})

test('nothing comes of a key, another company’s certificate, a foreign page, or nobody', async () => {
  const before = (await rows()).length
  expect(await send(registerForm, { certifikat: await pemOf() })).toBe('/foretaget/certifikat?fel=invalid&fall=key_sent')
  expect(await send(registerForm, { certifikat: certificateOf(await pemOf('165599001319')) })).toBe(
    '/foretaget/certifikat?fel=invalid&fall=other_organisation',
  )
  expect(await send(registerForm, {})).toBe('/foretaget/certifikat?fel=invalid&fall=no_certificate_found')
  const certifikat = certificateOf(await pemOf())
  expect(await send(registerForm, { certifikat }, { as: 'handler' })).toBe(
    '/foretaget/certifikat?fel=not_allowed&fall=administrator',
  )
  expect(await send(registerForm, { certifikat }, { as: null })).toBe('/logga-in?fel=utgangen&next=%2Fforetaget%2Fcertifikat')
  await expect(send(registerForm, { certifikat }, { origin: 'https://evil.example' })).rejects.toMatchObject({
    code: 'cross_site',
  })
  expect(await rows()).toHaveLength(before)
})

test('a mandate is given and ended', async () => {
  const wish = { ombud: '559900-1319', fran: '2026-01-01', till: '2030-12-31' }
  expect(await send(mandateForm, wish)).toBe('/foretaget/ombud?klart=mandat')
  expect(await send(mandateForm, { ...wish, till: '2030-02-30' })).toBe('/foretaget/ombud?fel=invalid&fall=period')
  const [mandate] = await given.owner.prisma.mandate.findMany()
  expect(mandate).toMatchObject({ employerId: given.first.employerId, agentOrgnr: '165599001319' })
  expect(await send(endMandateForm, { id: mandate?.id ?? '' }, { as: 'other' })).toBe(
    '/foretaget/ombud?fel=not_found&fall=mandate',
  )
  expect(await send(endMandateForm, { id: 'x' })).toBe('/foretaget/ombud?fel=not_found&fall=mandate')
  expect(await send(endMandateForm, { id: mandate?.id ?? '' })).toBe('/foretaget/ombud?klart=avslutat')
})

test('addresses for notices are kept, each new one is told once, and what is no address is refused', async () => {
  const { prisma } = given.owner
  const addresses = async () =>
    (await prisma.employer.findUniqueOrThrow({ where: { id: given.first.employerId } })).noticeAddresses
  expect(await send(addressesForm, { adresser: 'Lon@exempel.test\r\nteknik@exempel.test\r\n' })).toBe(
    '/foretaget/aviseringar?klart=aviseringar',
  )
  expect(await addresses()).toEqual(['lon@exempel.test', 'teknik@exempel.test'])
  expect(await send(addressesForm, { adresser: 'lon@exempel.test' })).toContain('klart')
  expect(
    (await prisma.notice.findMany({ orderBy: { recipient: 'asc' } })).map(({ recipient, kind }) => [recipient, kind]),
  ).toEqual([
    ['lon@exempel.test', 'address-added'],
    ['teknik@exempel.test', 'address-added'],
  ])
  for (const adresser of ['hej', 'a@b.test c@', manyAddresses(LIMITS.noticeAddresses + 1), 'a@b.test>\r\nBcc: x'])
    expect(await send(addressesForm, { adresser })).toBe('/foretaget/aviseringar?fel=invalid&fall=addresses')
  expect(await send(addressesForm, { adresser: 'x@y.test' }, { as: 'handler' })).toBe(
    '/foretaget/aviseringar?fel=not_allowed&fall=administrator',
  )
  expect(await addresses()).toEqual(['lon@exempel.test'])
  const [other] = await prisma.employer.findMany({ where: { id: given.second.employerId } })
  expect(other?.noticeAddresses).toEqual([])
})

test('as many addresses as are promised are kept', async () => {
  const { employerId } = given.second
  expect(await send(addressesForm, { adresser: manyAddresses(LIMITS.noticeAddresses) }, { as: 'other' })).toContain('klart')
  const { noticeAddresses } = await given.owner.prisma.employer.findUniqueOrThrow({ where: { id: employerId } })
  expect(noticeAddresses).toHaveLength(LIMITS.noticeAddresses)
})

test('the portal cannot be made to write to a crowd of strangers: twenty new addresses a day', async () => {
  const most = LIMITS.newNoticeAddressesADay
  const size = LIMITS.noticeAddresses
  const crowd = (from: number) => manyAddresses(size, `frammande${from}-`)
  const sent = () => given.owner.prisma.notice.count({ where: { kind: 'address-added', recipient: { startsWith: 'frammande' } } })
  let refused = ''
  for (let round = 0; round <= most && refused === ''; round++) {
    const where = await send(addressesForm, { adresser: crowd(round) })
    if (!where.includes('klart')) refused = where
  }
  expect(refused).toBe('/foretaget/aviseringar?fel=too_many&fall=addresses')
  expect(await sent()).toBeLessThanOrEqual(most)
  expect(await sent()).toBeGreaterThan(most - 2 * size)
  // Fewer is always possible.
  expect(await send(addressesForm, { adresser: '' })).toContain('klart')
})
