import pg from 'pg'
import { ROLES } from '../../fixtures/test-database.ts'

/**
 * Roles belong to a whole cluster, and the local environment gives them a password of its own. Throws when another
 * database of the cluster uses them: its processes could not log in any more.
 */
export async function requireOwnRoles(ownerUrl: string): Promise<void> {
  const databases = await databasesUsing(
    ownerUrl,
    ROLES.map((role) => `kvittens_${role}`),
  )
  if (databases.length === 0) return
  throw new Error(`Another database of this Postgres cluster uses the roles kvittens_web, kvittens_gateway, kvittens_relay, kvittens_keeper or kvittens_admin: ${databases.join(', ')}.
npm run local would give them another password, and what uses that database could not log in any more.
Choose a cluster of its own (or none: without DATABASE_URL one is started), or take the roles: npm run local -- --take-roles`)
}

/** Names of the other databases in the cluster where `roles` own something, have a privilege or are connected. */
export async function databasesUsing(ownerUrl: string, roles: readonly string[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    return (await client.query<{ datname: string }>(DATABASES_USING, [roles])).rows.map(({ datname }) => datname)
  } finally {
    await client.end()
  }
}

// A privilege on the database itself is noted under database 0, as are all of shared objects.
const DATABASES_USING = `
SELECT datname FROM pg_database database
WHERE datname <> current_database() AND (
  EXISTS (
    SELECT FROM pg_shdepend JOIN pg_roles role ON role.oid = refobjid AND refclassid = 'pg_authid'::regclass
    WHERE role.rolname = ANY ($1)
      AND (dbid = database.oid OR (dbid = 0 AND classid = 'pg_database'::regclass AND objid = database.oid)))
  OR EXISTS (SELECT FROM pg_stat_activity WHERE usename = ANY ($1) AND datid = database.oid))
ORDER BY datname`
