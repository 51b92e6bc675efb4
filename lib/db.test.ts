import { afterAll, expect, test } from 'vitest'
import { createTestDatabase } from '#e2e/test-database.ts'
import { openDb } from './db.ts'

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
