// Files from FK for people: web notes who opens one and gets a ticket, keeper gives the bytes for it. With real files, a real socket
// and real kills.
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PEPPER } from '#e2e/fixtures/accounts.ts'
import { addDelivery } from '#e2e/fixtures/delivery-files.ts'
import { type KeeperFixture, keeperFixture } from '#e2e/fixtures/keeper.ts'
import { type ActingPerson, type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import { addLogin } from '#e2e/fixtures/test-login.ts'
import { permissionFlags } from '#e2e/rehearsal/local/permissions.ts'
import { forEmployer, type Tx } from '#lib/db.ts'
import { deliveryStore } from '#lib/deliveries/delivery-store.ts'
import { type DeliveryOpening, openDelivery } from '#lib/deliveries/open-delivery.ts'
import type { DeliveryTicket } from '#lib/keeping/fetch-opened.ts'
import { type Keeping, openKeeping } from '#lib/keeping/open-keeping.ts'
import { pathOf } from '#lib/store/format.ts'
import type { Delivery } from '#prisma/generated/client.ts'

let at: SubmissionsFixture
let keeper: KeeperFixture
let small: Delivery
let large: Delivery
const [CONTENT, LARGE] = [randomBytes(200_000), randomBytes(30_000_000)]

beforeAll(async () => {
  at = await submissionsFixture()
  keeper = await keeperFixture(at.database, { PAYLOAD_DIR: at.dir, DELIVERY_IDENTITY: at.deliveryIdentityFile })
  const { employerId } = at.first
  small = await addDelivery(at, { employerId, name: 'liten.bin', content: CONTENT })
  large = await addDelivery(at, { employerId, name: 'stor.bin', content: LARGE })
})
afterAll(async () => {
  await keeper.drop()
  await at.drop()
})

type Part = { from?: number; bytes?: number }
const open = ({ employerId, id }: Delivery, { from = 0, ...part }: Part = {}, who: ActingPerson = at.first.anna) =>
  openDelivery({ db: at.web, actor: who.actor, now: new Date() }, { which: { employerId, id }, way: 'browser', from, ...part })
const ticketOf = ({ ticket }: DeliveryOpening): DeliveryTicket => ticket ?? expect.fail('no ticket')
async function read(ticket: DeliveryTicket, keeping: Keeping = keeper.keeping): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const piece of keeping.openDelivery(ticket)) parts.push(piece)
  return Buffer.concat(parts)
}
const content = { code: 'unavailable', detail: 'content' }
const refused = (ticket: DeliveryTicket) => expect(read(ticket)).rejects.toMatchObject(content)
const used = async ({ ticket }: DeliveryTicket) =>
  (await at.owner.pool.query('SELECT used_at IS NOT NULL AS used FROM walls.delivery_ticket WHERE id = $1', [ticket])).rows[0]
    ?.used
const links = () => at.owner.prisma.audit.count({ where: { chain: at.first.employerId, action: 'delivery.opened' } })
/** Files of the delivery store that this process has open. */
const openFiles = () =>
  readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith(deliveryStore(at.dir))
    } catch {
      return false
    }
  }).length

describe('a ticket', () => {
  test('is written with the opening and its link in the trail, and gives the bytes once', async () => {
    const before = await links()
    const ticket = ticketOf(await open(small))
    expect(await links()).toBe(before + 1)
    expect((await read(ticket)).equals(CONTENT)).toBe(true)
    expect(await used(ticket)).toBe(true)
    await refused(ticket)
  })

  test('is for its bytes alone, and a fetch that goes on has one of its own in the same opening', async () => {
    const before = await links()
    const first = await open(small, { from: 0, bytes: 70_000 })
    const rest = await open(small, { from: 70_000 })
    expect(rest.accessId).toBe(first.accessId)
    const parts = [await read(ticketOf(first)), await read(ticketOf(rest))]
    expect(parts.map(({ length }) => length)).toEqual([70_000, 130_000])
    expect(Buffer.concat(parts).equals(CONTENT)).toBe(true)
    expect(await links()).toBe(before + 1)
    const empty = await addDelivery(at, { employerId: at.first.employerId, name: 'tom.bin', content: Buffer.alloc(0) })
    expect(await read(ticketOf(await open(empty)))).toHaveLength(0)
  })

  test('that nobody wrote, is of another login, or is too old gives nothing, and is not used up by who has no right to it', async () => {
    const ticket = ticketOf(await open(small))
    await refused({ ...ticket, ticket: randomUUID() })
    // Another login of the same person, another person’s, another company’s.
    const other = await addLogin(at.owner, at.first.anna.personId)
    for (const { credential } of [other, at.ombud.actor, at.second.bo.actor, { credential: '' }])
      await refused({ ...ticket, credential })
    expect(await used(ticket)).toBe(false)
    expect((await read(ticket)).equals(CONTENT)).toBe(true)
    const late = ticketOf(await open(small))
    await at.owner.pool.query(`UPDATE walls.delivery_ticket SET expires_at = now() - interval '1 second' WHERE id = $1`, [
      late.ticket,
    ])
    await refused(late)
    // A login that has ended since.
    const short = { personId: at.first.anna.personId, actor: await addLogin(at.owner, at.first.anna.personId) }
    const ended = ticketOf(await open(small, {}, short))
    await at.owner.prisma.loginSession.delete({ where: { id: short.actor.sessionId } })
    await refused(ended)
  })

  test('is used once by twenty at once', async () => {
    const ticket = ticketOf(await open(small))
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => read(ticket)))
    const given = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(given).toHaveLength(1)
    expect(given[0]?.equals(CONTENT)).toBe(true)
    for (const one of all) if (one.status === 'rejected') expect(one.reason).toMatchObject(content)
  })

  test('that is twenty gives the file twenty times at once', async () => {
    const tickets = await Promise.all(Array.from({ length: 20 }, () => open(small)))
    for (const bytes of await Promise.all(tickets.map((each) => read(ticketOf(each))))) expect(bytes.equals(CONTENT)).toBe(true)
    // The reader has the last byte before keeper has closed the file.
    await expect.poll(openFiles).toBe(0)
  })
})

