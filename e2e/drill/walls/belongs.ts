// Which rows of a table are somebody else's: read from the catalogue, so that a new table is tried by itself.
import type pg from 'pg'
import type { Login, WallsCompany, WallsWorld } from './world.ts'

/** `refers`: the table whose key it holds. */
export type TriedColumn = { name: string; type: string; refers: string | null }
export type TriedTable = {
  name: string
  columns: TriedColumn[]
  /** SQL that is true for a row of the thief's own company or person. */
  ours: string | null
  /** Columns of its keys that are no other table's. */
  ownKeys: string[]
  /** SQL that is true for a row of the other company or of its person; null: the table belongs to nobody (SHARED). */
  theirs: string | null
}

/**
 * Tables that belong to no company and no person: what web's and gateway's roles may do there, each with its reason; nothing in those
 * that are not named. A new right must be decided here.
 */
export const SHARED: Record<string, { web: string; gateway: string; why: string }> = {
  broker_key: { web: 'SELECT INSERT', gateway: '', why: 'public keys with which the broker has signed what is kept' },
  payload_key: { web: 'SELECT', gateway: 'SELECT', why: 'the public half of each month’s key' },
  planned_stop: { web: 'SELECT', gateway: 'SELECT', why: 'every page shows them' },
  process_beat: { web: 'SELECT INSERT UPDATE DELETE', gateway: 'SELECT INSERT UPDATE DELETE', why: 'a process says it is alive' },
  receiver_line: { web: 'SELECT', gateway: 'SELECT', why: 'every page shows it' },
  revocation_answer: { web: 'SELECT', gateway: 'SELECT', why: 'what issuers publish' },
  send_gate: { web: 'SELECT', gateway: 'SELECT', why: 'whether files are sent' },
  spent_state: { web: 'SELECT INSERT DELETE', gateway: '', why: 'states that the broker has answered' },
  used_challenge: { web: 'SELECT INSERT DELETE', gateway: '', why: 'challenges that a passkey has answered' },
}

/** Every table of the portal's. */
export async function readTables(client: pg.Client, world: WallsWorld): Promise<TriedTable[]> {
  const { rows } = await client.query<{ name: string; columns: TriedTable['columns']; keys: string[] }>(`
    SELECT c.oid::regclass::text AS name,
      (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'refers', (
          SELECT f.confrelid::regclass::text FROM pg_constraint f WHERE f.conrelid = c.oid AND f.contype = 'f' AND a.attnum = ANY(f.conkey)
          ORDER BY f.conname LIMIT 1)) ORDER BY a.attnum)
        FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
      ARRAY(SELECT DISTINCT a.attname::text FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey)
        WHERE i.indrelid = c.oid AND i.indisunique AND (i.indnatts = 1 OR i.indisprimary)) AS keys
    FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
      AND c.relpersistence <> 't' ORDER BY 1`)
  return rows.map(({ name, columns, keys }) => {
    const isForeign = (key: string) => columns.some((column) => column.name === key && column.refers)
    const { ours, theirs, anna, bo, support, operator, things, ourThings } = world
    return {
      ...{ name, columns, ownKeys: keys.filter((key) => !isForeign(key)) },
      theirs: rowsOf(name, columns, { company: theirs, persons: [bo, support, operator], application: things.application }),
      ours: rowsOf(name, columns, { company: ours, persons: [anna], application: ourThings.application }),
    }
  })
}

type Whose = { company: WallsCompany; persons: Login[]; application: string | undefined }

function rowsOf(table: string, columns: TriedColumn[], { company, persons, application }: Whose): string | null {
  const has = (name: string) => columns.some((column) => column.name === name)
  const among = persons.map(({ personId }) => `'${personId}'`).join(', ')
  if (table in SHARED || table.includes('.')) return null
  if (table === 'employer') return `id = '${company.employerId}'`
  if (table === 'person') return `id IN (${among})`
  if (has('employer_id') && table !== 'login_session' && table !== 'application') return `employer_id = '${company.employerId}'`
  if (has('chain')) return `chain = '${company.employerId}'`
  if (has('applicant_id')) return `applicant_id IN (${among})`
  if (has('application_id')) return `application_id = '${application}'`
  if (has('person_id')) return `person_id IN (${among})`
  return null
}
