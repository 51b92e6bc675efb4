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

/** Prisma's own five seconds, and two until it begins, are too short on a busy machine. No connection is told after five (openDb). */
export const LONGEST_TRANSACTION_MS = 60_000
const PATIENT = { maxWait: 20_000, timeout: LONGEST_TRANSACTION_MS }

/** Who speaks in a transaction, as the database knows them: a person by the cookie of a login ("name=token"), a machine by its certificate. */
export type Speaker = { kind: 'person'; credential: string } | { kind: 'certificate'; fingerprint: string }
/** Where somebody reads and writes, and who that is. */
export type Speaking = { db: Db; actor: Speaker }
/** First argument of a verb that reads for somebody. */
export type SpeakerContext = Context & { actor: Speaker }

/**
 * Runs `work`, in its employer's turn, in one transaction that sees and writes only `employerId`'s rows. Never one in another. The
 * database asks itself whether the actor may act for the employer today (speak_for, speak_for_certificate). Refuses
 * (`not_signed_in`) a login that has ended, (`not_found`, `employer`) another's employer, and (`not_allowed`) a certificate as
 * lib/certificates/require-holder.ts does.
 */
export function forEmployer<T>(at: Speaking, employerId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return speakFor(at, employerId, work, 'ReadCommitted')
}

/**
 * As forEmployer, for what a caller must know to have happened: the connection may be lost between the COMMIT and its answer, and then
 * what was written may stand, or not. Refuses so (`unavailable`): a file of which nobody knows whether it was received is
 * `commit_unknown`, any other change is `change_unknown`.
 */
export function commitForEmployer<T>(at: Speaking, { employerId, writes }: CommitWish, work: (tx: Tx) => Promise<T>): Promise<T> {
  return knowingly(writes, work, (writing) => forEmployer(at, employerId, writing))
}

/** As commitForEmployer, for who sees all (relay's role). */
export function commitInTurn<T>(db: Db, { employerId, writes }: CommitWish, work: (tx: Tx) => Promise<T>): Promise<T> {
  return knowingly(writes, work, (writing) => inTurn(db, employerId, writing))
}

type CommitWish = { employerId: string; writes: 'file' | 'change' }

async function knowingly<T>(
  writes: CommitWish['writes'],
  work: (tx: Tx) => Promise<T>,
  run: (writing: (tx: Tx) => Promise<T>) => Promise<T>,
): Promise<T> {
  let isWritten = false
  const writing = async (tx: Tx) => {
    const written = await work(tx)
    isWritten = true
    return written
  }
  try {
    return await run(writing)
  } catch (error) {
    if (!isWritten || databaseFault(error) !== 'lost') throw error
    throw new AppError('unavailable', writes === 'file' ? 'commit_unknown' : 'change_unknown', { cause: error })
  }
}

/** As forEmployer, with every query seeing the rows as they were at one moment (REPEATABLE READ): for reading alone. */
export function snapshotForEmployer<T>(at: Speaking, employerId: string, read: (tx: Tx) => Promise<T>): Promise<T> {
  return speakFor(at, employerId, read, 'RepeatableRead')
}

function speakFor<T>(
  { db, actor }: Speaking,
  employerId: string,
  work: (tx: Tx) => Promise<T>,
  isolationLevel: 'ReadCommitted' | 'RepeatableRead',
): Promise<T> {
  const speaking = async (tx: Tx): Promise<T> => {
    const [row] = await tx.$queryRawUnsafe<Spoken[]>(SPEAK[actor.kind], shownBy(actor), employerId)
    requireSpoken(row)
    return await work(tx)
  }
  return db.queue.run(employerId, () => db.prisma.$transaction(speaking, { ...PATIENT, isolationLevel }))
}

type Spoken = { said: string }

const SPEAK: Record<Speaker['kind'], string> = {
  person: 'SELECT speak_for($1, $2::uuid) AS said',
  certificate: 'SELECT speak_for_certificate($1, $2::uuid) AS said',
}

const shownBy = (actor: Speaker): string => (actor.kind === 'person' ? actor.credential : actor.fingerprint)

function requireSpoken(row: Spoken | undefined): void {
  if (row?.said === 'ok') return
  if (row?.said === 'not_signed_in') throw new AppError('not_signed_in')
  if (row?.said === 'employer') throw new AppError('not_found', 'employer')
  throw new AppError('not_allowed', row?.said)
}

/** Runs `work` in its employer's turn, in one transaction of who sees all (relay's role). */
export function inTurn<T>(db: Db, employerId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.queue.run(employerId, () => db.prisma.$transaction(work, PATIENT))
}

/** As forEmployer, with SQL alone: Prisma takes twice as long over values of many megabytes. */
export function sqlForEmployer<T>(
  { db, actor }: Speaking,
  employerId: string,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  return db.queue.run(employerId, () =>
    inTransaction(db, async (client) => {
      requireSpoken((await client.query<Spoken>(SPEAK[actor.kind], [shownBy(actor), employerId])).rows[0])
      return await work(client)
    }),
  )
}

/**
 * Runs `work` in one transaction that speaks for a person and no employer: it sees their own logins, and the applications that they have
 * a part in. Never one in another. Refuses (`not_signed_in`) a login that has ended.
 */
export function forPerson<T>({ db, actor }: { db: Db; actor: { credential: string } }, work: (tx: Tx) => Promise<T>): Promise<T> {
  const speaking = async (tx: Tx): Promise<T> => {
    const [row] = await tx.$queryRaw<Spoken[]>`SELECT speak_for(${actor.credential}, NULL) AS said`
    requireSpoken(row)
    return await work(tx)
  }
  return db.prisma.$transaction(speaking, PATIENT)
}

/** Housekeeping of web's: removes what transactions that are over have spoken as. */
export async function forgetSpeakers({ db }: { db: Pick<Db, 'prisma'> }): Promise<void> {
  await db.prisma.$executeRaw`SELECT forget_speakers()`
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