describe('web’s role', () => {
  const speaking = (work: (tx: Tx) => Promise<unknown>, who: ActingPerson = at.first.anna, employerId = at.first.employerId) =>
    forEmployer({ db: at.web, actor: who.actor }, employerId, work)
  const write = (tx: Tx, accessId: string, from = 0, bytes = 1000) =>
    tx.$queryRaw`SELECT write_delivery_ticket(${accessId}::uuid, ${from}::bigint, ${bytes}::bigint)`
  const accessOf = (tx: Tx, { personId }: ActingPerson, { employerId, id: deliveryId }: Delivery) =>
    tx.deliveryAccess.create({
      data: { deliveryId, employerId, kind: 'opened', way: 'browser', personId, certificate: null, at: new Date() },
    })

  test('writes no ticket by hand, reads none, uses none', async () => {
    for (const sql of [
      'SELECT id FROM walls.delivery_ticket',
      'INSERT INTO walls.delivery_ticket SELECT * FROM walls.delivery_ticket',
      'UPDATE walls.delivery_ticket SET used_at = NULL',
      'DELETE FROM walls.delivery_ticket',
      `SELECT use_delivery_ticket(gen_random_uuid(), '')`,
    ])
      await expect(
        speaking((tx) => tx.$queryRawUnsafe(sql)),
        sql,
      ).rejects.toThrow(/permission denied/)
    for (const sql of [
      'SELECT id FROM walls.delivery_ticket',
      'UPDATE walls.delivery_ticket SET used_at = NULL',
      'SELECT id FROM delivery',
    ])
      await expect(keeper.db.pool.query(sql), sql).rejects.toThrow(/permission denied/)
    await expect(keeper.db.pool.query('SELECT write_delivery_ticket(gen_random_uuid(), 0, 1)')).rejects.toThrow(
      /permission denied/,
    )
  })

  test('gets none for an opening that is not in the audit trail', async () => {
    const { anna } = at.first
    await expect(speaking(async (tx) => write(tx, (await accessOf(tx, anna, small)).id))).rejects.toThrow(
      /not in the audit trail/,
    )
    // A link of another file, of another act, or of an earlier transaction is none.
    await open(small)
    await expect(speaking(async (tx) => write(tx, (await accessOf(tx, anna, small)).id))).rejects.toThrow(
      /not in the audit trail/,
    )
    const appended = (object: string, action: string) =>
      speaking(async (tx) => {
        const { id } = await accessOf(tx, anna, small)
        const actor = `person:${anna.personId}`
        await tx.$queryRaw`SELECT append_audit(${at.first.employerId}::uuid, ${actor}, ${action}, ${object}, '{}'::jsonb)`
        return write(tx, id)
      })
    await expect(appended(large.id, 'delivery.opened')).rejects.toThrow(/not in the audit trail/)
    await expect(appended(small.id, 'delivery.acknowledged')).rejects.toThrow(/not in the audit trail/)
    await expect(appended(small.id, 'delivery.opened')).resolves.toBeDefined()
  })

  test('gets none for an earlier opening from its beginning, for another’s, for one that is complete, or for more bytes than there are', async () => {
    const { accessId } = await open(small)
    await expect(speaking((tx) => write(tx, accessId))).rejects.toThrow(/not the same opening/)
    await expect(speaking((tx) => write(tx, accessId, 1))).resolves.toBeDefined()
    await expect(speaking((tx) => write(tx, accessId, 1), at.ombud)).rejects.toThrow(/no such opening/)
    await expect(speaking((tx) => write(tx, accessId, 1), at.second.bo, at.second.employerId)).rejects.toThrow(/no such opening/)
    for (const [from, bytes] of [
      [1, 200_000],
      [-1, 10],
      [10, -1],
    ] as const)
      await expect(
        speaking((tx) => write(tx, accessId, from, bytes)),
        `${from} ${bytes}`,
      ).rejects.toThrow(/no such bytes/)
    await at.owner.pool.query(`UPDATE delivery_access SET at = now() - interval '1 day' WHERE id = $1`, [accessId])
    await expect(speaking((tx) => write(tx, accessId, 1))).rejects.toThrow(/not the same opening/)
    const done = await open(small)
    await at.owner.prisma.deliveryAccess.update({ where: { id: done.accessId }, data: { completedAt: new Date() } })
    await expect(speaking((tx) => write(tx, done.accessId, 1))).rejects.toThrow(/no such opening/)
  })
})

