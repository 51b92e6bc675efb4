import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#e2e/fixtures/test-database.ts'
import { addLogin } from '#e2e/fixtures/test-login.ts'
import { openDb } from '#lib/db.ts'
import { migrate } from './migrate.ts'

let database: TestDatabase
let web: pg.Client
let owner: pg.Client

beforeAll(async () => {
  database = await createTestDatabase()
  owner = new pg.Client({ connectionString: database.owner })
  web = new pg.Client({ connectionString: database.as('web') })
  await owner.connect()
  await web.connect()
})

afterAll(async () => {
  await web.end()
  await owner.end()
  await database.drop()
})

test('migrating again does nothing', async () => {
  expect(await migrate(database.owner)).toEqual([])
})

test('every table with an employer forces row security', async () => {
  const { rows } = await owner.query(`
    SELECT c.relname, c.relforcerowsecurity AS forced FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind = 'r' AND (c.relname IN ('employer', 'audit', 'audit_head') OR EXISTS
      (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'employer_id' AND c.relname <> 'login_session'))`)
  expect(rows.length).toBeGreaterThanOrEqual(8)
  expect(rows.filter((row) => !row.forced)).toEqual([])
})

test('the audit trail chains per employer and refuses another employer’s chain', async () => {
  const b = '22222222-2222-4222-8222-222222222222'
  const db = openDb(database.owner, { max: 1 })
  const { id: a } = await db.prisma.employer.create({ data: { orgnr: '165599001236', name: 'Exempelbolaget AB' } })
  const members = { create: { employerId: a, role: 'handler' } }
  const person = { name: 'Anna Ek', personKey: '0'.repeat(64), personMasked: '19121212-****', members }
  const { credential } = await addLogin(db, (await db.prisma.person.create({ data: person })).id)
  await db.close()
  await web.query('BEGIN')
  await web.query('SELECT speak_for($1, $2)', [credential, a])
  await web.query(`SELECT append_audit($1, NULL, 'session.acts-for', 'thing', '{}')`, [a])
  await web.query(`SELECT append_audit($1, NULL, 'session.acts-for', 'thing', '{"n": 2}')`, [a])
  await web.query('COMMIT')
  const { rows } = await owner.query('SELECT seq, prev, hash FROM audit WHERE chain = $1 ORDER BY seq', [a])
  expect(rows.map((row) => row.seq)).toEqual(['1', '2'])
  expect(rows[1].prev).toEqual(rows[0].hash)
  await expect(web.query(`SELECT append_audit($1, NULL, 'session.acts-for', 'thing', '{}')`, [b])).rejects.toThrow(
    /another employer/,
  )
  await expect(owner.query('UPDATE audit SET actor = $1', ['nobody'])).rejects.toThrow(/never changed/)
})

test.each([
  `UPDATE person SET support = true`,
  `UPDATE person SET operator = true`,
  `UPDATE person SET removed_at = NULL`,
  `INSERT INTO person (id, name, person_key, person_masked) VALUES (gen_random_uuid(), 'x', repeat('0', 64), 'x')`,
  `INSERT INTO member (id, employer_id, person_id, role) SELECT gen_random_uuid(), gen_random_uuid(), id, 'administrator' FROM person`,
  `UPDATE member SET role = 'administrator'`,
  `UPDATE submission SET delivered_at = now(), kvittens_id = 'x'`,
  `UPDATE submission SET unknown_at = NULL`,
  `DELETE FROM submission`,
  `UPDATE attempt SET outcome = 'unsent'`,
  `INSERT INTO receipt (id) VALUES (gen_random_uuid())`,
  `INSERT INTO audit (chain, seq) VALUES (gen_random_uuid(), 1)`,
  `SELECT * FROM audit_head`,
  `UPDATE send_gate SET stopped_at = NULL, stopped_why = NULL`,
  `UPDATE send_gate SET epoch = 0`,
])('web is not allowed to: %s', async (sql) => {
  await expect(web.query(sql)).rejects.toThrow(/permission denied/)
})
