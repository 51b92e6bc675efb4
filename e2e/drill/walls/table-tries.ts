// Every table of the database: rows of another company or its person, read, changed, removed and added.
import { randomBytes, randomUUID } from 'node:crypto'
import { SHARED, type TriedTable } from './belongs.ts'
import { type Scene, shortly, sqlTry, type ThiefRole, type Try, WALL } from './try.ts'

export function tableTries(scene: Scene, role: ThiefRole): Try[] {
  return scene.tables.flatMap((table) => (table.theirs === null ? [rightsTry(table, role)] : rowTries(table, table.theirs, role)))
}

function rowTries(table: TriedTable, theirs: string, role: ThiefRole): Try[] {
  const about = `rows (${role})`
  const { name } = table
  return [
    columnsTry({ about, does: `reads another’s ${name}`, role }, table, 'SELECT'),
    columnsTry({ about, does: `changes another’s ${name}`, role }, table, 'UPDATE'),
    sqlTry({ about, does: `removes another’s ${name}`, role, sql: `DELETE FROM ${name} WHERE ${theirs}` }),
    {
      about,
      does: `adds to another’s ${name}`,
      refusal: WALL,
      run: async (scene) => {
        const row = await rowOf(scene, name, theirs)
        if (!row) return { kind: 'got', what: `nothing: world.ts has no row of ${name} to try with` }
        return sqlTry({ about, does: '', role, ...insertion(table, renewed(row, table)) }).run(scene)
      },
    },
  ]
}

/** All columns to which the role has the right, in one statement; without any, the refusal of the first. */
function columnsTry(
  named: { about: string; does: string; role: ThiefRole },
  { name, columns, theirs }: TriedTable,
  right: 'SELECT' | 'UPDATE',
): Try {
  return {
    ...named,
    refusal: WALL,
    async run(scene) {
      const { rows } = await scene.client.query<{ column: string }>(
        `SELECT attname AS column FROM pg_attribute WHERE attrelid = '${name}'::regclass AND attname = ANY($2)
           AND has_column_privilege($1, attrelid, attnum, $3) ORDER BY attnum`,
        [`kvittens_${named.role}`, columns.map((column) => column.name), right],
      )
      const held = rows.length > 0 ? rows.map(({ column }) => column) : [columns[0]?.name ?? '']
      const what =
        right === 'SELECT'
          ? `SELECT ${held.join(', ')} FROM ${name}`
          : `UPDATE ${name} SET ${held.map((column) => `${column} = ${column}`).join(', ')}`
      const result = await sqlTry({ ...named, sql: `${what} WHERE ${theirs}` }).run(scene)
      return result.kind === 'got' ? { kind: 'got', what: `columns ${held.join(', ')}` } : result
    },
  }
}

type Row = Record<string, unknown>

export async function rowOf({ client }: Scene, table: string, where: string): Promise<Row | undefined> {
  const { rows } = await client.query<{ row: Row }>(`SELECT to_jsonb(t) AS row FROM ${table} t WHERE ${where} LIMIT 1`)
  return rows[0]?.row
}

export function insertion({ name, columns }: TriedTable, row: Row): { sql: string; params: string[] } {
  const given = columns.filter((column) => row[column.name] !== null).map((column) => column.name)
  const names = given.join(', ')
  return {
    sql: `INSERT INTO ${name} (${names}) SELECT ${names} FROM jsonb_populate_record(NULL::${name}, $1)`,
    params: [JSON.stringify(row)],
  }
}

/** The row with keys of its own that nothing has yet. */
export function renewed(row: Row, { ownKeys }: TriedTable): Row {
  const fresh = (value: unknown): unknown => {
    if (typeof value === 'number') return value + 1_000_000
    if (typeof value !== 'string') return value
    if (/^[0-9a-f]{8}-/.test(value)) return randomUUID()
    if (/^[0-9a-f]{32,}$/.test(value)) return randomBytes(value.length / 2).toString('hex')
    return `${value}x`
  }
  return { ...row, ...Object.fromEntries(ownKeys.map((key) => [key, fresh(row[key])])) }
}

const RIGHTS = ['SELECT', 'INSERT', 'UPDATE', 'DELETE']

/** A table that is nobody's: the role has the rights that are decided, and no others. */
function rightsTry({ name }: TriedTable, role: ThiefRole): Try {
  return {
    about: `rows (${role})`,
    does: `has more rights to ${name} than are decided`,
    refusal: /^no more than/,
    async run({ client }) {
      const { rows } = await client.query<{ held: string }>(
        `SELECT string_agg(p, ' ' ORDER BY array_position($2::text[], p)) AS held FROM unnest($2::text[]) p
         WHERE has_schema_privilege($1, (SELECT relnamespace FROM pg_class WHERE oid = '${name}'::regclass), 'USAGE') AND CASE WHEN p = 'DELETE' THEN has_table_privilege($1, '${name}', p) ELSE has_any_column_privilege($1, '${name}', p) END`,
        [`kvittens_${role}`, RIGHTS],
      )
      const held = (rows[0]?.held ?? '').split(' ').filter(Boolean)
      const decided = SHARED[name]?.[role].split(' ') ?? []
      const more = held.filter((right) => !decided.includes(right))
      if (more.length > 0) return { kind: 'got', what: shortly(more.join(' ')) }
      return { kind: 'refused', words: `no more than ${held.join(', ').toLowerCase() || 'nothing'}` }
    },
  }
}
