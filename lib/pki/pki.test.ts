// Certificates, chains and what is said of their revocation, from issuers' shapes to forged answers.

import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type Authority,
  type CrlLimit,
  createAuthority,
  issueCrlDer,
  issueLeaf,
  type Leaf,
  type LeafRequest,
} from '#e2e/rehearsal/pki/authority.ts'
import { type Responder, startResponder } from '#e2e/rehearsal/pki/responder.ts'
import { DAY_MS } from '#lib/calendar.ts'
import { LIMITS } from '#lib/limits.ts'
import { certificateFaults } from './certificate-faults.ts'
import { certificatesIn, findChain } from './find-chain.ts'
import { readOcspAnswer, writeOcspRequest } from './ocsp.ts'
import { organisationIn } from './organisation-in.ts'
import { readPem, writePem } from './pem.ts'
import { type Certificate, readCertificate } from './read-certificate.ts'
import { coversCertificate, readRevocationList } from './revocation-list.ts'

let root: Authority
let middle: Authority
let foreign: Authority
let responder: Responder
let delegate: { certificate: Buffer; key: CryptoKey } | undefined
const signingKey = ({ privateKey }: Leaf) =>
  crypto.subtle.importKey('pkcs8', new Uint8Array(privateKey), { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }, false, [
    'sign',
  ])
beforeAll(async () => {
  root = await createAuthority('Rot-CA')
  middle = await createAuthority('Mellan-CA', root)
  foreign = await createAuthority('Rot-CA')
  const stranger = await issueLeaf(middle, { commonName: 'En annan' })
  const key = await signingKey(stranger)
  const helper = await issueLeaf(middle, { commonName: 'Svarar', purpose: 'ocsp' })
  const helperKey = await signingKey(helper)
  delegate = { certificate: helper.certificate, key: helperKey }
  responder = await startResponder(() => middle, {
    delegate: () => delegate ?? { certificate: Buffer.from(middle.certificate.rawData), key: middle.key },
    other: () => ({ certificate: stranger.certificate, key }),
  })
})
afterAll(() => responder.stop())

const read = (der: Uint8Array): Certificate => readCertificate(new Uint8Array(der)) ?? expect.fail('no certificate')
const authorityOf = ({ certificate }: Authority) => read(new Uint8Array(certificate.rawData))
const leaf = (request: Partial<LeafRequest> = {}, from = middle): Promise<Leaf> =>
  issueLeaf(from, { commonName: 'sftp.exempel.se', organisation: 'Exempelbolaget AB', serialNumber: '165599001236', ...request })

test('a certificate is read as it stands, also with number and name joined in one multi-valued RDN', async () => {
  const where = { crl: responder.crlUrl, ocsp: responder.ocspUrl }
  for (const shape of ['shs', 'apart'] as const) {
    const { certificate, serial } = await leaf({ shape, where, purpose: 'both' })
    expect(read(certificate)).toMatchObject({
      subject: { commonName: 'sftp.exempel.se', organisation: 'Exempelbolaget AB', serialNumbers: ['165599001236'] },
      issuer: { text: 'CN=Mellan-CA' },
      number: serial.toLowerCase(),
      key: { kind: 'ec', curve: 'P-256', bits: 256 },
      isAuthority: false,
      keyUsage: { digitalSignature: true },
      extendedKeyUsage: ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'],
      crlUrls: [responder.crlUrl],
      ocspUrls: [responder.ocspUrl],
    })
  }
  expect(read((await leaf({ purpose: 'none', key: 'rsa2048' })).certificate)).toMatchObject({
    extendedKeyUsage: undefined,
    key: { kind: 'rsa', bits: 2048 },
    crlUrls: [],
  })
  expect(read((await leaf({ key: 'rsa1024' })).certificate).key).toEqual({ kind: 'rsa', bits: 1024 })
  expect(readCertificate(new Uint8Array([0x30, 3, 1, 2, 3]))).toBeUndefined()
  expect(readCertificate(new Uint8Array())).toBeUndefined()
})

