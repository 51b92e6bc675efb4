import 'reflect-metadata'
import { spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import { X509Crl } from '@peculiar/x509'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makePki, type Pki } from './pki.ts'

const employers = [
  { orgnr: '5599001236', name: 'Testbolaget AB' },
  { orgnr: '165599000006', name: 'Andra bolaget AB' },
]
let dir: string
let pki: Pki

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kvittens-pki-'))
  pki = await makePki(dir, employers)
})
afterAll(() => rmSync(dir, { recursive: true }))

test('there is a certificate with key and a .p12 for every employer, named by its ten digits', () => {
  expect(readdirSync(dir)).toEqual(
    expect.arrayContaining(['5599001236.pem', '5599001236.p12', '5599000006.pem', '5599000006.p12']),
  )
  expect(readFileSync(pki.employer('165599000006'), 'utf8')).toMatch(/BEGIN CERTIFICATE[\s\S]+BEGIN PRIVATE KEY/)
})

test('the subject looks like an SHS server certificate', () => {
  const { subject } = new X509Certificate(readFileSync(pki.employer('5599001236')))
  expect(subject).toContain('serialNumber=165599001236')
  expect(subject).toMatch(/serialNumber=165599001236 ?\+ ?CN=|CN=.+\+ ?serialNumber=/)
})

test('the .p12 opens with its password and with no other', () => {
  const pfx = readFileSync(join(dir, '5599001236.p12'))
  expect(() => createSecureContext({ pfx, passphrase: 'kvittens' })).not.toThrow()
  expect(() => createSecureContext({ pfx, passphrase: 'fel' })).toThrow(/mac verify failure/)
})

const hasOpenssl = spawnSync('openssl', ['version']).error === undefined

test.skipIf(!hasOpenssl)('openssl reads the .p12 too, where there is one', () => {
  const seen = spawnSync('openssl', ['pkcs12', '-in', join(dir, '5599001236.p12'), '-passin', 'pass:kvittens', '-nodes'])
  expect(seen.stdout.toString()).toContain('BEGIN PRIVATE KEY')
  expect(seen.stdout.toString().match(/BEGIN CERTIFICATE/g)).toHaveLength(2)
})

test('no file can be read by others', () => {
  for (const name of readdirSync(dir)) expect([name, statSync(join(dir, name)).mode & 0o077]).toEqual([name, 0])
})

test('the refusals are what they are called', () => {
  const ca = new X509Certificate(readFileSync(pki.ca))
  expect(new X509Certificate(readFileSync(pki.expired)).validToDate.getTime()).toBeLessThan(Date.now())
  expect(new X509Certificate(readFileSync(pki.wrongCa)).verify(ca.publicKey)).toBe(false)
  const serial = new X509Certificate(readFileSync(pki.revoked)).serialNumber.toLowerCase()
  const { entries } = new X509Crl(readFileSync(pki.crl, 'utf8'))
  expect(entries.map(({ serialNumber }) => serialNumber)).toEqual([serial])
})

test('a second start keeps everything', async () => {
  const before = contents()
  await makePki(dir, employers)
  expect(contents()).toEqual(before)
})

test('what belongs to another authority is made anew, and the rest stays', async () => {
  const before = contents()
  writeFileSync(pki.employer('5599001236'), readFileSync(pki.wrongCa))
  await makePki(dir, employers)
  const after = contents()
  const changed = Object.keys(after).filter((name) => after[name] !== before[name])
  expect(changed.sort()).toEqual(['5599001236.p12', '5599001236.pem'])
})

function contents(): Record<string, string> {
  return Object.fromEntries(readdirSync(dir).map((name) => [name, readFileSync(join(dir, name), 'base64')]))
}
