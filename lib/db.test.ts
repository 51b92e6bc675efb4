import { randomUUID } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { createTestDatabase } from '#e2e/fixtures/test-database.ts'
import { forEmployer, openDb } from './db.ts'

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
  const small = openDb(database.as('gateway'), { max: 4 })
  const work = (employer: string) =>
    forEmployer(small, employer, async (tx) => {
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
