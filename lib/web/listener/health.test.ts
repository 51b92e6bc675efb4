import { rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { sickFile, type WebFixture, webFixture } from '#e2e/fixtures/web.ts'
import { beat } from '#lib/beat.ts'
import { createConverter } from '#lib/converter/create-converter.ts'
import { openDb } from '#lib/db.ts'
import { openLog } from '#lib/log.ts'
import { createListener } from './create-listener.ts'

let at: WebFixture
beforeAll(async () => {
  at = await webFixture()
})
afterAll(() => at.drop())

const ask = async (path: string) => {
  const response = await fetch(`${at.url}${path}`, { headers: { host: '10.0.0.1' } })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}
const health = () => ask('/api/health')
/** What is known is a second old. */
const soon = { timeout: 60_000, interval: 200 }
const beatOf = (process: string, secondsAgo: number, instance = 'x') =>
  at.owner.pool.query(
    `INSERT INTO process_beat (process, instance, at) VALUES ($1, $3, clock_timestamp() - make_interval(secs => $2))
     ON CONFLICT (process, instance) DO UPDATE SET at = excluded.at`,
    [process, secondsAgo, instance],
  )
const noteLine = (set: string, values: unknown[] = []) => at.owner.pool.query(`UPDATE receiver_line SET ${set}`, values)

describe('health', () => {
  beforeAll(() => at.owner.pool.query(`INSERT INTO receiver_line (channel) VALUES ('https')`))

  test('names the parts that are not well, and is 200 when all are', async () => {
    await beat(at.web, { process: 'web', instance: 'test' })
    await expect
      .poll(health, soon)
      .toMatchObject({ status: 503, body: { status: 'failing', failing: ['relay', 'gateway', 'keeper'] } })
    await beatOf('keeper', 0)
    await beatOf('relay', 0)
    await beatOf('gateway', 61)
    await expect.poll(health, soon).toMatchObject({ status: 503, body: { failing: ['gateway'] } })
    await beatOf('gateway', 40)
    await expect.poll(health, soon).toEqual({
      status: 200,
      body: {
        status: 'ok',
        parts: { database: 'ok', payloads: 'ok', relay: 'ok', gateway: 'ok', keeper: 'ok', broker: 'ok', sending: 'ok' },
        receiver: { state: 'quiet', since: null, fault: null, lastAccepted: null, opens: null },
        instances: {
          ...{ web: { alive: 1, silent: 0 }, gateway: { alive: 1, silent: 0 } },
          ...{ relay: { alive: 1, silent: 0 }, keeper: { alive: 1, silent: 0 } },
        },
      },
    })
    await at.owner.pool.query(`UPDATE send_gate SET stopped_at = now(), stopped_why = 'held'`)
    await expect.poll(health, soon).toMatchObject({ status: 503, body: { failing: ['sending'] } })
    await at.owner.pool.query('UPDATE send_gate SET stopped_at = NULL, stopped_why = NULL')
  })

  test('names the broker while one keeper that lives has not the keys with which it signs', async () => {
    for (const process of ['relay', 'gateway', 'keeper']) await beatOf(process, 0)
    await beat(at.web, { process: 'web', instance: 'test' })
    await beat(at.owner, { process: 'keeper', instance: 'other', detail: { broker: 'outdated' } })
    await expect.poll(health, soon).toMatchObject({ status: 503, body: { failing: ['broker'], parts: { keeper: 'ok' } } })
    await beat(at.owner, { process: 'keeper', instance: 'other' })
    await expect.poll(health, soon).toMatchObject({ status: 200, body: { parts: { broker: 'ok' } } })
  })

  test('names the converter, where the portal has one, while it takes no question', async () => {
    for (const process of ['relay', 'gateway', 'keeper']) await beatOf(process, 0)
    const socket = join(at.dir, 'converter')
    at.parts.env.CONVERT_SOCKET = socket
    await expect.poll(health, soon).toMatchObject({ status: 503, body: { failing: ['converter'] } })
    const log = { ...openLog({ process: 'converter', instance: 'test', level: 'error' }), fault: vi.fn() }
    const converter = createConverter({ log }).listen(socket)
    await expect.poll(health, soon).toMatchObject({ status: 200, body: { parts: { converter: 'ok' } } })
    expect(log.fault).not.toHaveBeenCalled()
    converter.close()
    delete at.parts.env.CONVERT_SOCKET
  })

  test('tells of a dead relay beside a living one, and is well', async () => {
    await beatOf('keeper', 0)
    await beatOf('relay', 61, 'dead')
    await beatOf('relay', 0)
    await beatOf('gateway', 0)
    await expect.poll(health, soon).toMatchObject({ status: 200, body: { instances: { relay: { alive: 1, silent: 1 } } } })
  })

  test('tells since when and how the receiver fails, to the second, and is well', async () => {
    await beatOf('relay', 0)
    await beatOf('gateway', 0)
    await noteLine(
      `last_accepted_at = '2026-11-30T12:03:04.567Z', failing_since = '2026-11-30T12:18:59.999Z', failing_code = 'status-503'`,
    )
    const receiver = {
      state: 'failing',
      since: '2026-11-30T12:18:59Z',
      fault: 'busy',
      lastAccepted: '2026-11-30T12:03:04Z',
      opens: null,
    }
    await expect.poll(health, soon).toMatchObject({ status: 200, body: { status: 'ok', receiver } })
    await noteLine('failing_since = NULL, failing_code = NULL, last_accepted_at = now()')
    await expect
      .poll(health, soon)
      .toMatchObject({ status: 200, body: { receiver: { state: 'working', since: null, fault: null } } })
    const hours = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00' }]
    await noteLine('hours = $1', [JSON.stringify(hours)])
    await expect.poll(health, soon).toMatchObject({ status: 200, body: { receiver: { state: 'closed', opens: null } } })
    await noteLine(`hours = '[]'`)
    // Nobody tries any more whether it works.
    await beatOf('relay', 61)
    const quiet = { state: 'quiet', lastAccepted: expect.any(String) }
    await expect.poll(health, soon).toMatchObject({ status: 503, body: { failing: ['relay'], receiver: quiet } })
    await beatOf('relay', 0)
  })

  test('while the database hangs it is said to be away', async () => {
    const holder = await at.owner.pool.connect()
    try {
      await holder.query('BEGIN')
      await holder.query('LOCK TABLE process_beat IN ACCESS EXCLUSIVE MODE')
      await expect
        .poll(health, { timeout: 60_000 })
        .toMatchObject({ status: 503, body: { failing: ['database', 'relay', 'gateway', 'keeper'] } })
    } finally {
      await holder.query('ROLLBACK')
      holder.release()
    }
  })

  test('says when files cannot be stored', async () => {
    const own = at.parts.env.PAYLOAD_DIR
    at.parts.env.PAYLOAD_DIR = '/dev/null/none'
    await expect.poll(health, soon).toMatchObject({ status: 503, body: { failing: ['payloads'] } })
    await expect.poll(() => ask('/api/ready'), soon).toEqual({ status: 503, body: { status: 'failing', failing: ['payloads'] } })
    at.parts.env.PAYLOAD_DIR = own
  })

  test('says that the store is damaged, not that the database is away, and so does a hand-in', async () => {
    const epoch = join(at.parts.env.PAYLOAD_DIR, '.kvittens-epoch')
    await writeFile(epoch, '1')
    const failing = { database: 'ok', payloads: 'failing', sending: 'failing' }
    await expect.poll(health, soon).toMatchObject({ status: 503, body: { failing: ['payloads', 'sending'], parts: failing } })
    const refused = await at.upload(sickFile())
    expect([refused.status, await refused.json()]).toEqual([503, expect.objectContaining({ case: 'storage_damaged' })])
    await rm(epoch)
  })

  test('looks at the parts once a second, however many ask', async () => {
    const looked = vi.spyOn(at.web.pool, 'query')
    await Promise.all(Array.from({ length: 50 }, health))
    await Promise.all(Array.from({ length: 50 }, () => ask('/api/ready')))
    // A second may end in the middle, and on a slow machine more than one.
    expect(looked.mock.calls.length).toBeLessThan(15)
    looked.mockRestore()
  })
})

describe('liveness and readiness', () => {
  test('without relay, gateway and keeper web is ready, and takes files', async () => {
    await at.owner.pool.query('DELETE FROM process_beat')
    await expect.poll(health, soon).toMatchObject({ status: 503, body: { failing: ['relay', 'gateway', 'keeper'] } })
    await expect.poll(() => ask('/api/ready'), soon).toEqual({ status: 200, body: { status: 'ok', failing: [] } })
    expect((await at.upload(sickFile())).status).toBe(201)
  })

  test('without its database web lives and is not ready', async () => {
    const away = openDb('postgres://nobody@127.0.0.1:1/none')
    const server = createListener({ ...at.parts, db: away })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const [ready, live] = await Promise.all(
      ['/api/ready', '/api/live'].map((path) => fetch(`http://127.0.0.1:${port}${path}`, { headers: { host: '10.0.0.1' } })),
    )
    expect([ready?.status, await ready?.json()]).toEqual([503, { status: 'failing', failing: ['database'] }])
    expect([live?.status, await live?.json()]).toEqual([200, { status: 'ok', failing: [] }])
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await away.close()
  })

  test('only GET and HEAD are asked', async () => {
    for (const path of ['/api/live', '/api/ready']) {
      const [head, post] = await Promise.all([
        fetch(`${at.url}${path}`, { method: 'HEAD' }),
        fetch(`${at.url}${path}`, { method: 'POST', headers: { origin: at.url } }),
      ])
      expect([head.status, await head.text(), post.status, post.headers.get('allow')]).toEqual([200, '', 405, 'GET, HEAD'])
    }
  })
})
