/**
 * `lost`: the connection ended with something under way on it, which may have been done all the same. `away`: the database
 * cannot be reached, is busy, or has undone what was under way: nothing was done.
 */
export type DatabaseFault = 'lost' | 'away'

/** What an error of pg, of Prisma or of the socket says of the database; undefined for any other error, which is a bug. */
export function databaseFault(error: unknown): DatabaseFault | undefined {
  for (let said: unknown = error, depth = 0; isObject(said) && depth < 6; depth++) {
    const words = [said.code, said.originalCode, said.kind].filter((word) => typeof word === 'string')
    const message = typeof said.message === 'string' ? said.message : ''
    // Said when connecting, too, where nothing can have been done: then the code of the connection stands further in.
    if (words.some((word) => AWAY.test(word)) || AWAY_MESSAGE.test(message)) return 'away'
    if (words.some((word) => LOST.test(word)) || LOST_MESSAGE.test(message)) return 'lost'
    said = isObject(said.meta) && isObject(said.meta.driverAdapterError) ? said.meta.driverAdapterError : said.cause
  }
  return undefined
}

/**
 * Codes of the socket, of Postgres (57P01 and 57P02 sessions ended, 08.. connection broken) and of Prisma (P1008 no answer in
 * time, P1017 connection closed), and kinds of Prisma's driver adapter.
 */
const LOST = /^(ECONNRESET|ETIMEDOUT|EPIPE|57P0[12]|08(000|003|006|007|P01)|P10(08|17)|ConnectionClosed|SocketTimeout)$/
const LOST_MESSAGE = /^Connection terminated(?! due to connection timeout)/

/**
 * The same for: cannot connect (08001, 08004, 57P03 starting or recovering, 53.00 too many connections, P1001, P1002), a
 * transaction that stood still or lasted too long (25P0., P2028), no free connection (P2024), conflicts (40.., 55P03, P2034).
 */
const AWAY =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|57P03|53[34]00|25P0[34]|0800[14]|40001|40P01|55P03|P100[12]|P20(24|28|34)|DatabaseNotReachable|TooManyConnections|TransactionWriteConflict)$/
/** Of pg, for a connection whose end was noticed before anything was sent on it. */
const AWAY_MESSAGE =
  /^(timeout exceeded when trying to connect|Connection terminated due to connection timeout|Client (has encountered a connection error|was closed) and is not queryable|Cannot use a pool after calling end on the pool)/

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
