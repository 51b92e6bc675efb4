// Files as issuers and programs make them: what the assistant reads out of each, and that its own are read by openssl.
import { execFileSync } from 'node:child_process'
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Authority, createAuthority, issueLeaf, type Leaf } from '#e2e/rehearsal/pki/authority.ts'
import { buildPkcs12 } from '#e2e/rehearsal/pki/pkcs12.ts'
import { makeRequest } from './make-request.ts'
import { keyFits, openFile } from './open-file.ts'

const PASSWORD = 'åtta blå katter'
let dir: string
let authority: Authority
let ec: Leaf
let rsa: Leaf
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kvittens-assistant-'))
  authority = await createAuthority('Test-CA')
  const request = { commonName: 'sftp.exempel.se', serialNumber: '165599001236' }
  ec = await issueLeaf(authority, request)
  rsa = await issueLeaf(authority, { ...request, key: 'rsa2048' })
})
afterAll(() => rmSync(dir, { recursive: true }))

const at = (name: string) => join(dir, name)
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: dir, stdio: ['ignore', 'pipe', 'pipe'] }).toString()
const blob = (...parts: (string | Uint8Array)[]) =>
  new Blob(parts.map((part) => (typeof part === 'string' ? part : new Uint8Array(part))))
/** Opens it and tries the key against the certificate. */
async function found(file: Blob, password?: string) {
  const opened = await openFile(file, password)
  if (opened.kind !== 'certificates') return opened
  const { leaf, others, key } = opened
  const fits = key.kind === 'open' ? await keyFits(leaf, key.pkcs8) : key.kind
  return { name: leaf.subject.commonName, others: others.length, fits }
}
const name = 'sftp.exempel.se'

