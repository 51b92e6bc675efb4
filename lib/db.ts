// Access to Postgres. Every query about an employer runs in a transaction that sets that employer (row security).

import type { EventEmitter } from 'node:events'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { type Prisma, PrismaClient } from '#prisma/generated/client.ts'
import { databaseFault } from './database-fault.ts'
import { AppError } from './errors.ts'
import { FairQueue, type QueueLimits } from './queue.ts'

export type Db = {
  prisma: PrismaClient
  pool: pg.Pool
  /** Employers take turns at the pool's connections. */
  queue: FairQueue
  /** When a connection last broke or could not be made, by performance.now(). */
  brokeAt: () => number
  close: () => Promise<void>
}
export type Tx = Prisma.TransactionClient
/** First argument of a verb: where it reads and writes, and what time it is. */
export type Context = { db: Db; now: Date }

/** Postgres ends a transaction that is idle for so long (a frozen process, a machine that is gone), which frees its locks. */
const STANDING_STILL_MS = 20_000

/** A row whose columns `Words` have the words that their CHECKs allow; Prisma types them as text. */
export type RowWithWords<Row, Words> = Omit<Row, keyof Words> & Words

/** The cast: the database refuses any other word. */
export function withWords<Row, Words extends Partial<Record<keyof Row, string | null>>>(row: Row): RowWithWords<Row, Words> {
  return row as unknown as RowWithWords<Row, Words>
}

/** Opens a pool for `url` (a process's own role). `prisma` and `pool` share it; `close` ends both. */
export function openDb(url: string, options: { max?: number } = {}): Db {
  const max = options.max ?? 10
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 5_000,
    idle_in_transaction_session_timeout: STANDING_STILL_MS,
  })
  let brokeAt = Number.NEGATIVE_INFINITY
  const note = () => {
    brokeAt = performance.now()
  }
  // A connection died, idle or between two queries of a transaction: the next query on it says so.
  pool.on('error', note)
  pool.on('connect', (client) => {
    client.on('error', note)
    // Before the query that it ends rejects. pg's types leave `connection` out.
    const { connection } = client as unknown as { connection: EventEmitter }
    connection.on('errorMessage', (said: unknown) => databaseFault(said) && note())
  })
  noteUnconnected(pool, note)
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: false }) })
  return {
    prisma,
    pool,
    queue: new FairQueue(limitsFor(max)),
    brokeAt: () => brokeAt,
    async close() {
      await prisma.$disconnect()
      await pool.end()
    },
  }
}

/** pg has no event for a connection that could not be made. The casts: `connect` has a form with a callback and one without. */
function noteUnconnected(pool: pg.Pool, note: () => void): void {
  type Callback = (error: Error | undefined, ...rest: unknown[]) => void
  const connect = pool.connect.bind(pool) as (callback?: Callback) => Promise<pg.PoolClient>
  const noted = (callback?: Callback) => {
    if (!callback) return connect().catch(refused)
    return connect((error, ...rest) => {
      if (error) note()
      callback(error, ...rest)
    })
  }
  const refused = (error: unknown) => {
    note()
    throw error
  }
  pool.connect = noted as typeof pool.connect
}

/** How long a transaction waits for its turn before it is refused (`busy`). */
const TURN_MS = 60_000

/** Two connections stay for work that is for no employer, and two for other employers than the busiest. */
function limitsFor(connections: number): QueueLimits {
  const most = Math.max(1, connections - 2)
  return { most, mostPerEmployer: Math.max(1, most - 2), waitingPerEmployer: 1000, waitMs: TURN_MS }
}

/** Prisma's own five seconds are too short for a large file's end on a busy machine. */
export const LONGEST_TRANSACTION_MS = 60_000

/** Runs `work`, in its employer's turn, in one transaction that sees and writes only `employerId`'s rows. Never one in another. */
export function forEmployer<T>(db: Db, employerId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return speakFor(db, employerId, work, 'ReadCommitted')
}

/**
 * As forEmployer, for what a caller must know to have happened: the connection may be lost between the COMMIT and its answer, and then
 * what was written may stand, or not. Refuses so (`unavailable`): a file of which nobody knows whether it was received is
 * `commit_unknown`, any other change is `change_unknown`.
 */
export async function commitForEmployer<T>(
  db: Db,
  { employerId, writes }: { employerId: string; writes: 'file' | 'change' },
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  let isWritten = false
  const writing = async (tx: Tx) => {
    const written = await work(tx)
    isWritten = true
    return written
  }
  try {
    return await forEmployer(db, employerId, writing)
  } catch (error) {
    if (!isWritten || databaseFault(error) !== 'lost') throw error
    throw new AppError('unavailable', writes === 'file' ? 'commit_unknown' : 'change_unknown', { cause: error })
  }
}

/** As forEmployer, with every query seeing the rows as they were at one moment (REPEATABLE READ): for reading alone. */
export function snapshotForEmployer<T>(db: Db, employerId: string, read: (tx: Tx) => Promise<T>): Promise<T> {
  return speakFor(db, employerId, read, 'RepeatableRead')
}

function speakFor<T>(
  db: Db,
  employerId: string,
  work: (tx: Tx) => Promise<T>,
  isolationLevel: 'ReadCommitted' | 'RepeatableRead',
): Promise<T> {
  const speaking = async (tx: Tx): Promise<T> => {
    await tx.$executeRaw`SELECT set_config('kvittens.employer', ${employerId}, true)`
    return await work(tx)
  }
  return db.queue.run(employerId, () => db.prisma.$transaction(speaking, { timeout: LONGEST_TRANSACTION_MS, isolationLevel }))
}

/** As forEmployer, with SQL alone: Prisma takes twice as long over values of many megabytes. */
export function sqlForEmployer<T>(db: Db, employerId: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return db.queue.run(employerId, () =>
    inTransaction(db, async (client) => {
      await client.query(`SELECT set_config('kvittens.employer', $1, true)`, [employerId])
      return await work(client)
    }),
  )
}

/**
 * Runs `work` in one transaction that sees and writes only the rows of tables that belong to persons (applications) which
 * `personId` has a part in. Never one in another.
 */
export function forPerson<T>(db: Db, personId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const speaking = async (tx: Tx): Promise<T> => {
    await tx.$executeRaw`SELECT set_config('kvittens.person', ${personId}, true)`
    return await work(tx)
  }
  return db.prisma.$transaction(speaking, { timeout: LONGEST_TRANSACTION_MS })
}

/** Runs `work` in one transaction for no single employer (relay's). */
export async function inTransaction<T>(db: Pick<Db, 'pool'>, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await db.pool.connect()
  try {
    await client.query('BEGIN')
    const result = await work(client)
    await client.query('COMMIT')
    client.release()
    return result
  } catch (error) {
    // Closing the connection rolls back.
    client.release(true)
    throw error
  }
}

/** The portal's own audit chain, for events of no single employer (logins). */
export const PORTAL_CHAIN = '00000000-0000-0000-0000-000000000000'

/** `chain` is an employer's id or PORTAL_CHAIN; `detail` holds no personnummer, payload or key. */
export type AuditEntry = { chain: string; actor: string; action: string; object: string; detail?: Prisma.InputJsonObject }

/** Appends to an audit chain, in the transaction that it describes. An employer's chain needs that employer (forEmployer). */
export async function appendAudit(tx: Tx, { chain, actor, action, object, detail = {} }: AuditEntry): Promise<void> {
  await tx.$queryRaw`SELECT append_audit(${chain}::uuid, ${actor}, ${action}, ${object}, ${JSON.stringify(detail)}::jsonb)`
}
