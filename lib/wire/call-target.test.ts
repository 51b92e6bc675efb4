// A stranger's address is called over real TLS: what the other side may do, and where a call may go.
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startTarget, TAKEN, type TargetServer } from '#e2e/fixtures/target-server.ts'
import { CALL_ANSWER_BYTES, type CallTerms, callTarget } from './call-target.ts'

let target: TargetServer
beforeAll(async () => {
  target = await startTarget({ hosts: ['krok.exempel.se', 'localhost'] })
})
afterAll(() => target.stop())
afterEach(() => {
  target.answer(TAKEN)
  target.calls.length = 0
})

const never = new AbortController().signal
/** Resolves every name to the machine itself, which may be called. */
const here = (): CallTerms => ({ range: 'loopback', ca: [target.ca], resolve: async () => ['127.0.0.1'] })
const call = (url: string, terms: Partial<CallTerms> = {}, signal = never) =>
  callTarget(
    { url, headers: { 'content-type': 'application/json', 'webhook-id': 'a' }, body: '{"å":1}' },
    { ...here(), ...terms },
    signal,
  )
const named = () => `https://krok.exempel.se:${target.port}/krok?nyckel=1`

test('posts the body to the address, under its own name', async () => {
  expect(await call(named())).toEqual({ kind: 'answered', status: 204, retryAfter: null })
  expect(target.calls).toMatchObject([
    {
      path: '/krok?nyckel=1',
      host: `krok.exempel.se:${target.port}`,
      body: '{"å":1}',
      headers: { 'webhook-id': 'a', 'content-length': '8' },
    },
  ])
})

test('a name that is public when it is judged and the machine itself the next time gets nothing', async () => {
  const before = target.connections()
  const answers = [['93.184.215.14'], ['127.0.0.1']]
  let asked = 0
  const resolve = async () => answers[asked++] ?? ['127.0.0.1']
  // The first goes to the public address, where nothing listens on this port for us: never to the second.
  const first = await call(named(), { range: 'public', resolve, totalMs: 300 })
  expect([first.kind, asked]).toEqual(['failed', 1])
  expect(await call(named(), { range: 'public', resolve })).toEqual({ kind: 'failed', code: 'not-public' })
  expect([asked, target.connections()]).toEqual([2, before])
})

test.each([
  [['127.0.0.1']],
  [['8.8.8.8', '127.0.0.1']],
  [['::ffff:127.0.0.1']],
  [['2002:7f00:1::']],
  [['fe80::1%lo']],
  [['not an address']],
])('a name with the addresses %j is not called', async (addresses) => {
  const before = target.connections()
  expect(await call(named(), { range: 'public', resolve: async () => addresses })).toEqual({ kind: 'failed', code: 'not-public' })
  expect(target.connections()).toBe(before)
})

test.each(['https://localhost', 'https://127.0.0.1', 'https://[::1]', 'https://2130706433'])(
  '%s is not called',
  async (origin) => {
    const before = target.connections()
    expect(await call(`${origin}:${target.port}/`, { range: 'public' })).toEqual({ kind: 'failed', code: 'not-public' })
    expect(target.connections()).toBe(before)
  },
)

test('follows nothing: a redirect to the machine itself is an answer like another', async () => {
  target.answer((response) => response.writeHead(301, { location: `https://localhost:${target.port}/inne` }).end())
  expect(await call(named())).toMatchObject({ kind: 'answered', status: 301 })
  expect(target.calls).toHaveLength(1)
})

test('a certificate of another name, another authority, or that has ended is not taken, and nothing is said', async () => {
  expect(await call(`https://annan.exempel.se:${target.port}/`)).toEqual({ kind: 'failed', code: 'receiver-certificate' })
  expect(await call(named(), { ca: undefined })).toEqual({ kind: 'failed', code: 'receiver-certificate' })
  const old = await startTarget({ notBefore: new Date('2020-01-01'), notAfter: new Date('2021-01-01') })
  expect(await call(old.url, { ca: [old.ca] })).toEqual({ kind: 'failed', code: 'receiver-certificate' })
  await old.stop()
  expect([...target.calls, ...old.calls]).toEqual([])
})

