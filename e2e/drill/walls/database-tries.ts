// The database itself: files, programs, other roles, names that shadow ours, what its views tell of others.
import { type Scene, sqlTry, type Try } from './try.ts'

export function databaseTries({ world: { ours, theirs, bo, things } }: Scene): Try[] {
  const about = 'the database'
  const DENIED = /permission denied|must be|not allowed|cannot|only superuser|requires|denied/
  const one = (does: string, sql: string | string[], refusal = DENIED): Try => sqlTry({ about, does, sql, refusal })
  const read = `SELECT file_name FROM submission WHERE employer_id = '${theirs.employerId}'`
  return [
    one('runs a program', `COPY (SELECT 1) TO PROGRAM 'id'`),
    one('reads a program’s output', [`CREATE TEMP TABLE out (line text)`, `COPY out FROM PROGRAM 'id'`]),
    one('writes a file', `COPY (SELECT 1) TO '/tmp/kvittens-thief'`),
    one('reads a file by COPY', [`CREATE TEMP TABLE out (line text)`, `COPY out FROM '/etc/passwd'`]),
    one('reads a file', `SELECT pg_read_file('/etc/passwd')`),
    one('reads a file’s bytes', `SELECT pg_read_binary_file('PG_VERSION')`),
    one('lists a folder', `SELECT pg_ls_dir('.')`),
    one('lists the log', `SELECT * FROM pg_ls_logdir()`),
    one('imports a file as a large object', `SELECT lo_import('/etc/passwd')`),
    one('exports a large object to a file', `SELECT lo_export(1, '/tmp/kvittens-thief')`),
    one('becomes relay', 'SET ROLE kvittens_relay'),
    one('becomes gateway', 'SET ROLE kvittens_gateway'),
    one('becomes the owner', 'SET ROLE kvittens_owner'),
    one('becomes the operator’s command', 'SET ROLE kvittens_admin'),
    one('changes its own role', 'ALTER ROLE kvittens_web BYPASSRLS'),
    one('changes relay’s password', `ALTER ROLE kvittens_relay PASSWORD 'mine'`),
    one('grants itself a right', 'GRANT SELECT ON arrival TO kvittens_web', /permission denied|no privileges/),
    one('switches row security off', ['SET row_security = off', read], /row-level security|row security/),
    one('switches triggers off', 'SET session_replication_role = replica'),
    one('switches a table’s triggers off', 'ALTER TABLE audit DISABLE TRIGGER ALL'),
    one('switches a table’s row security off', 'ALTER TABLE submission DISABLE ROW LEVEL SECURITY'),
    one('removes a policy', 'DROP POLICY one_employer ON submission'),
    one('adds a policy', 'CREATE POLICY mine ON submission TO kvittens_web USING (true)'),
    one(
      'replaces a function',
      `CREATE OR REPLACE FUNCTION public.current_employer() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'`,
    ),
    one('makes a schema', 'CREATE SCHEMA mine'),
    one('makes a table among ours', 'CREATE TABLE public.mine (x int)'),
    one('loads an extension', 'CREATE EXTENSION dblink', /permission denied|not available|could not open/),
    one(
      'makes a server of foreign data',
      'CREATE SERVER mine FOREIGN DATA WRAPPER postgres_fdw',
      /permission denied|does not exist/,
    ),
    one('makes a function in C', `CREATE FUNCTION pg_temp.f() RETURNS int LANGUAGE c AS 'libc', 'getpid'`),
    one('reads the hashes of roles’ passwords', 'SELECT rolpassword FROM pg_authid'),
    one(
      'reads frequent values of another’s rows',
      `SELECT most_common_vals FROM pg_stats WHERE tablename IN ('submission', 'member', 'certificate', 'webhook') AND most_common_vals IS NOT NULL`,
      /no rows/,
    ),
    one(
      'reads rows by a function that leaks its arguments',
      [
        `CREATE FUNCTION pg_temp.leak(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS $$ BEGIN IF $1 = 'kanarie.xml' THEN RAISE EXCEPTION 'leaked %', $1; END IF; RETURN false; END $$`,
        'SELECT 1 FROM submission WHERE pg_temp.leak(file_name)',
      ],
      /no rows/,
    ),
    one(
      'shadows a table that functions read, by a temporary one',
      [
        `CREATE TEMP TABLE member AS SELECT gen_random_uuid() AS id, '${theirs.employerId}'::uuid AS employer_id, person_id, 'administrator'::text AS role, NULL::date AS valid_until, NULL::timestamptz AS used_at, NULL::timestamptz AS removed_at FROM public.member LIMIT 1`,
        `SELECT set_config('search_path', 'pg_temp, public', true)`,
        `SELECT * FROM own_employers() WHERE employer_id = '${theirs.employerId}'`,
      ],
      /no rows|permission denied/,
    ),
    one(
      'shadows a function that functions call, by a temporary one',
      [
        `CREATE FUNCTION pg_temp.current_employer() RETURNS uuid LANGUAGE sql AS $$ SELECT '${theirs.employerId}'::uuid $$`,
        `SELECT set_config('search_path', 'pg_temp, public', true)`,
        read,
      ],
      /no rows/,
    ),
    one(
      'shadows an operator that policies use',
      [
        `CREATE FUNCTION pg_temp.yes(uuid, uuid) RETURNS boolean LANGUAGE sql AS 'SELECT true'`,
        `CREATE OPERATOR pg_temp.= (LEFTARG = uuid, RIGHTARG = uuid, FUNCTION = pg_temp.yes)`,
        `SELECT set_config('search_path', 'pg_temp, pg_catalog, public', true)`,
        `SELECT file_name FROM submission WHERE file_name = 'kanarie.xml'`,
      ],
      /no rows|permission denied/,
    ),
    one(
      'writes SQL into a text',
      [
        `SELECT set_config('x.y', $$'; UPDATE member SET role = 'administrator'; --$$, true)`,
        `SELECT * FROM read_login_link($$' OR true --$$)`,
      ],
      /no rows|permission denied/,
    ),
    one('reads through a view with the owner’s rights', 'SELECT * FROM pg_user_mappings', /no rows|permission denied/),
    one('reads the write-ahead log', `SELECT pg_logical_slot_get_changes('x', NULL, NULL)`),
    one('makes a replication slot', `SELECT pg_create_logical_replication_slot('mine', 'test_decoding')`),
    one(
      'counts another’s rows by a plan',
      [
        `EXPLAIN (FORMAT JSON) SELECT 1 FROM submission WHERE employer_id = '${theirs.employerId}'`,
        `SELECT reltuples FROM pg_class WHERE relname = 'submission' AND reltuples > 1000000`,
      ],
      /no rows/,
    ),
    one(
      'finds another’s row by a reference to it',
      [
        `INSERT INTO kept_report (id, employer_id, session_id, service, file_name, report, sha256, expires_at) VALUES (gen_random_uuid(), '${ours.employerId}', '${bo.sessionId}', 'x', 'x', '{}', '${'0'.repeat(64)}', now())`,
      ],
      /permission denied|row-level|no rows|another/,
    ),
    one(
      'lets a submission of its own replace another’s',
      [`UPDATE submission SET replaced_by = '${things.submission}' WHERE employer_id = '${ours.employerId}'`],
      /another|row-level|permission denied|violates/,
    ),
  ]
}
