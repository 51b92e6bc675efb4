import type { Db } from '#lib/db.ts'

/** Every row that is the company's in any table, and its audit trail; not its logins, which asking keeps alive, nor when something was last used, nor that relay has told of what happened. */
export async function companyRows({ pool }: Pick<Db, 'pool'>, employerId: string): Promise<string> {
  const { rows: tables } = await pool.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'employer_id'",
  )
  const columns = tables.filter(({ name }) => name !== 'login_session').map(({ name }) => [name, 'employer_id'])
  const queries = [...columns, ['employer', 'id'], ['audit', 'chain']].map(
    ([table, column]) =>
      `SELECT '${table}' AS name, string_agg(line, ';' ORDER BY line) AS rows FROM "${table}" t, text(to_jsonb(t) - '{used_at,mailed_at,called_at}'::text[]) line WHERE "${column}" = $1`,
  )
  const { rows } = await pool.query(`${queries.join(' UNION ALL ')} ORDER BY name`, [employerId])
  return JSON.stringify(rows)
}
