// Every grant of every role, as the migrated database has it, is a line of grants.txt. After a migration that is meant to change them:
//
//   npm run unit -- prisma/grants.test.ts -u      writes grants.txt anew; its diff is what a reviewer reads
//
// Not here: the owner's own rights, and which rows a right reaches (row security: row-security.test.ts).
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, TEMPLATE, type TestDatabase } from '#e2e/fixtures/test-database.ts'

let database: TestDatabase
let owner: pg.Client
beforeAll(async () => {
  database = await createTestDatabase()
  owner = new pg.Client({ connectionString: database.owner })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await database.drop()
})

/** What has rights: each with its kind, its name and its owner. A null list means Postgres's own default, which is written out. */
const OBJECTS = `
  SELECT 'database' AS kind, 'itself'::text AS name, datdba AS owner, coalesce(datacl, acldefault('d', datdba)) AS acl FROM pg_database WHERE datname = $1
  UNION ALL SELECT 'schema', nspname, nspowner, coalesce(nspacl, acldefault('n', nspowner)) FROM pg_namespace WHERE nspname !~ '^pg_|^information_schema$'
  UNION ALL SELECT CASE relkind WHEN 'S' THEN 'sequence' ELSE 'table' END, relname_of(c.oid), relowner,
      coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's'::"char" ELSE 'r' END, relowner))
    FROM pg_class c WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND ours(relnamespace)
  UNION ALL SELECT 'column', relname_of(attrelid) || '.' || attname, relowner, attacl
    FROM pg_attribute JOIN pg_class c ON c.oid = attrelid WHERE attacl IS NOT NULL AND NOT attisdropped AND ours(relnamespace)
  UNION ALL SELECT 'function', p.oid::regprocedure::text, proowner, coalesce(proacl, acldefault('f', proowner)) FROM pg_proc p WHERE ours(pronamespace)
  UNION ALL SELECT 'type', typname, typowner, typacl FROM pg_type WHERE typacl IS NOT NULL AND ours(typnamespace)
  UNION ALL SELECT 'language', lanname, lanowner, coalesce(lanacl, acldefault('l', lanowner)) FROM pg_language WHERE lanpltrusted
  UNION ALL SELECT 'setting', parname, 10, paracl FROM pg_parameter_acl
  UNION ALL SELECT 'default of ' || CASE defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions' WHEN 'T' THEN 'types' ELSE 'schemas' END,
      CASE defaclnamespace WHEN 0 THEN 'everywhere' ELSE defaclnamespace::regnamespace::text END, defaclrole, defaclacl FROM pg_default_acl`

const GRANTS = `
  SELECT format('%s: %s %s %s%s', CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(g.grantee) END, o.kind, o.name, g.privilege_type,
    CASE WHEN g.is_grantable THEN ' with grant option' ELSE '' END) AS line
  FROM (${OBJECTS}) AS o CROSS JOIN LATERAL aclexplode(o.acl) AS g WHERE g.grantee <> o.owner`

/** What roles are, which they are members of, and what is set for them. */
const ROLES = `
  SELECT format('%s: role %s', rolname, concat_ws(' ', CASE WHEN rolcanlogin THEN 'LOGIN' END, CASE WHEN rolsuper THEN 'SUPERUSER' END,
    CASE WHEN rolcreatedb THEN 'CREATEDB' END, CASE WHEN rolcreaterole THEN 'CREATEROLE' END, CASE WHEN rolreplication THEN 'REPLICATION' END,
    CASE WHEN rolbypassrls THEN 'BYPASSRLS' END, CASE WHEN NOT rolinherit THEN 'NOINHERIT' END)) AS line FROM pg_roles 
    WHERE rolname LIKE 'kvittens%' AND oid <> (SELECT datdba FROM pg_database WHERE datname = $1)
  UNION ALL SELECT format('%s: member of %s', pg_get_userbyid(member), pg_get_userbyid(roleid)) FROM pg_auth_members
    WHERE member >= 16384 OR roleid >= 16384
  UNION ALL SELECT format('%s: set %s', CASE setrole WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(setrole) END, each)
    FROM pg_db_role_setting CROSS JOIN unnest(setconfig) AS each
    WHERE setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = $1))`

const HELPERS = `
  CREATE FUNCTION pg_temp.ours(oid) RETURNS boolean LANGUAGE sql AS $$
    SELECT nspname !~ '^pg_|^information_schema$' FROM pg_namespace WHERE oid = $1 $$;
  CREATE FUNCTION pg_temp.relname_of(oid) RETURNS text LANGUAGE sql AS $$
    SELECT CASE relnamespace::regnamespace::text WHEN 'public' THEN '' ELSE relnamespace::regnamespace || '.' END || relname FROM pg_class WHERE oid = $1 $$`

async function readGrants(): Promise<string[]> {
  await owner.query(HELPERS)
  const sql = `${GRANTS} UNION ALL ${ROLES}`.replaceAll('relname_of(', 'pg_temp.relname_of(').replaceAll('ours(', 'pg_temp.ours(')
  const { rows } = await owner.query<{ line: string }>(sql, [TEMPLATE])
  return rows.map(({ line }) => line).sort()
}

test('each role has the grants of grants.txt, and no others', async () => {
  await expect(`${(await readGrants()).join('\n')}\n`).toMatchFileSnapshot('grants.txt')
})
