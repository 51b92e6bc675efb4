// The one door to Postgres. Every query about an employer runs in a transaction that says which one (row security).
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { type Prisma, PrismaClient } from '#prisma/generated/client.ts'

export type Db = { prisma: PrismaClient; pool: pg.Pool; close: () => Promise<void> }
export type Tx = Prisma.TransactionClient

/** Opens a pool for `url` (a process's own role). `prisma` and `pool` share it; `close` ends both. */
export function openDb(url: string, options: { max?: number } = {}): Db {
  const pool = new pg.Pool({ connectionString: url, max: options.max ?? 10, connectionTimeoutMillis: 5_000 })
  pool.on('error', () => {}) // an idle connection died: the next query says so
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: false }) })
  return {
    prisma,
    pool,
    async close() {
      await prisma.$disconnect()
      await pool.end()
    },
  }
}

/** Runs `work` in one transaction that sees and writes only `employerId`'s rows. */
export function forEmployer<T>(db: Db, employerId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT set_config('kvittens.employer', ${employerId}, true)`
    return await work(tx)
  })
}
