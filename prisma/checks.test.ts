// Limits that a CHECK of the database holds too: it takes as much as the code lets through, and no more. A limit that is made larger
// needs a migration that replaces the CHECK; schema.prisma cannot say it.
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#e2e/fixtures/test-database.ts'
import { LONGEST_KEEP_DAYS } from '#lib/env-groups.ts'
import { LIMITS } from '#lib/limits.ts'
import { LONGEST_RECEIVER_ID } from '#lib/relay/read-listing.ts'
import { MOST_ANSWER_BYTES } from '#lib/wire/receiver.ts'

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

test.each<[string, string, number, (size: number) => unknown]>([
  ['employer', 'submission_keep_days', LONGEST_KEEP_DAYS, (size) => size],
  ['submission', 'kvittens_id', LIMITS.kvittensIdCharacters, (size) => 'x'.repeat(size)],
  ['receipt', 'raw', MOST_ANSWER_BYTES, (size) => Buffer.alloc(size)],
  ['arrival', 'receiver_id', LONGEST_RECEIVER_ID, (size) => 'x'.repeat(size)],
])('%s.%s takes %i and no more', async (table, column, most, makeValue) => {
  await copyChecks(table, column)
  const insert = (size: number) => owner.query(`INSERT INTO one_column ("${column}") VALUES ($1)`, [makeValue(size)])
  await insert(most)
  await expect(insert(most + 1)).rejects.toThrow(/violates check constraint/)
})

test('a company’s name has no sign that turns the text beside it or ends a line', async () => {
  await copyChecks('employer', 'name')
  const insert = (name: string) => owner.query('INSERT INTO one_column (name) VALUES ($1)', [name])
  for (const name of ['Åkesson & Söner AB', 'بيت الخبز AB', 'Łódź “Öl” – 50 % d’Or AB 🥖']) await insert(name)
  const signs = [
    '\u202a',
    '\u202e',
    '\u2066',
    '\u2069',
    '\u200e',
    '\u200f',
    '\u061c',
    '\u2028',
    '\r',
    '\n',
    '\t',
    '\u001b',
    '\u007f',
    '\u0085',
  ]
  for (const sign of signs)
    await expect(insert(`Bolag${sign}AB`), sign.charCodeAt(0).toString(16)).rejects.toThrow(/violates check constraint/)
})

/** The table `one_column`: this column alone, with its CHECKs. */
async function copyChecks(table: string, column: string): Promise<void> {
  await owner.query('DROP TABLE IF EXISTS one_column')
  await owner.query(`CREATE TEMPORARY TABLE one_column AS SELECT "${column}" FROM "${table}" WITH NO DATA`)
  const { rows } = await owner.query<{ check: string }>(
    `SELECT pg_get_constraintdef(c.oid) AS check FROM pg_constraint c
     JOIN pg_attribute a ON a.attrelid = c.conrelid AND c.conkey = ARRAY[a.attnum]
     WHERE c.contype = 'c' AND c.conrelid = $1::regclass AND a.attname = $2`,
    [table, column],
  )
  for (const { check } of rows) await owner.query(`ALTER TABLE one_column ADD ${check}`)
}