test('an answer of any length is cut, and its status counts', async () => {
  let sent = 0
  target.answer((response) => {
    response.writeHead(200, { 'content-type': 'text/html' })
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(10_000))) sent += 10_000
      sent += 10_000
    }
    response.on('drain', more)
    more()
  })
  expect(await call(named(), { totalMs: 3_000 })).toEqual({ kind: 'answered', status: 200, retryAfter: null })
  // What lies in buffers on the way came on top of it.
  expect([sent > CALL_ANSWER_BYTES, sent < 10_000_000]).toEqual([true, true])
})

test.each<[string, string, string, object]>([
  ['answers before the answer', '', 'HTTP/1.1 100 Continue\r\n\r\n', { kind: 'failed', code: 'answer-unreadable' }],
  [
    'more framing than answer',
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n',
    `1;${'a'.repeat(8000)}\r\nx\r\n`,
    { kind: 'answered', status: 200, retryAfter: null },
  ],
])('%s without end are not read', async (_, head, block, outcome) => {
  let sent = 0
  target.answer(({ socket }) => {
    const more = () => {
      if (!socket || socket.destroyed) return
      sent += 100 * block.length
      if (socket.write(block.repeat(100))) setImmediate(more)
    }
    socket?.on('drain', more)
    socket?.on('error', () => {})
    socket?.write(head)
    more()
  })
  expect(await call(named(), { totalMs: 2_000 })).toEqual(outcome)
  expect(sent).toBeLessThan(20_000_000)
})

test('an answer whose end does not come counts by its status; one that does not begin is a failure', async () => {
  target.answer((response) => void response.writeHead(503, { 'retry-after': '7' }).write('.'))
  expect(await call(named(), { totalMs: 200 })).toEqual({ kind: 'answered', status: 503, retryAfter: '7' })
  target.answer(() => {})
  expect(await call(named(), { totalMs: 200 })).toEqual({ kind: 'failed', code: 'timeout' })
})

test.each<[string, string, (socket: Socket) => void]>([
  ['never says a word', 'timeout', () => {}],
  ['hangs up', 'reset', (socket) => socket.destroy()],
  ['speaks no TLS', 'tls-refused', (socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n')],
])('a server that %s', async (_, code, how) => {
  const server = createTcpServer((socket) => {
    socket.on('error', () => {})
    how(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const outcome = await call(`https://krok.exempel.se:${port}/`, { totalMs: 1000 })
  expect(outcome).toMatchObject({ kind: 'failed' })
  if (code !== 'reset') expect(outcome).toEqual({ kind: 'failed', code })
  server.close()
})

test('headers that never end, a name that does not exist or is never answered, a port where nothing listens', async () => {
  target.answer((response) => {
    const drip = () => !response.destroyed && response.socket?.write('x-a: b\r\n') && setTimeout(drip, 20)
    response.socket?.write('HTTP/1.1 200 OK\r\n')
    drip()
  })
  expect(await call(named(), { totalMs: 300 })).toMatchObject({ kind: 'failed', code: 'timeout' })
  expect(await call(named(), { resolve: async () => [] })).toEqual({ kind: 'failed', code: 'dns' })
  expect(await call(named(), { resolve: () => new Promise(() => {}), totalMs: 100 })).toEqual({ kind: 'failed', code: 'timeout' })
  expect(await call('https://krok.exempel.se:1/')).toEqual({ kind: 'failed', code: 'connect-refused' })
})

test('is cut off when it is told to', async () => {
  target.answer(() => {})
  const stop = new AbortController()
  const calling = call(named(), {}, stop.signal)
  await expect.poll(() => target.calls.length).toBe(1)
  stop.abort()
  expect(await calling).toEqual({ kind: 'failed', code: 'aborted' })
})
