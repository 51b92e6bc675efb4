// The SQL with which several relays take due rows of one table, each row by one of them.

type Parameter = `$${number}`

/** Values come as parameters (`$1`); everything here is a constant of the file that claims. */
export type ClaimQuery = {
  table: 'arrival' | 'notice' | 'revocation_answer' | 'submission' | 'webhook_call'
  key: readonly string[]
  /** The column with the time from which a row is due; rows are taken in its order. */
  due: string
  /** Rows `t` that may be taken before they are due. */
  early?: string
  /** A further condition on the row `t`. */
  where?: string
  /** How many rows at most. */
  limit: Parameter
  /** Seconds of the lease (`lease_until`), for tables that have one. */
  lease?: Parameter
  /** What a claim changes in the row `t`: its fencing number or count of tries, and the due time where no lease stands for it. */
  set: string
  /** Fair turns: a query for the keys of due rows in the order they shall be taken, in place of `due`'s. `isDue` is about a row `t`. */
  turns?: (isDue: string) => string
  /** What is returned of the claimed row `c`, as it is after the change, and of what is joined to it. */
  columns: string
  join?: string
}

/**
 * Builds one statement: picks due rows that nobody has locked or leased, changes them, returns them in the order they were due.
 * Refuses (throws) names that are no plain column names.
 */
export function claimSql({ table, key, due, early, where, limit, lease, set, turns, columns, join = '' }: ClaimQuery): string {
  for (const name of [due, ...key]) if (!/^[a-z][a-z_]*$/.test(name)) throw new Error(`not a column's name: ${name}`)
  const isDue = [
    early ? `t.${due} IS NOT NULL AND (t.${due} <= now() OR ${early})` : `t.${due} <= now()`,
    ...(lease ? ['(t.lease_until IS NULL OR t.lease_until <= now())'] : []),
    ...(where ? [where] : []),
  ].join(' AND ')
  const keyOf = (alias: string) => key.map((column) => `${alias}.${column}`).join(', ')
  const sameKey = (alias: string) => key.map((column) => `t.${column} = ${alias}.${column}`).join(' AND ')
  const source = turns
    ? `turns JOIN ${table} t ON ${sameKey('turns')} WHERE ${isDue}`
    : `${table} t WHERE ${isDue} ORDER BY t.${due} LIMIT ${limit}`
  const leased = lease ? `lease_until = clock_timestamp() + make_interval(secs => ${lease}::float8), ` : ''
  return `
WITH ${turns ? `turns AS (${turns(isDue)} LIMIT ${limit}), ` : ''}picked AS (
  SELECT ${keyOf('t')}, t.${due} AS was_due FROM ${source} FOR UPDATE OF t SKIP LOCKED
), claimed AS (
  UPDATE ${table} t SET ${leased}${set} FROM picked p WHERE ${sameKey('p')} RETURNING t.*, p.was_due
)
SELECT ${columns} FROM claimed c ${join} ORDER BY c.was_due, ${keyOf('c')}`
}
