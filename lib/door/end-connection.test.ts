// Connections as they end: written to byte by byte, over real TCP.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { AppError } from '#lib/errors.ts'
import { readBody } from '#lib/intake/read-body.ts'
import { openLog } from '#lib/log.ts'
import type { Linger } from './end-connection.ts'
import { answerAt, SERVER_OPTIONS } from './listen.ts'
import type { Call, Route } from './route.ts'

type Parts = { log: ReturnType<typeof openLog> }
type Askers = { nobody: undefined }
type Line = {
  socket: Socket
  heard: () => string
  until: (seen: RegExp) => Promise<string>
  closed: Promise<string>
  broken: Error[]
}

const NEVER: Linger = { ms: 600_000, bytes: 1e12 }
let servers: Server[] = []
/** Method and path of each request that reached a route. */
let asked: string[] = []
let release = () => {}
afterEach(() => {
  for (const server of servers) server.closeAllConnections()
  for (const server of servers) server.close()
  servers = []
  asked = []
})

/** /early is refused at once, /whole reads its body, /late answers when released. */
async function door(linger = NEVER, options: object = {}): Promise<number> {
  const parts = { log: openLog({ process: 'web', instance: 'test', level: 'silent' }) }
  const reply = ({ response }: Call, text: string) => void response.writeHead(200, { 'Content-Length': text.length }).end(text)
  const handlers: Record<string, (call: Call) => Promise<void>> = {
    '/early': async () => {
      throw new AppError('not_allowed')
    },
    '/whole': async (call) => {
      let bytes = 0
      for await (const chunk of readBody(call.request)) bytes += chunk.length
      reply(call, `read ${bytes}`)
    },
    '/late': async (call) => {
      await new Promise<void>((resolve) => {
        release = resolve
      })
      reply(call, 'late')
    },
  }
  const routes = Object.entries(handlers).flatMap(([path, handle]) =>
    (['GET', 'PUT'] as const).map((method): Route<Parts, Askers> => {
      const noted = (_: Parts, call: Call) => {
        asked.push(`${method} ${path}`)
        return handle(call)
      }
      return { name: path, method, path, asks: 'nobody', handle: noted }
    }),
  )
  const server = answerAt<Server, Parts, Askers>(
    createServer({ ...SERVER_OPTIONS, ...options }),
    {
      parts,
      routes,
      ask: { nobody: async () => undefined },
      forms: ['json'],
      origin: () => ({ origin: 'http://door', isOnly: false }),
    },
    linger,
  )
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

function open(port: number): Line {
  let text = ''
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  const broken: Error[] = []
  socket.on('error', (error) => broken.push(error))
  socket.on('data', (chunk) => {
    text += String(chunk)
  })
  const closed = new Promise<string>((resolve) => socket.once('end', () => resolve(text)).once('close', () => resolve(text)))
  const until = async (seen: RegExp) => {
    while (!seen.test(text)) await Promise.race([once(socket, 'data'), closed.then(() => Promise.reject(new Error(text)))])
    return text
  }
  return { socket, heard: () => text, until, closed, broken }
}

const head = (...lines: string[]) => `${lines.join('\r\n')}\r\n\r\n`
const HOST = 'Host: door'
const statuses = (text: string) => [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status))

test('behind an early refusal and its body the next requests are answered in their order, and nothing of the body is one of them', async () => {
  const { socket, closed } = open(await door())
  const trap = head('GET /late HTTP/1.1', HOST)
  socket.write(head('PUT /early HTTP/1.1', HOST, `Content-Length: ${trap.length * 9000}`) + trap.repeat(9000))
  socket.write(`${head('PUT /whole HTTP/1.1', HOST, 'Content-Length: 5')}hello`)
  socket.write(`${head('PUT /early HTTP/1.1', HOST, 'Transfer-Encoding: chunked')}${'a\r\n0123456789\r\n'.repeat(50)}0\r\n\r\n`)
  socket.write(head('GET /whole HTTP/1.1', HOST, 'Connection: close'))
  const text = await closed
  expect([statuses(text), text.match(/read \d/g)]).toEqual([
    [403, 200, 403, 200],
    ['read 5', 'read 0'],
  ])
  expect(asked).toEqual(['PUT /early', 'PUT /whole', 'PUT /early', 'GET /whole'])
})

test.each([
  ['that says Connection: close', 'HTTP/1.1', [HOST, 'Connection: close'], 'not_allowed'],
  ['that speaks HTTP/1.0', 'HTTP/1.0', [], 'not_allowed'],
  ['that names no host', 'HTTP/1.1', ['Connection: close'], 'invalid'],
])('a client %s and writes 3 MB before it reads hears its refusal', async (_, version, lines, code) => {
  const { socket, closed, broken } = open(await door())
  socket.pause()
  socket.write(head(`PUT /early ${version}`, 'Content-Length: 3000000', ...lines))
  for (let n = 0; n < 100; n++) await new Promise((next) => socket.write(Buffer.alloc(30_000, 'a'), () => setImmediate(next)))
  socket.resume()
  expect([/"code":"(\w+)"/.exec(await closed)?.[1], broken]).toEqual([code, []])
})

