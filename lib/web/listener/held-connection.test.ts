// What becomes of connections whose body nobody asked for, and of faults that nobody is left to be told of.
import { connect, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { type WebFixture, webFixture } from '#e2e/fixtures/web.ts'
import { openLog } from '#lib/log.ts'

let at: WebFixture
let written: string[] = []
beforeAll(async () => {
  at = await webFixture()
  at.parts.pages = async (_request, response) => {
    response.writeHead(200, { 'Content-Length': 6 }).end('a page')
  }
})
afterEach(() => vi.useRealTimers())
afterAll(() => at.drop())

/** The lingering is minutes of nothing: its timers are moved by hand, everything else runs as it does. */
function holdTimers(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
}

function open(lines: string[]): { socket: Socket; heard: () => string; closed: Promise<void> } {
  let text = ''
  const socket = connect(at.port, '127.0.0.1', () => socket.write(`${lines.join('\r\n')}\r\n\r\n`))
  socket.on('data', (chunk) => {
    text += chunk.toString()
  })
  socket.on('error', () => {})
  return { socket, heard: () => text, closed: new Promise((resolve) => socket.on('close', () => resolve())) }
}

/** Waits in turns of the event loop, since the timers stand still. */
async function until(seen: () => boolean): Promise<void> {
  while (!seen()) await new Promise((resolve) => setImmediate(resolve))
}
const host = () => `Host: ${new URL(at.url).host}`

test('a connection that was answered and goes on dripping a body that nobody reads is ended', async () => {
  holdTimers()
  const { socket, heard, closed } = open(['GET /hem HTTP/1.1', host(), 'Content-Length: 900000'])
  await until(() => heard().includes('a page'))
  socket.write('a drop')
  await vi.advanceTimersByTimeAsync(30_000)
  await closed
})

test('a connection whose unread body ended carries its next request, which is not cut', async () => {
  let begun = false
  at.parts.pages = async (request, response) => {
    begun = request.method === 'POST'
    if (begun) for await (const _ of request);
    response.writeHead(200, { 'Content-Length': 6 }).end('a page')
  }
  holdTimers()
  const { socket, heard } = open(['GET /hem HTTP/1.1', host(), 'Content-Length: 5'])
  await until(() => heard().includes('a page'))
  socket.write(`helloPOST /api/logga-in/eleg HTTP/1.1\r\n${host()}\r\nContent-Length: 2\r\n\r\n`)
  await until(() => begun)
  await vi.advanceTimersByTimeAsync(31_000)
  socket.write('ab')
  await until(() => heard().match(/a page/g)?.length === 2)
  socket.destroy()
})

test('a fault of ours is logged with its id although the visitor has gone; one who goes is no fault', async () => {
  const own = { log: at.parts.log, pages: at.parts.pages }
  written = []
  at.parts.log = openLog({ process: 'web', instance: 'test', level: 'info', to: { write: (line) => void written.push(line) } })
  at.parts.pages = async (_request, response) => {
    const gone = new Promise((resolve) => response.on('close', resolve))
    response.destroy()
    await gone
    throw Object.assign(new Error('the disk said no'), { code: 'EIO' })
  }
  await open(['GET /hem HTTP/1.1', host()]).closed
  await until(() => written.length > 0)
  Object.assign(at.parts, own)
  expect(written.join('')).toMatch(/"bug"/)
  expect(written.join('')).not.toContain('upload.aborted')
})
