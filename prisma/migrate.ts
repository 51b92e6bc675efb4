// Applies prisma/migrations as `prisma migrate deploy` would (same table, same checksum, same lock), without the CLI.
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'

/** The lock that Prisma's own engine takes. */
const PRISMA_LOCK = 72_707_369
const FOLDER = new URL('./migrations/', import.meta.url)

const BOOK = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL,
  logs TEXT, rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`

/** Brings the database at `url` (the owner's) up to date. Returns the names applied. Throws on a failed or edited migration. */
export async function migrate(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK])
    await client.query(BOOK)
    return await applyMissing(client)
  } finally {
    await client.end()
  }
}

async function applyMissing(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ migration_name: string; checksum: string; finished_at: Date | null }>(
    'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  )
  const book = new Map(rows.map((row) => [row.migration_name, row]))
  const applied: string[] = []
  for (const name of readdirSync(FOLDER).sort()) {
    const file = new URL(`${name}/migration.sql`, FOLDER)
    if (!existsSync(file)) continue
    const sql = readFileSync(file, 'utf8')
    const checksum = createHash('sha256').update(sql).digest('hex')
    const done = book.get(name)
    if (done && !done.finished_at) throw new Error(`migration ${name} failed earlier; mend it and mark it rolled back`)
    if (done && done.checksum !== checksum) throw new Error(`migration ${name} was edited after it was applied`)
    if (done) continue
    await applyOne(client, name, sql, checksum)
    applied.push(name)
  }
  return applied
}

async function applyOne(client: pg.Client, name: string, sql: string, checksum: string): Promise<void> {
  const id = randomUUID()
  await client.query('INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)', [id, checksum, name])
  try {
    await client.query(sql)
  } catch (cause) {
    await client.query('UPDATE _prisma_migrations SET logs = $2 WHERE id = $1', [id, String(cause)])
    throw new Error(`migration ${name} failed`, { cause })
  }
  await client.query('UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = 1 WHERE id = $1', [id])
}

if (import.meta.main) {
  const url = process.env.DATABASE_URL
  if (!url) throw new Error('DATABASE_URL is missing: the address of the database, as its owner')
  console.log((await migrate(url)).map((name) => `applied ${name}`).join('\n') || 'up to date')
}
