import { randomUUID } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { createTestDatabase } from '#e2e/fixtures/test-database.ts'
import { inTransaction, inTurn, openDb } from './db.ts'

const database = await createTestDatabase()
const db = openDb(database.as('relay'))

afterAll(async () => {
  await db.close()
  await database.drop()
})

test('a process that stands still in a transaction does not keep its locks: the others could hand nothing in', async () => {
  const { rows } = await db.pool.query<{ ms: number }>(
    `SELECT setting::int AS ms FROM pg_settings WHERE name = 'idle_in_transaction_session_timeout'`,
  )
  expect(rows[0]?.ms).toBeGreaterThan(0)
  expect(rows[0]?.ms).toBeLessThanOrEqual(30_000)
})

test('many transactions of one employer neither fail for want of a connection nor stand before another’s', async () => {
  const order: string[] = []
  const small = openDb(database.as('relay'), { max: 4 })
  const work = (employer: string) =>
    inTurn(small, employer, async (tx) => {
      await tx.$queryRaw`SELECT pg_sleep(0.05)::text`
      order.push(employer)
    })
  const [one, other] = [randomUUID(), randomUUID()]
  const all = [...Array.from({ length: 80 }, () => work(one)), work(other)]
  await Promise.all(all)
  await small.close()
  expect(order).toHaveLength(81)
  expect(order.indexOf(other)).toBeLessThan(10)
})

test('a transaction whose connection comes late begins all the same', async () => {
  const small = openDb(database.as('relay'), { max: 1 })
  const held = await small.pool.connect()
  const work = inTurn(small, randomUUID(), async (tx) => (await tx.$queryRaw<{ one: number }[]>`SELECT 1 AS one`)[0]?.one)
  setTimeout(() => held.release(), 2_500) // Prisma gives up after two seconds unless it is told otherwise
  expect(await work).toBe(1)
  await small.close()
})

test('a session that Postgres ends between two queries fails its transaction and not the process', async () => {
  const owner = openDb(database.owner, { max: 1 })
  const work = inTransaction(db, async (client) => {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    const ended = new Promise((resolve) => client.once('end', resolve))
    await owner.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid])
    await ended
    await client.query('SELECT 1')
  })
  await expect(work).rejects.toThrow()
  await owner.close()
  expect((await db.pool.query('SELECT 1')).rowCount).toBe(1)
})
