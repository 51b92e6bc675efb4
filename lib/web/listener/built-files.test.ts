import { once } from 'node:events'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
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

const get = (path: string, encodings: string, more: Record<string, string> = {}) =>
  fetch(at + path, { headers: { 'accept-encoding': encodings, ...more } })

test('a packed file is sent as it was built, and kept for ever', async () => {
  const answer = await get('/_next/static/chunks/a.js', 'gzip, br')
  expect(await answer.text()).toBe('alert(1)')
  expect(answer.headers.get('content-encoding')).toBe('br')
  expect(answer.headers.get('content-type')).toBe('application/javascript; charset=UTF-8')
  expect(answer.headers.get('cache-control')).toContain('immutable')
  expect(answer.headers.get('vary')).toBe('Accept-Encoding')
})

type Sent = { status: number | undefined; bytes: Buffer; range: string | undefined }

/** The bytes as they are sent: fetch would unpack them. */
async function sent(headers: Record<string, string>): Promise<Sent> {
  const asked = request(`${at}/_next/static/chunks/a.js`, { headers: { 'accept-encoding': 'br', ...headers } }).end()
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  const bytes = Buffer.concat(await answer.toArray())
  return { status: answer.statusCode, bytes, range: answer.headers['content-range'] }
}

test('a file that was broken off is gone on with, if it is still the same', async () => {
  const tag = (await get('/_next/static/chunks/a.js', 'br')).headers.get('etag') ?? ''
  const whole = await sent({})
  const [start, size] = [whole.bytes.subarray(0, 5), whole.bytes.length]
  for (const range of ['bytes=5-', `bytes=5-${size - 1}`]) {
    const rest = await sent({ range, 'if-range': tag })
    expect([rest.status, rest.range]).toEqual([206, `bytes 5-${size - 1}/${size}`])
    expect(brotliDecompressSync(Buffer.concat([start, rest.bytes])).toString()).toBe('alert(1)')
  }
  for (const headers of [
    { range: 'bytes=5-', 'if-range': '"another"' },
    { range: 'bytes=5-' },
    ...['bytes=5-6', 'bytes=-3', 'bytes=0-1,5-', `bytes=${size}-`, 'lines=1-'].map((range) => ({ range, 'if-range': tag })),
  ])
    expect(await sent(headers), JSON.stringify(headers)).toEqual(whole)
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