test('who waits for "continue" is told that the connection ends, and what comes after is no request', async () => {
  const { socket, closed } = open(await door())
  socket.write(head('PUT /early HTTP/1.1', HOST, 'Content-Length: 50', 'Expect: 100-continue'))
  const text = await closed
  expect([statuses(text), text]).toEqual([[403], expect.stringContaining('Connection: close')])
  socket.write(`${'a'.repeat(50)}${head('GET /whole HTTP/1.1', HOST)}`)
  socket.end()
  await new Promise((resolve) => socket.once('close', resolve))
  expect(asked).toEqual(['PUT /early'])
})

test('an expectation that nobody knows is refused, also to one who writes on', async () => {
  const { socket, closed } = open(await door())
  socket.write(head('PUT /whole HTTP/1.1', HOST, 'Content-Length: 300000', 'Expect: miracles') + 'a'.repeat(300_000))
  expect(statuses(await closed)).toEqual([417])
})

test.each([
  ['two lengths', head('PUT /whole HTTP/1.1', HOST, 'Content-Length: 1', 'Content-Length: 40'), [400], []],
  ['a length and chunks', head('PUT /whole HTTP/1.1', HOST, 'Content-Length: 4', 'Transfer-Encoding: chunked'), [400], []],
  ['a length that is none', head('PUT /whole HTTP/1.1', HOST, 'Content-Length: 4, 4'), [400], []],
  ['chunks not said last', head('PUT /whole HTTP/1.1', HOST, 'Transfer-Encoding: chunked, identity'), [400], []],
  ['headers that are too long', head('PUT /whole HTTP/1.1', HOST, `X: ${'a'.repeat(20_000)}`), [431], []],
  ['a bad chunk that is read', `${head('PUT /whole HTTP/1.1', HOST, 'Transfer-Encoding: chunked')}zz\r\n`, [400], ['PUT /whole']],
  [
    'a bad chunk behind a refusal',
    `${head('PUT /early HTTP/1.1', HOST, 'Transfer-Encoding: chunked')}1\r\na\r\nzz\r\n`,
    [403],
    ['PUT /early'],
  ],
])('%s end the connection, and the bytes that follow are read as nothing', async (_, start, answers, reached) => {
  const { socket, closed } = open(await door())
  socket.write(start)
  socket.write(head('GET /late HTTP/1.1', HOST).repeat(2000))
  const text = await closed
  expect([statuses(text), asked]).toEqual([answers, reached])
})

test('what is no HTTP behind a request waits for its answer', async () => {
  const warned: Error[] = []
  const listen = (warning: Error) => void warned.push(warning)
  process.on('warning', listen)
  const { socket, closed, heard } = open(await door())
  socket.write(`${head('GET /late HTTP/1.1', HOST)}this is no request\r\n\r\n`)
  await expect.poll(() => asked).toEqual(['GET /late'])
  for (let n = 0; n < 30; n++) await new Promise((written) => socket.write('nor is this\r\n', () => setImmediate(written)))
  process.off('warning', listen)
  expect([heard(), warned]).toEqual(['', []])
  release()
  const text = await closed
  expect([statuses(text), text]).toEqual([[200, 400], expect.stringContaining('lateHTTP/1.1 400')])
})

test('a body without an end is cut when the linger is over, and so is one that drips', async () => {
  const port = await door({ ms: 300, bytes: 1e12 })
  for (const more of ['a'.repeat(100_000), 'a']) {
    const { socket, closed } = open(port)
    socket.write(head('PUT /early HTTP/1.1', HOST, 'Transfer-Encoding: chunked'))
    const timer = setInterval(() => socket.write(`${more.length.toString(16)}\r\n${more}\r\n`), 2)
    expect(statuses(await closed)).toEqual([403])
    clearInterval(timer)
  }
})

test('a body that brings more than the linger takes is cut, whatever its pace', async () => {
  const port = await door({ ms: 600_000, bytes: 1_000_000 })
  for (const line of [[], ['Connection: close'], ['Expect: 100-continue']]) {
    const { socket, until } = open(port)
    socket.write(head('PUT /early HTTP/1.1', HOST, 'Content-Length: 900000000', ...line))
    await until(/403/)
    const gone = new Promise((resolve) => socket.once('close', resolve))
    const pump = () => {
      while (socket.writable && socket.write(Buffer.alloc(65_536)));
    }
    socket.on('drain', pump)
    pump()
    await gone
  }
})

test('headers that do not come in time are answered 408, on connections that said nothing too, and others are answered meanwhile', async () => {
  const port = await door(NEVER, { headersTimeout: 400, connectionsCheckingInterval: 50 })
  const halfOpen = Array.from({ length: 300 }, () => open(port))
  const slow = open(port)
  slow.socket.write('GET /whole HTTP/1.1\r\nHost: d')
  const other = open(port)
  other.socket.write(head('GET /whole HTTP/1.1', HOST, 'Connection: close'))
  expect(statuses(await other.closed)).toEqual([200])
  expect(statuses(await slow.closed)).toEqual([408])
  const answers = await Promise.all(halfOpen.map(({ closed }) => closed))
  expect(new Set(answers.map((text) => statuses(text).join()))).toEqual(new Set(['408']))
})
