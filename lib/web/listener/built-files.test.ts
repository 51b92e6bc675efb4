import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBuiltFiles } from './built-files.ts'

const server = createServer()
let at = ''

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kvittens-built-'))
  mkdirSync(join(folder, 'chunks'))
  writeFileSync(join(folder, 'chunks/a.js.br'), brotliCompressSync('alert(1)'))
  writeFileSync(join(folder, 'chunks/b.js'), 'alert(2)')
  writeFileSync(join(folder, '../outside.js.br'), 'x')
  const builtFiles = openBuiltFiles(folder)
  server.on('request', (request, response) => {
    if (!builtFiles(request, response)) response.writeHead(404).end()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => server.close())

const get = (path: string, encodings: string) => fetch(at + path, { headers: { 'accept-encoding': encodings } })

test('a packed file is sent as it was built, and kept for ever', async () => {
  const answer = await get('/_next/static/chunks/a.js', 'gzip, br')
  expect(await answer.text()).toBe('alert(1)')
  expect(answer.headers.get('content-encoding')).toBe('br')
  expect(answer.headers.get('content-type')).toBe('application/javascript; charset=UTF-8')
  expect(answer.headers.get('cache-control')).toContain('immutable')
  expect(answer.headers.get('vary')).toBe('Accept-Encoding')
})

test.each([
  ['a browser without Brotli', '/_next/static/chunks/a.js', 'gzip'],
  ['one that refuses it', '/_next/static/chunks/a.js', 'br;q=0'],
  ['a file that is not packed', '/_next/static/chunks/b.js', 'br'],
  ['what lies outside', '/_next/static/..%2Foutside.js', 'br'],
  ['the packed file by its own name', '/_next/static/chunks/a.js.br', 'br'],
])('%s is left to Next', async (_what, path, encodings) => {
  expect((await get(path, encodings)).status).toBe(404)
})