describe('content', () => {
  const spoil = async (name: string, change: (path: string) => void) => {
    const { employerId } = at.first
    const kept = await addDelivery(at, { employerId, name, content: randomBytes(2_000_000) })
    change(pathOf(deliveryStore(at.dir), employerId, kept.sha256))
    return ticketOf(await open(kept))
  }

  test('that cannot be read at all is refused, and what breaks in the middle is never called whole', async () => {
    const lines = keeper.log.length
    await refused(await spoil('borta.bin', (path) => writeFileSync(path, 'x')))
    const cut = await spoil('kapad.bin', (path) => truncateSync(path, 1_000_000))
    let bytes = 0
    const reading = async () => {
      for await (const piece of keeper.keeping.openDelivery(cut)) bytes += piece.length
    }
    await expect(reading()).rejects.toMatchObject(content)
    expect(bytes).toBeGreaterThan(0)
    expect(bytes).toBeLessThan(1_000_000)
    expect(keeper.log.slice(lines).map((line) => JSON.parse(line).msg)).toEqual(['delivery.broken', 'delivery.broken'])
    // The reader has the last byte before keeper has closed the file.
    await expect.poll(openFiles).toBe(0)
  })

  test('is read no faster than it is taken: a reader that stands still holds little', async () => {
    const ticket = ticketOf(await open(large))
    const held = () => process.memoryUsage().arrayBuffers
    const before = held()
    const pieces = keeper.keeping.openDelivery(ticket)[Symbol.asyncIterator]()
    const first = await pieces.next()
    await sleep(1000)
    expect(held() - before).toBeLessThan(10_000_000)
    const parts = [first.value as Uint8Array]
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) parts.push(next.value)
    expect(Buffer.concat(parts).equals(LARGE)).toBe(true)
  })

  test('ends with who asks for it: web that dies, or a browser that goes, leaves no file and no connection open', async () => {
    const connections = () => new Promise((resolve) => keeper.server.getConnections((_, count) => resolve(count)))
    const died = JSON.stringify(ticketOf(await open(large)))
    await new Promise<void>((resolve) => {
      const asked = request({ socketPath: keeper.socket, path: '/openDelivery', method: 'POST' }, (answer) => {
        answer.once('data', () => resolve(void asked.destroy()))
      })
      asked.on('error', () => {})
      asked.end(died)
    })
    for await (const _ of keeper.keeping.openDelivery(ticketOf(await open(large)))) break
    await expect.poll(connections).toBe(0)
    await expect.poll(openFiles).toBe(0)
  })
})

describe('keeper as a process', () => {
  const start = async (socket: string): Promise<ChildProcess> => {
    mkdirSync(dirname(socket), { recursive: true, mode: 0o700 })
    const env: NodeJS.ProcessEnv = {
      NODE_ENV: 'production',
      ...{ NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, PATH: process.env.PATH },
      ...{ DATABASE_URL: at.database.as('keeper'), PAYLOAD_DIR: at.dir, KEEPER_SOCKET: socket, PERSON_KEY: PEPPER },
      ...{ PUBLIC_URL: 'http://localhost:3999', DELIVERY_IDENTITY: at.deliveryIdentityFile },
      ...{ OIDC_ISSUER: 'https://broker.example', OIDC_CLIENT_ID: 'kvittens', OIDC_JWKS_FILE: join(at.dir, 'jwks.json') },
    }
    // As the local start confines it.
    const flags = permissionFlags('keeper', env, resolve(import.meta.dirname, '../..'))
    const child = spawn(process.execPath, [...flags, 'lib/keeper/main.ts'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    for await (const part of child.stdout ?? []) if (String(part).includes('"listening"')) break
    return child
  }

  test('killed in the middle of a file breaks the fetch, which goes on with another ticket when it is back', async () => {
    const socket = join(at.dir, 'keeper', 'socket')
    const keeping = openKeeping(socket)
    const first = await start(socket)
    const parts: Uint8Array[] = []
    const reading = async () => {
      for await (const piece of keeping.openDelivery(ticketOf(await open(large)))) {
        parts.push(piece)
        if (parts.length === 3) first.kill('SIGKILL')
      }
    }
    await expect(reading()).rejects.toMatchObject(content)
    const from = Buffer.concat(parts).length
    expect(from).toBeLessThan(LARGE.length)
    await expect(read(ticketOf(await open(large, { from })), keeping)).rejects.toMatchObject({
      code: 'unavailable',
      detail: 'keeper',
    })
    const second = await start(socket)
    const rest = await read(ticketOf(await open(large, { from })), keeping)
    second.kill('SIGKILL')
    expect(Buffer.concat([...parts, rest]).equals(LARGE)).toBe(true)
  })
})