test('a key may be as short as the limit, and the end is near from the limit on', async () => {
  const certificate = read((await leaf({})).certificate)
  const judge = (change: Partial<Certificate>, now = certificate.notBefore) =>
    certificateFaults(
      { ...certificate, ...change },
      { chain: { end: 'trusted', path: [] }, orgnr: undefined, environment: 'test', now },
    )
  const rsa = (bits: number) => judge({ key: { kind: 'rsa', bits } }).stops.includes('weak_key')
  expect([rsa(LIMITS.leastRsaBits), rsa(LIMITS.leastRsaBits - 1)]).toEqual([false, true])
  const ec = (bits: number) => judge({ key: { kind: 'ec', curve: 'P', bits } }).stops.includes('weak_key')
  expect([ec(LIMITS.leastEcBits), ec(LIMITS.leastEcBits - 1)]).toEqual([false, true])
  const soon = LIMITS.certificateSoonDays * DAY_MS
  const endsIn = (ms: number) => judge({ notAfter: new Date(certificate.notBefore.getTime() + ms) }).remarks.includes('ends_soon')
  expect([endsIn(soon), endsIn(soon - 1)]).toEqual([false, true])
})

test.each<[string, string | undefined, string]>([
  ['165599001236', '165599001236', 'SHS and ExpiTrust'],
  ['EFOS165599001236-000001', '165599001236', 'EFOS'],
  ['SE5599001236-B1AK', '165599001236', 'SITHS'],
  ['5599001236', undefined, 'bare'],
  ['165599001235', undefined, 'wrong check digit'],
  ['195599001236', undefined, 'another prefix'],
  ['165599001236 ', undefined, 'a space'],
  ['EFOS165599001236', undefined, 'EFOS without its number'],
  ['SE165599001236-1', undefined, 'SITHS with 16'],
  ['x165599001236', undefined, 'something before'],
  ['165599001236\n', undefined, 'a line break'],
])('serialNumber %j → %s (%s)', async (serialNumber, orgnr) => {
  expect(organisationIn([serialNumber])).toBe(orgnr)
  const { subject } = read((await leaf({ serialNumber, shape: 'apart' })).certificate)
  expect(organisationIn(subject.serialNumbers)).toBe(orgnr)
})

test('two serial numbers, or none, speak for nobody', async () => {
  expect(organisationIn(read((await leaf({ shape: 'twice' })).certificate).subject.serialNumbers)).toBeUndefined()
  expect(organisationIn([])).toBeUndefined()
  // Hex of the DER, as some programs print it, is not what stands in a certificate.
  expect(organisationIn(['#130c313635353939303031323336'])).toBeUndefined()
})

