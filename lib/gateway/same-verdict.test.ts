// What registering says of a certificate, what the browser says before, and what gateway says when a client connects with it.
import { randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { type Agent, request } from 'node:https'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type GatewayFixture, gatewayFixture } from '#e2e/fixtures/gateway.ts'
import {
  type Authority,
  createAuthority,
  issueLeaf,
  type LeafExtension,
  type LeafRequest,
  loadAuthority,
} from '#e2e/rehearsal/pki/authority.ts'
import { registerPem } from '#e2e/rehearsal/pki/register-pem.ts'
import { DAY_MS } from '#lib/calendar.ts'
import type { PortalTrust } from '#lib/certificates/portal-trust.ts'
import { registerCertificate } from '#lib/certificates/register-certificate.ts'
import { openRevocation } from '#lib/certificates/revocation.ts'
import { AppError } from '#lib/errors.ts'
import { certificateFaults } from '#lib/pki/certificate-faults.ts'
import { certificatesIn, findChain } from '#lib/pki/find-chain.ts'
import { readPem } from '#lib/pki/pem.ts'
import { DEFAULT_POLICY } from './trust.ts'

let at: GatewayFixture
let authority: Authority
let trust: PortalTrust
beforeAll(async () => {
  at = await gatewayFixture()
  authority = await loadAuthority(readFileSync(at.pki.ca, 'utf8'), readFileSync(join(at.pki.dir, 'ca-key.pem'), 'utf8'))
  const authorities = certificatesIn(readPem(readFileSync(at.pki.ca, 'utf8')))
  const revocation = openRevocation({ db: at.web, authorities, readLists: () => readFileSync(at.pki.crl) })
  trust = { authorities, revocation, policy: DEFAULT_POLICY }
  await at.owner.prisma.member.updateMany({
    where: { personId: at.first.anna.actor.personId },
    data: { role: 'administrator' },
  })
})
afterAll(() => at.drop())

const critical = (oid: string, value: number[]): LeafExtension => ({ oid, critical: true, value })
const UNKNOWN = '1.3.6.1.4.1.99999.1'
const NULL = [5, 0]
const EMPTY = [0x30, 0]
/** What is odd about it; the code at registering, and the case at gateway: null where TLS ends before a case can be told. */
const KINDS: [string, Partial<LeafRequest>, string, string | null][] = [
  ['nothing odd', {}, 'ok', 'ok'],
  ['RSA with 2048 bits', { key: 'rsa2048' }, 'ok', 'ok'],
  ['no list of purposes, as in old ones', { purpose: 'none' }, 'ok', 'ok'],
  ['no key usage at all, as in old ones', { keyUsage: null }, 'ok', 'ok'],
  ['a critical extension that is known', { extensions: [critical('2.5.29.54', [2, 1, 0])] }, 'ok', 'ok'],
  ['an unknown extension that is not critical', { extensions: [{ oid: UNKNOWN, critical: false, value: NULL }] }, 'ok', 'ok'],
  ['an unknown critical extension', { extensions: [critical(UNKNOWN, NULL)] }, 'unknown_extension', 'unknown_extension'],
  ['critical statements', { extensions: [critical('1.3.6.1.5.5.7.1.3', EMPTY)] }, 'unknown_extension', 'unknown_extension'],
  ['a critical address', { extensions: [critical('1.3.6.1.5.5.7.1.1', EMPTY)] }, 'unknown_extension', 'unknown_extension'],
  ['a key for enciphering alone', { keyUsage: 'keyEncipherment' }, 'key_usage', 'key_usage'],
  ['a key for agreement alone', { keyUsage: 'keyAgreement' }, 'key_usage', 'key_usage'],
  ['a server’s purpose', { purpose: 'server' }, 'wrong_purpose', 'wrong_purpose'],
  ['any purpose', { purpose: 'none', extensions: [anyPurpose()] }, 'wrong_purpose', 'wrong_purpose'],
  ['Netscape’s type of a server', { extensions: [netscape(0x40)] }, 'wrong_purpose', 'wrong_purpose'],
  ['Netscape’s type of a client', { extensions: [netscape(0x80)] }, 'ok', 'ok'],
  ['SHA-1', { hash: 'SHA-1' }, 'weak_signature', 'weak_certificate'],
  ['RSA with 1024 bits', { key: 'rsa1024' }, 'weak_key', 'weak_certificate'],
  ['P-192', { key: 'p192' }, 'weak_key', null],
  ['secp256k1', { key: 'secp256k1' }, 'key_kind', null],
  ['Ed25519', { key: 'ed25519' }, 'key_kind', 'weak_certificate'],
  ['a key for RSA-PSS alone', { key: 'rsa-pss' }, 'key_kind', 'weak_certificate'],
  ['no organisation number', { serialNumber: '' }, 'no_number', 'certificate'],
  ['an end that has been', { notBefore: inDays(-9), notAfter: inDays(-1) }, 'expired', 'expired'],
  ['a beginning that is to come: registered, and refused until then', { notBefore: inDays(1) }, 'ok', 'not_yet_valid'],
]

