import type { Db } from '#lib/db.ts'

/** Whose rows they are: the company's, and one person's beside it. */
export type RowOwner = { employerId: string; personId?: string }

/**
 * Every row that is the company's or the person's in any table, and the company's audit trail; not logins, which asking keeps alive,
 * nor when something was last used, nor that relay has told of what happened.
 */
export async function companyRows({ pool }: Pick<Db, 'pool'>, { employerId, personId }: RowOwner): Promise<string> {
  const { rows: tables } = await pool.query<{ name: string; column: string }>(
    `SELECT c.table_name AS name, c.column_name AS column FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.column_name IN ('employer_id', 'person_id', 'applicant_id')`,
  )
  const columns = tables.filter(({ name }) => name !== 'login_session').map(({ name, column }) => [name, column])
  const queries = [...columns, ['employer', 'id'], ['person', 'id'], ['audit', 'chain']].map(
    ([table, column]) =>
      `SELECT '${table}.${column}' AS name, string_agg(line, ';' ORDER BY line) AS rows FROM "${table}" t, text(to_jsonb(t) - '{used_at,mailed_at,called_at}'::text[]) line WHERE "${column}"::text = ANY($1)`,
  )
  const { rows } = await pool.query(`${queries.join(' UNION ALL ')} ORDER BY name`, [
    personId ? [employerId, personId] : [employerId],
  ])
  return JSON.stringify(rows)
}