test('a chain is found by name and signature: trusted, with a link missing, or foreign', async () => {
  const mine = read((await leaf()).certificate)
  const [rootAt, middleAt, foreignAt] = [root, middle, foreign].map(authorityOf) as [Certificate, Certificate, Certificate]
  expect(await findChain(mine, { more: [middleAt], authorities: [rootAt] })).toMatchObject({ end: 'trusted', path: [{}, {}, {}] })
  expect(await findChain(mine, { more: [], authorities: [rootAt, middleAt] })).toMatchObject({
    end: 'trusted',
    path: [{}, {}, {}],
  })
  expect(await findChain(mine, { more: [], authorities: [middleAt] })).toMatchObject({ end: 'trusted', path: [{}, {}] })
  expect(await findChain(mine, { more: [], authorities: [rootAt] })).toMatchObject({ end: 'missing' })
  // The same name, another key.
  expect(await findChain(mine, { more: [middleAt], authorities: [foreignAt] })).toMatchObject({ end: 'missing' })
  expect(await findChain(mine, { more: [middleAt, rootAt], authorities: [foreignAt] })).toMatchObject({ end: 'foreign' })
  // A leaf is no authority, whatever it signed.
  const forger = await leaf()
  const key = await crypto.subtle.importKey(
    'pkcs8',
    new Uint8Array(forger.privateKey),
    { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
    false,
    ['sign'],
  )
  const { X509Certificate } = await import('@peculiar/x509')
  const forged = read(
    (await leaf({}, { certificate: new X509Certificate(new Uint8Array(forger.certificate)), key, pem: '', keyPem: '' }))
      .certificate,
  )
  expect(await findChain(forged, { more: [read(forger.certificate), middleAt], authorities: [rootAt] })).toMatchObject({
    end: 'missing',
  })
})

test('PEM is read and written; a key is never taken for a certificate', async () => {
  const { pem, certificate } = await leaf()
  expect(readPem(pem).map(({ label }) => label)).toEqual(['CERTIFICATE', 'PRIVATE KEY'])
  expect(certificatesIn(readPem(`hej\r\n${pem}`))).toMatchObject([{ der: new Uint8Array(certificate) }])
  expect(readPem(writePem('CERTIFICATE', certificate))).toEqual([{ label: 'CERTIFICATE', bytes: new Uint8Array(certificate) }])
  expect(readPem('-----BEGIN CERTIFICATE-----\n*\n-----END CERTIFICATE-----')).toEqual([])
})

test('a revocation list counts only when its issuer signed it', async () => {
  const { serial } = await leaf()
  const der = new Uint8Array(await issueCrlDer(middle, [serial]))
  const list = await readRevocationList(der, [authorityOf(root), authorityOf(middle)])
  expect(list).toMatchObject({ issuer: { subject: { commonName: 'Mellan-CA' } }, nextUpdate: expect.any(Date) })
  expect([...(list?.revoked ?? [])]).toEqual([serial.toLowerCase().replace(/^0+/, '')])
  expect(await readRevocationList(der, [authorityOf(root)])).toBeUndefined()
  const fake = new Uint8Array(await issueCrlDer(foreign, []))
  expect(await readRevocationList(fake, [authorityOf(root)])).toBeUndefined()
  expect(await readRevocationList(new Uint8Array([1, 2]), [authorityOf(root)])).toBeUndefined()
})

test('a revocation list that leaves some certificates out is not taken for one that vouches for them', async () => {
  const { serial } = await leaf()
  const issuers = [authorityOf(root), authorityOf(middle)]
  const limited = async (...limits: CrlLimit[]) =>
    readRevocationList(new Uint8Array(await issueCrlDer(middle, [serial], undefined, limits)), issuers)
  for (const limit of ['authorities', 'changes', 'unheard-of'] as const) expect(await limited(limit)).toBeUndefined()
  const part = await limited({ address: 'http://crl.exempel.se/a.crl' })
  if (!part) throw new Error('a list of a part is a list')
  const naming = async (crl?: string) => read((await leaf(crl ? { where: { crl } } : {})).certificate)
  expect(coversCertificate(part, await naming('http://crl.exempel.se/a.crl'))).toBe(true)
  expect(coversCertificate(part, await naming('http://crl.exempel.se/b.crl'))).toBe(false)
  expect(coversCertificate(part, await naming())).toBe(false)
  const whole = await limited()
  expect(whole && coversCertificate(whole, await naming())).toBe(true)
})

test('an OCSP answer counts only about this certificate and from who may give it', async () => {
  const [one, other] = [read((await leaf()).certificate), read((await leaf()).certificate)]
  const issuer = authorityOf(middle)
  const ask = async (certificate: Certificate) => {
    const answer = await fetch(responder.ocspUrl, { method: 'POST', body: await writeOcspRequest(certificate, issuer) })
    return new Uint8Array(await answer.arrayBuffer())
  }
  // By one that the issuer lets answer, and by the issuer itself.
  expect(await readOcspAnswer(await ask(one), one, issuer)).toMatchObject({ status: 'good', nextUpdate: expect.any(Date) })
  delegate = undefined
  expect(await readOcspAnswer(await ask(one), one, issuer)).toMatchObject({ status: 'good' })
  expect(await readOcspAnswer(await ask(other), one, issuer)).toBeUndefined()
  responder.revoked.add(one.number)
  expect(await readOcspAnswer(await ask(one), one, issuer)).toMatchObject({ status: 'revoked' })
  for (const mode of ['other', 'later'] as const) {
    responder.mode = mode
    expect(await readOcspAnswer(await ask(one), one, issuer)).toBeUndefined()
  }
  responder.mode = 'well'
  const changed = await ask(one)
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1
  expect(await readOcspAnswer(changed, one, issuer)).toBeUndefined()
})
