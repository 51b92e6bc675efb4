// Names of strangers, asked of a name server over the wire.
import { afterEach, expect, test } from 'vitest'
import { type NameAnswer, type NameServer, startNameServer } from '#e2e/fixtures/name-server.ts'
import { startTarget } from '#e2e/fixtures/target-server.ts'
import { callTarget, resolveName } from './call-target.ts'

let server: NameServer
afterEach(() => server.stop())

const never = new AbortController().signal
const V6 = '2a00:1450:0:0:0:0:0:1'
const ask = async (answer: NameAnswer, signal = never) => {
  server = await startNameServer(answer)
  return resolveName('krok.exempel.se', signal, [server.address])
}

test('gives every address of both families, or those of the one that there is', async () => {
  expect(await ask((family) => (family === 'A' ? ['8.8.8.8', '9.9.9.9'] : [V6]))).toEqual(['8.8.8.8', '9.9.9.9', '2a00:1450::1'])
  expect(server.questions.sort()).toEqual(['A krok.exempel.se', 'AAAA krok.exempel.se'])
  await server.stop()
  expect(await ask((family) => (family === 'A' ? [] : [V6]))).toEqual(['2a00:1450::1'])
})

test('gives none for a name that has none, and ends when it is told to, though nobody answers', async () => {
  expect(await ask(() => [])).toEqual([])
  await server.stop()
  const stop = new AbortController()
  const asking = ask(() => null, stop.signal)
  await expect.poll(() => server.questions.length).toBeGreaterThan(0)
  stop.abort()
  expect(await asking).toEqual([])
})

test('a name that is rebound: asked once for each call, and the machine itself gets nothing', async () => {
  const target = await startTarget({ hosts: ['krok.exempel.se'] })
  server = await startNameServer((family, nth) => (family === 'AAAA' ? [] : nth === 0 ? ['192.0.9.9'] : ['127.0.0.1']))
  const resolve = (name: string, signal: AbortSignal) => resolveName(name, signal, [server.address])
  const call = (totalMs: number) =>
    callTarget(
      { url: `https://krok.exempel.se:${target.port}/`, headers: {}, body: '{}' },
      { range: 'public', ca: [target.ca], resolve, totalMs },
      never,
    )
  // To the public address, where nobody answers.
  expect((await call(300)).kind).toBe('failed')
  expect(await call(2_000)).toEqual({ kind: 'failed', code: 'not-public' })
  expect(server.questions.filter((asked) => asked.startsWith('A '))).toHaveLength(2)
  expect([target.connections(), target.calls]).toEqual([0, []])
  await target.stop()
})
