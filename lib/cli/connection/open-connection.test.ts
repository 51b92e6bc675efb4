// The company's certificate, its key and their password in the files that issuers and editors make.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAuthority, issueLeaf } from '#e2e/rehearsal/pki/authority.ts'
import { openConnection } from './open-connection.ts'

const REPORTED = join(import.meta.dirname, '../../../e2e/fixtures/reported')
const dir = mkdtempSync(join(tmpdir(), 'kvittens-connection-'))
const at = (name: string) => join(dir, name)
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: dir, stdio: ['ignore', 'pipe', 'pipe'] })
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')
let own = ''

beforeAll(async () => {
  const authority = await createAuthority('Test-CA')
  const leaf = await issueLeaf(authority, { commonName: 'sftp.exempel.se', serialNumber: '165599001236' })
  const [certificate = '', key = ''] = leaf.pem.split(/(?=-----BEGIN PRIVATE)/)
  own = certificate.replace(/\s/g, '')
  const files = {
    'cert.pem': certificate,
    'both.pem': `${authority.pem}${certificate}`,
    'marked.pem': `\uFEFF${certificate}`,
    'utf16.pem': utf16(certificate),
    'ca.pem': authority.pem,
    'key.pem': key,
    'utf16.key': utf16(key),
    'losen.txt': '\uFEFFåäöÅ\r\n',
    'losen16.txt': utf16('åäöÅ\r\n'),
    'fel.txt': 'åäö\n',
  }
  for (const [name, content] of Object.entries(files)) writeFileSync(at(name), content)
  openssl('x509', '-in', 'cert.pem', '-outform', 'DER', '-out', 'cert.cer')
  openssl('x509', '-in', 'ca.pem', '-outform', 'DER', '-out', 'ca.cer')
  openssl('pkcs8', '-topk8', '-nocrypt', '-in', 'key.pem', '-outform', 'DER', '-out', 'der.key')
  openssl('pkcs8', '-topk8', '-in', 'key.pem', '-passout', 'pass:åäöÅ', '-out', 'locked.key')
  openssl('crl2pkcs7', '-nocrl', '-certfile', 'both.pem', '-outform', 'DER', '-out', 'both.p7b')
})
afterAll(() => rmSync(dir, { recursive: true }))

type Files = { cert?: string; key?: string; p12?: string; passFile?: string; cacert?: string }

function open(files: Files) {
  const url = new URL('https://localhost:1')
  const paths = Object.fromEntries(Object.entries(files).map(([name, file]) => [name, file.startsWith('/') ? file : at(file)]))
  const settings = { url, service: 'sjukanmalan', employer: undefined, ...paths } as Parameters<typeof openConnection>[0]
  const { agent, close } = openConnection(settings, { locale: 'sv', now: new Date() })
  close()
  return agent.options
}

test.each<[string, Files]>([
  ['DER', { cert: 'cert.cer', key: 'key.pem' }],
  ['PEM after a byte order mark', { cert: 'marked.pem', key: 'key.pem' }],
  ['PEM in UTF-16, and so its key', { cert: 'utf16.pem', key: 'utf16.key' }],
  ['PKCS#7, with the issuer before ours, and a key in DER', { cert: 'both.p7b', key: 'der.key' }],
  ['PEM with the issuer before ours', { cert: 'both.pem', key: 'key.pem' }],
  ['a locked key, whose password stands after a byte order mark', { cert: 'cert.pem', key: 'locked.key', passFile: 'losen.txt' }],
  ['a locked key, whose password is saved in UTF-16', { cert: 'cert.pem', key: 'locked.key', passFile: 'losen16.txt' }],
  ['an authority in DER', { cert: 'cert.pem', key: 'key.pem', cacert: 'ca.cer' }],
])('a certificate is read: %s', (_, files) => {
  const { cert, ca } = open(files)
  expect(`${cert}`.replace(/\s/g, '').startsWith(own)).toBe(true)
  expect(ca === undefined).toBe(files.cacert === undefined)
})

test.each<[string, Files]>([
  ['noKey', { cert: 'cert.cer' }],
  ['noKey', { cert: 'both.p7b' }],
  ['noKey', { cert: 'cert.pem' }],
  ['keyOfAnother', { cert: 'ca.pem', key: 'key.pem' }],
  ['wrongPassword', { cert: 'cert.pem', key: 'locked.key', passFile: 'fel.txt' }],
  ['badCertificate', { cert: 'losen.txt', key: 'key.pem' }],
  ['badCertificate', { cert: 'cert.pem', key: 'losen.txt' }],
])('what cannot be used is named: %s', (key, files) => {
  expect(() => open(files)).toThrow(expect.objectContaining({ key }))
})

test('the files that users reported', () => {
  expect(() => open({ cert: join(REPORTED, '27a-cert.cer'), key: 'key.pem' })).toThrow(
    expect.objectContaining({ key: 'keyOfAnother' }),
  )
  openssl('pkcs12', '-export', '-in', 'cert.pem', '-inkey', 'key.pem', '-passout', 'pass:kvittens', '-out', 'own.p12')
  expect(open({ p12: 'own.p12', passFile: join(REPORTED, '28a-pass-bom.txt') })).toHaveProperty('pfx')
  writeFileSync(at('losen-p12.txt'), 'åäöÅ')
  expect(open({ p12: join(REPORTED, '17a-password.p12'), passFile: 'losen-p12.txt' })).toHaveProperty('pfx')
  expect(readFileSync(join(REPORTED, '28a-pass-bom.txt'))[0]).toBe(0xef)
})
