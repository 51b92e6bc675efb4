// The schema is written twice (schema.prisma for the client, SQL for the database): this holds them equal.
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#e2e/fixtures/test-database.ts'

type Column = { table: string; column: string; type: string; nullable: boolean }

const SQL_TYPES: Record<string, string> = {
  String: 'text',
  Int: 'integer',
  BigInt: 'bigint',
  Boolean: 'boolean',
  Json: 'jsonb',
  Bytes: 'bytea',
  'String @db.Uuid': 'uuid',
  'DateTime @db.Timestamptz(6)': 'timestamp with time zone',
  'DateTime @db.Date': 'date',
  'String[]': 'ARRAY',
  'String[] @db.Uuid': 'ARRAY',
}

/** Columns as schema.prisma has them; relations are left out. */
function describedColumns(): Column[] {
  const text = readFileSync(new URL('./schema.prisma', import.meta.url), 'utf8')
  return [...text.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)].flatMap(([, , body = '']) => {
    const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? ''
    return body.split('\n').flatMap((line) => describedColumn(table, line.split('///')[0] ?? ''))
  })
}

function describedColumn(table: string, line: string): Column[] {
  const [, name, type, many, optional] = /^\s+(\w+)\s+(\w+)(\[\])?(\?)?/.exec(line) ?? []
  if (!name || !type) return []
  const native = /@db\.\w+(\(\d+\))?/.exec(line)?.[0]
  const sql = SQL_TYPES[`${type}${many ?? ''}${native ? ` ${native}` : ''}`]
  if (!sql) return []
  return [{ table, column: /@map\("(\w+)"\)/.exec(line)?.[1] ?? name, type: sql, nullable: optional === '?' }]
}

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

test('schema.prisma and the migrated database have the same columns', async () => {
  const { rows } = await owner.query<Column>(`
    SELECT table_name AS "table", column_name AS "column", data_type AS type, is_nullable = 'YES' AS nullable
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'`)
  const sorted = (columns: Column[]) =>
    columns.map((one) => `${one.table}.${one.column} ${one.type}${one.nullable ? '?' : ''}`).sort()
  const arrays = (line: string) => line.replace(/ARRAY\?$/, 'ARRAY') // Prisma's lists are never null
  expect(sorted(describedColumns()).map(arrays)).toEqual(sorted(rows).map(arrays))
})

/** `table (columns)` with what it holds: what schema.prisma says of keys and indexes, and what the database has. */
function describedIndexes(): string[] {
  const text = readFileSync(new URL('./schema.prisma', import.meta.url), 'utf8')
  return [...text.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)].flatMap(([, , body = '']) => {
    const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? ''
    const lines = body.split('\n').map((line) => line.split('///')[0] ?? '')
    const columns = new Map(
      lines.flatMap((line) => {
        const name = /^\s+(\w+)\s/.exec(line)?.[1]
        return name ? [[name, /@map\("(\w+)"\)/.exec(line)?.[1] ?? name] as const] : []
      }),
    )
    return lines.flatMap((line) => {
      const own = /^\s+(\w+)\s.*\s@(id|unique)\b/.exec(line)
      if (own) return [`${table} (${columns.get(own[1] ?? '')}) ${own[2]}`]
      const [, kind, fields] = /^\s+@@(id|unique|index)\(\[([^\]]+)\]/.exec(line) ?? []
      if (!kind || !fields) return []
      const listed = fields.split(',').map((field) => columns.get(/\w+/.exec(field)?.[0] ?? ''))
      return [`${table} (${listed.join(', ')}) ${kind}`]
    })
  })
}

test('every key and index that schema.prisma names exists, on those columns in that order', async () => {
  const { rows } = await owner.query<{ one: string }>(`
    SELECT format('%s (%s) %s', t.relname,
      (SELECT string_agg(a.attname, ', ' ORDER BY k.at) FROM unnest(i.indkey) WITH ORDINALITY AS k (attnum, at)
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum),
      CASE WHEN i.indisprimary THEN 'id' WHEN i.indisunique THEN 'unique' ELSE 'index' END) AS one
    FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
    WHERE t.relnamespace = 'public'::regnamespace`)
  const described = describedIndexes()
  expect(described.length).toBeGreaterThan(20)
  expect(rows.map(({ one }) => one)).toEqual(expect.arrayContaining(described))
})
