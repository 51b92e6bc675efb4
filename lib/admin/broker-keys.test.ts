import { execFile } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const key = { ...publicKey.export({ format: 'jwk' }), kid: 'a', use: 'sig' }

let server: Server
let issuer: string
let dir: string
let file: string
/** What the broker says next. */
let said: { issuer: string; keys: unknown; jwksUri?: string; status?: number }

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kvittens-broker-keys-'))
  file = join(dir, 'jwks.json')
  server = createServer(({ url }, response) => {
    const isDiscovery = url === '/.well-known/openid-configuration'
    const body = isDiscovery ? { issuer: said.issuer, jwks_uri: said.jwksUri ?? `${issuer}/jwks` } : said.keys
    response.writeHead(said.status ?? 200).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
beforeEach(() => {
  said = { issuer, keys: { keys: [key, { ...key, use: 'enc' }] } }
  writeFileSync(file, 'before')
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  rmSync(dir, { recursive: true })
})

function admin(args: string[], LANG = 'sv_SE.UTF-8'): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['lib/admin/main.ts', ...args], { env: { ...process.env, LANG } }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
  })
}

test('the login broker’s keys are put in the file, those for signatures alone', async () => {
  expect(await admin(['broker', 'keys', issuer, file])).toMatchObject({ code: 0, out: expect.stringContaining('en nyckel') })
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ keys: [key] })
})

test.each<[string, () => void, string]>([
  ['a broker that is another', () => (said.issuer = 'https://evil.test'), 'calls itself'],
  ['keys elsewhere without https', () => (said.jwksUri = 'http://192.0.2.1/jwks'), 'is not https'],
  ['no keys', () => (said.keys = { keys: [] }), 'keys'],
  ['a secret key', () => (said.keys = { keys: [privateKey.export({ format: 'jwk' })] }), 'secret key'],
  ['a broker that is ill', () => (said.status = 500), 'answered 500'],
])('%s: the file stays as it was, and why is said', async (_, change, words) => {
  change()
  const done = await admin(['broker', 'keys', issuer, file], 'en_GB.UTF-8')
  expect(done).toMatchObject({ code: 2, err: expect.stringContaining(words) })
  expect(done.err).toContain('was not changed')
  expect(readFileSync(file, 'utf8')).toBe('before')
})

test('a command that is not whole is told so', async () => {
  for (const args of [['broker'], ['broker', 'keys', issuer], ['broker', 'keys', issuer, file, 'x']])
    expect(await admin(args)).toMatchObject({ code: 2, err: expect.stringContaining('broker keys ISSUER FIL') })
  expect((await admin(['broker', 'keys', 'http://portal.invalid', file])).err).toContain('is not https')
})
