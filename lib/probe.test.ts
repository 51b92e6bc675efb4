import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { freePort } from '#e2e/rehearsal/ports.ts'
import type { Log } from './log.ts'
import { listenForProbes, openProbe } from './probe.ts'

const said: string[] = []
const say = (event: string, fields: object = {}) => void said.push(`${event} ${JSON.stringify(fields)}`)
const log: Log = { debug: say, info: say, warn: say, error: say, fault: () => '' }

test('a process whose loop hangs lives no more, and nothing is asked to know it', async () => {
  let turns = true
  const asked = () => Promise.reject(new Error('asked'))
  const probe = openProbe({ needs: [{ name: 'database', ask: asked }], isStopping: () => false, isTurning: () => turns, log })
  expect(probe.live()).toEqual({ status: 200, json: { status: 'ok', failing: [] } })
  turns = false
  expect(probe.live()).toEqual({ status: 503, json: { status: 'failing', failing: ['loop'] } })
  expect(said).toEqual([])
})

test('what is missing is named, looked at once a second, and said once in the log', async () => {
  let looks = 0
  const away = async () => {
    looks++
    throw new Error('away')
  }
  const needs = [
    { name: 'database', ask: async () => {} },
    { name: 'payloads', ask: away },
  ]
  const probe = openProbe({ needs, isStopping: () => true, log })
  const answers = await Promise.all(Array.from({ length: 20 }, probe.ready))
  expect(answers[0]).toEqual({ status: 503, json: { status: 'failing', failing: ['payloads', 'stopping'] } })
  expect([looks, said]).toEqual([1, ['not-ready {"part":"payloads"}']])
})

test('connections that never ask do not keep others from asking for long', async () => {
  const port = await freePort()
  const probe = openProbe({ needs: [], isStopping: () => false, log })
  const server = listenForProbes({ PROBE_PORT: port, PROBE_HOST: '127.0.0.1' }, probe, log)
  const idle: Socket[] = []
  try {
    for (let i = 0; i < 60; i++) {
      const socket = connect(port, '127.0.0.1').on('error', () => {})
      idle.push(socket)
      await once(socket, 'connect')
      socket.write('GET /api/live HTTP/1.1\r\nHost: a\r\n')
    }
    const ask = () =>
      fetch(`http://127.0.0.1:${port}/api/live`).then(
        ({ status }) => status,
        () => 'refused',
      )
    expect(await ask()).toBe('refused')
    await expect.poll(ask, { timeout: 60_000, interval: 100 }).toBe(200)
  } finally {
    for (const socket of idle) socket.destroy()
    server?.close()
  }
})
