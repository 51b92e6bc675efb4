import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#e2e/fixtures/test-database.ts'
import { databaseFault } from '#lib/database-fault.ts'
import { type Db, inTransaction, inTurn, openDb } from '#lib/db.ts'
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

describe('a session that is ended', () => {
  const employerId = '00000000-0000-4000-8000-000000000001'
  const end = async (pids: { pid: number }[]) => {
    const owner = openDb(database.owner, { max: 1 })
    for (const { pid } of pids) await owner.pool.query('SELECT pg_terminate_backend($1)', [pid])
    await owner.close()
  }
  const PID = 'SELECT pg_backend_pid() AS pid'
  /** The socket has told of it. */
  const noticed = () => new Promise((resolve) => setTimeout(resolve, 100))

  const moments: Record<string, [lost: boolean, work: () => Promise<unknown>]> = {
    'in a query of Prisma’s': [
      true,
      () =>
        inTurn(db, employerId, async (tx) => {
          const [own] = await tx.$queryRawUnsafe<{ pid: number }[]>(PID)
          const slow = tx.$queryRawUnsafe('SELECT 1 FROM pg_sleep(5)')
          slow.catch(() => {}) // it begins now, and is awaited below
          if (own) await end([own])
          return await slow
        }),
    ],
    'between two queries of Prisma’s': [
      false,
      () =>
        inTurn(db, employerId, async (tx) => {
          await end(await tx.$queryRawUnsafe<{ pid: number }[]>(PID))
          await noticed()
          return await tx.submission.count()
        }),
    ],
    'between the last query and the COMMIT': [
      false,
      () =>
        inTurn(db, employerId, async (tx) => {
          await end(await tx.$queryRawUnsafe<{ pid: number }[]>(PID))
          await noticed()
        }),
    ],
    'in a query of ours': [
      true,
      () =>
        inTransaction(db, async (client) => {
          const { rows } = await client.query<{ pid: number }>(PID)
          const slow = client.query('SELECT pg_sleep(5)')
          slow.catch(() => {})
          await end(rows)
          return await slow
        }),
    ],
    'between two queries of ours': [
      false,
      () =>
        inTransaction(db, async (client) => {
          await end((await client.query<{ pid: number }>(PID)).rows)
          await noticed()
          return await client.query(PID)
        }),
    ],
  }

  test.each(Object.entries(moments))('%s is no bug: try again', async (_, [lost, work]) => {
    const error = await work().then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    expect(toRefusal(error)).toMatchObject({ code: 'unavailable', detail: 'database' })
    // With something under way it may have been done all the same.
    expect(databaseFault(error)).toBe(lost ? 'lost' : 'away')
  })
})

test('a wrong query is a bug', async () => {
  expect(toRefusal(await failing('22012'))).toBeUndefined()
})
