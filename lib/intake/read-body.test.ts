import { createServer, type IncomingMessage, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { readBody, UploadAborted } from './read-body.ts'

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

/** Serves one request; what the body came to is the promise. */
async function receiving(read: (incoming: IncomingMessage) => Promise<number>): Promise<{ port: number; came: Promise<number> }> {
  const came = Promise.withResolvers<number>()
  server = createServer((incoming, response) => {
    read(incoming)
      .then(came.resolve, came.reject)
      .finally(() => response.end())
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  came.promise.catch(() => {})
  return { port: (server.address() as AddressInfo).port, came: came.promise }
}

async function count(incoming: IncomingMessage, idleMs = 60_000): Promise<number> {
  let bytes = 0
  for await (const chunk of readBody(incoming, { idleMs })) bytes += chunk.length
  return bytes
}

function send(port: number, length: number) {
  const call = request({ port, host: '127.0.0.1', method: 'POST', headers: { 'content-length': length } })
  call.on('error', () => {}).on('response', (response) => response.resume())
  return call
}

test('every byte comes, once', async () => {
  const { port, came } = await receiving((incoming) => count(incoming))
  send(port, 5_000_000).end(Buffer.alloc(5_000_000))
  expect(await came).toBe(5_000_000)
})

test('a body that was whole before anybody asked for it comes too', async () => {
  const { port, came } = await receiving(async (incoming) => {
    await new Promise((resolve) => setTimeout(resolve, 100))
    return count(incoming)
  })
  send(port, 1000).end(Buffer.alloc(1000))
  expect(await came).toBe(1000)
})

test('no body is no bytes', async () => {
  const { port, came } = await receiving((incoming) => count(incoming))
  send(port, 0).end()
  expect(await came).toBe(0)
})

test('a sender that stands still is refused', async () => {
  const { port, came } = await receiving((incoming) => count(incoming, 200))
  send(port, 1000).write(Buffer.alloc(10))
  await expect(came).rejects.toMatchObject({ code: 'invalid', detail: 'too_slow' })
})

test('a sender that goes away before or while its body is read is noticed', async () => {
  for (const waitMs of [0, 150]) {
    const { port, came } = await receiving(async (incoming) => {
      await new Promise((resolve) => setTimeout(resolve, waitMs))
      return count(incoming)
    })
    const call = send(port, 1000)
    call.write(Buffer.alloc(10), () => setTimeout(() => call.destroy(), 50))
    await expect(came).rejects.toThrow(UploadAborted)
    server?.close()
  }
})

test('others get a turn between two pieces when whoever takes them is slow', async () => {
  const waits: number[] = []
  const { port, came } = await receiving(async (incoming) => {
    let turn = 0
    const count = () => {
      turn++
      immediate = setImmediate(count)
    }
    let immediate = setImmediate(count)
    let last = turn
    let bytes = 0
    for await (const piece of readBody(incoming)) {
      waits.push(turn - last)
      last = turn
      bytes += piece.length
      const until = performance.now() + 2
      while (performance.now() < until);
    }
    clearImmediate(immediate)
    return bytes
  })
  send(port, 2_000_000).end(Buffer.alloc(2_000_000))
  expect(await came).toBe(2_000_000)
  expect(waits.length).toBeGreaterThan(60)
  expect(waits.slice(1).filter((turns) => turns === 0)).toEqual([])
})
