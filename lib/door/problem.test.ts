import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#e2e/fixtures/test-database.ts'
import { type Db, openDb } from '#lib/db.ts'
import { toRefusal } from './problem.ts'

let database: TestDatabase
let db: Db
beforeAll(async () => {
  database = await createTestDatabase()
  db = openDb(database.as('web'))
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

/** As Postgres says it in a raw query. */
const failing = (code: string) =>
  db.prisma.$queryRawUnsafe(`DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '${code}'; END $$`).then(
    () => undefined,
    (error: unknown) => error,
  )

test.each(['57P01', '57P02', '57P03', '53300', '40001', '25P03', '25P04'])(
  'a database that says %s is away or busy: try again',
  async (code) => {
    expect(toRefusal(await failing(code))).toMatchObject({ code: 'unavailable', detail: 'database' })
  },
)

test('a wrong query is a bug', async () => {
  expect(toRefusal(await failing('22012'))).toBeUndefined()
})