describe('is opened', () => {
  test('PEM with certificate and key in one, and a certificate alone', async () => {
    expect(await found(blob(ec.pem, authority.pem))).toEqual({ name, others: 1, fits: true })
    expect(await found(blob(authority.pem, rsa.pem))).toEqual({ name, others: 1, fits: true })
    expect(await found(blob(ec.pem.split('-----BEGIN PRIVATE')[0] ?? ''))).toEqual({ name, others: 0, fits: 'none' })
  })

  test('DER', async () => {
    expect(await found(blob(ec.certificate))).toEqual({ name, others: 0, fits: 'none' })
  })

  test('PEM in UTF-16 or with a byte order mark, and PKCS#7 (.p7b) in PEM and DER', async () => {
    const text = `${authority.pem}${rsa.pem}`
    const utf16 = Buffer.from(text, 'utf16le')
    const marked = [Buffer.from([0xff, 0xfe]), utf16] as const
    const bigEndian = Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()
    for (const file of [blob('\uFEFF', text), blob(utf16), blob(...marked), blob(bigEndian)])
      expect(await found(file)).toEqual({ name, others: 1, fits: true })
    writeFileSync(at('both.pem'), text)
    openssl('crl2pkcs7', '-nocrl', '-certfile', 'both.pem', '-out', 'a.p7b')
    openssl('pkcs7', '-in', 'a.p7b', '-outform', 'DER', '-out', 'der.p7b')
    for (const bundle of ['a.p7b', 'der.p7b'])
      expect(await found(blob(readFileSync(at(bundle))))).toEqual({ name, others: 1, fits: 'none' })
  })

  test.each([
    ['by PBKDF2, which takes UTF-8', ['-keypbe', 'AES-256-CBC', '-certpbe', 'AES-256-CBC']],
    ['by PKCS#12’s own way, which takes UTF-16', ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES']],
    ['without a keyed hash over it', ['-keypbe', 'AES-256-CBC', '-certpbe', 'AES-256-CBC', '-nomac']],
  ])('.p12 whose password is no ASCII, %s', async (_, ways) => {
    writeFileSync(at('rsa.pem'), rsa.pem)
    openssl('pkcs12', '-export', '-in', 'rsa.pem', '-passout', 'pass:åäöÅ', ...ways, '-out', 'svensk.p12')
    const file = blob(readFileSync(at('svensk.p12')))
    expect(await found(file, 'åäöÅ')).toEqual({ name, others: 0, fits: true })
    expect(await found(file, 'åäöA')).toEqual({ kind: 'password', wrong: true })
  })

  test('the .p12 of a user, whose password is åäöÅ', async () => {
    const file = blob(readFileSync(join(import.meta.dirname, '../../e2e/fixtures/reported/17a-password.p12')))
    expect(await found(file, 'åäöÅ')).toMatchObject({ fits: true })
  })

  test('one that is locked in another way is told apart from a wrong password', async () => {
    writeFileSync(at('rsa.pem'), rsa.pem)
    const ways = ['-keypbe', 'camellia-128-cbc', '-certpbe', 'camellia-128-cbc']
    openssl('pkcs12', '-export', '-in', 'rsa.pem', '-passout', 'pass:kvittens', ...ways, '-out', 'other.p12')
    const file = blob(readFileSync(at('other.p12')))
    expect(await found(file, 'fel')).toEqual({ kind: 'password', wrong: true })
    expect(await found(file, 'kvittens')).toEqual({ kind: 'unreadable' })
  })

  test('.p12 with its password and with no other', async () => {
    for (const leaf of [ec, rsa]) {
      const store = buildPkcs12(leaf, Buffer.from(authority.certificate.rawData), 'kvittens')
      expect(await found(blob(store))).toEqual({ kind: 'password', wrong: false })
      expect(await found(blob(store), 'fel')).toEqual({ kind: 'password', wrong: true })
      expect(await found(blob(store), 'kvittens')).toEqual({ name, others: 1, fits: true })
    }
  })

  test.each([
    ['openssl’s own', []],
    ['RC2 and 3DES, as older programs write', ['-legacy', '-provider', 'default', '-provider', 'legacy']],
  ])('.p12 of %s', async (_what, more) => {
    for (const [kind, leaf] of [
      ['ec', ec],
      ['rsa', rsa],
    ] as const) {
      writeFileSync(at(`${kind}.pem`), leaf.pem)
      writeFileSync(at('ca.pem'), authority.pem)
      openssl(
        'pkcs12',
        '-export',
        ...more,
        '-in',
        `${kind}.pem`,
        '-certfile',
        'ca.pem',
        '-out',
        `${kind}.p12`,
        '-passout',
        'pass:hemligt12',
      )
      expect(await found(blob(readFileSync(at(`${kind}.p12`))), 'hemligt12')).toEqual({ name, others: 1, fits: true })
    }
  })

  test('a locked key beside its certificate, once the password is there', async () => {
    writeFileSync(at('rsa.pem'), rsa.pem)
    const locked = openssl('pkcs8', '-topk8', '-in', 'rsa.pem', '-passout', 'pass:hemligt12')
    const certificate = rsa.pem.split('-----BEGIN PRIVATE')[0] ?? ''
    expect(await found(blob(certificate, locked))).toEqual({ name, others: 0, fits: 'locked' })
    expect(await found(blob(certificate, locked), 'fel')).toEqual({ kind: 'password', wrong: true })
    expect(await found(blob(certificate, locked), 'hemligt12')).toEqual({ name, others: 0, fits: true })
    const old = openssl('rsa', '-in', 'rsa.pem', '-traditional')
    expect(await found(blob(certificate, old))).toEqual({ name, others: 0, fits: true })
  })
})

test('a key that is another’s does not fit', async () => {
  const [certificate = ''] = ec.pem.split('-----BEGIN PRIVATE')
  const other = await issueLeaf(authority, { commonName: 'En annan' })
  const key = `-----BEGIN PRIVATE${other.pem.split('-----BEGIN PRIVATE')[1]}`
  expect(await found(blob(certificate, key))).toEqual({ name, others: 0, fits: false })
  const kind = `-----BEGIN PRIVATE${rsa.pem.split('-----BEGIN PRIVATE')[1]}`
  expect(await found(blob(certificate, kind))).toEqual({ name, others: 0, fits: false })
})

test('what is no certificate is said to be none', async () => {
  const key = `-----BEGIN PRIVATE${ec.pem.split('-----BEGIN PRIVATE')[1]}`
  for (const file of [blob('hej'), blob(), blob(Buffer.from([0x30, 3, 2, 1, 1])), blob(key), blob('PK\u0003\u0004')])
    expect(await openFile(file, undefined)).toEqual({ kind: 'nothing' })
  expect(await openFile(blob(Buffer.alloc(200_001)), undefined)).toEqual({ kind: 'large' })
})

test.each(['rsa2048', 'rsa3072', 'p256'] as const)(
  'a request with a key of kind %s is what openssl takes for one, and the key opens with its password alone',
  async (kind) => {
    const wish = {
      kind,
      commonName: 'filer.exempel.se',
      organisation: 'Åkes Lön & Bokföring AB',
      serialNumber: '165599001236',
      password: PASSWORD,
    }
    const { key, request } = await makeRequest(wish)
    writeFileSync(at('a.csr'), request)
    const said = openssl('req', '-in', 'a.csr', '-noout', '-verify', '-subject', '-nameopt', 'utf8,sep_comma_plus_space', '-text')
    expect(said).toContain('serialNumber=165599001236')
    expect(said).toContain('CN=filer.exempel.se')
    expect(said).toMatch(/O=Åkes Lön & Bokföring AB/)
    expect(key).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----/)
    const own = createPrivateKey({ key, passphrase: PASSWORD })
    expect(() => createPrivateKey({ key, passphrase: 'fel lösenord' })).toThrow()
    const inRequest = openssl('req', '-in', 'a.csr', '-noout', '-pubkey')
    expect(createPublicKey(own).export({ type: 'spki', format: 'pem' })).toBe(inRequest)
    const [certificate = ''] = (kind === 'p256' ? ec : rsa).pem.split('-----BEGIN PRIVATE')
    const opened = await openFile(blob(certificate, key), PASSWORD)
    expect(opened.kind === 'certificates' && opened.key.kind === 'open' && Buffer.from(opened.key.pkcs8)).toEqual(
      own.export({ type: 'pkcs8', format: 'der' }),
    )
    expect(await found(blob(certificate, key), 'fel lösenord')).toEqual({ kind: 'password', wrong: true })
    writeFileSync(at('own.key'), key)
    // A string of bytes in pieces would be constructed: DER forbids it.
    expect(openssl('asn1parse', '-in', 'own.key')).not.toMatch(/cons: OCTET STRING/)
    const size = { rsa2048: 2048, rsa3072: 3072, p256: undefined }[kind]
    expect(own.asymmetricKeyDetails?.modulusLength).toBe(size)
  },
)