test.each(KINDS)('%s: the same when it is registered and when it calls', async (_what, wish, registered, called) => {
  const pem = await issue(wish)
  expect([await preview(pem), await register(pem)]).toEqual([registered, registered])
  expect(await call(pem)).toBe(called)
})

test('one that its issuer has revoked is refused in both places, and stored in neither', async () => {
  const pem = readFileSync(at.pki.revoked, 'utf8')
  const before = await at.owner.prisma.certificate.count()
  expect(await register(pem)).toBe('revoked')
  expect(await at.owner.prisma.certificate.count()).toBe(before)
  expect(await call(pem)).toBe('revoked')
})

test('one that nobody has said anything of is registered and waits, but where the operator lets it in', async () => {
  const silent = {
    ...trust,
    revocation: openRevocation({ db: at.web, authorities: trust.authorities, readLists: () => undefined }),
  }
  const row = await registerCertificate(context(), { ...input(await issue()), trust: silent })
  expect(row.waits).toBe(true)
  const soft = { ...silent, policy: { ...DEFAULT_POLICY, mode: 'soft' } } as const
  expect((await registerCertificate(context(), { ...input(await issue()), trust: soft })).waits).toBe(false)
})

test('one of an intermediate whose root is not named is refused, as TLS does', async () => {
  const middle = await createAuthority('Mellan-CA', authority)
  const { pem } = await issueLeaf(middle, LEAF)
  const authorities = certificatesIn(readPem(middle.pem))
  expect(await register(pem, { ...trust, authorities })).toBe('foreign_ca')
  const both = certificatesIn(readPem(middle.pem + authority.pem))
  expect(await register(pem, { ...trust, authorities: both })).toBe('ok')
})

const LEAF = { commonName: 'sftp.exempel.se', serialNumber: '165599001236' }
const issue = async (wish: Partial<LeafRequest> = {}): Promise<string> => (await issueLeaf(authority, { ...LEAF, ...wish })).pem
const context = () => ({ db: at.web, actor: at.first.anna.actor, now: new Date() })
const input = (pem: string) => ({
  employerId: at.first.employerId,
  pem: /-----BEGIN CERTIFICATE[\s\S]+?END CERTIFICATE-----\n/.exec(pem)?.[0] ?? '',
  validFrom: undefined,
  trust,
  environment: 'test' as const,
})

async function register(pem: string, by = trust): Promise<string> {
  try {
    await registerCertificate(context(), { ...input(pem), trust: by })
    return 'ok'
  } catch (error) {
    if (error instanceof AppError && error.detail) return error.detail
    throw error
  }
}

/** As the browser judges it before anything is sent. */
async function preview(pem: string): Promise<string> {
  const [leaf] = certificatesIn(readPem(pem))
  if (!leaf) return 'no_certificate_found'
  const chain = await findChain(leaf, { more: [], authorities: trust.authorities })
  const about = { chain, orgnr: at.first.orgnr, environment: 'test', now: new Date() } as const
  return certificateFaults(leaf, about).stops[0] ?? 'ok'
}

/** Registered for the company by somebody who asks nothing: what gateway says of it. Null when TLS takes no such key. */
async function call(pem: string): Promise<string | null> {
  const file = join(at.pki.dir, `${randomUUID()}.pem`)
  writeFileSync(file, pem)
  await registerPem(at.owner, at.first.employerId, file)
  const ca = readFileSync(at.pki.ca)
  // The client does not mind what it shows.
  const tls = { cert: pem, key: pem, ca, agent: false as unknown as Agent, ciphers: 'DEFAULT:@SECLEVEL=0' }
  const where = { host: 'localhost', port: at.port, path: '/health', headers: { Accept: 'application/json' } }
  return new Promise((resolve, reject) => {
    const sent = request({ ...where, ...tls }, (answer) => {
      const told = (body: unknown): string => (body as { case?: string }).case ?? 'ok'
      json(answer).then((body) => resolve(told(body) === 'no_certificate' ? null : told(body)), reject)
    })
    sent
      .once('error', (error: NodeJS.ErrnoException) => (error.code?.startsWith('ERR_SSL') ? resolve(null) : reject(error)))
      .end()
  })
}

function inDays(days: number): Date {
  return new Date(Date.now() + days * DAY_MS)
}

function anyPurpose(): LeafExtension {
  return critical('2.5.29.37', [0x30, 6, 6, 4, 0x55, 0x1d, 0x25, 0])
}

function netscape(bits: number): LeafExtension {
  return { oid: '2.16.840.1.113730.1.1', critical: false, value: [3, 2, 0, bits] }
}
