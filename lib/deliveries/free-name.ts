import type { PoolClient } from 'pg'

type Named = { employerId: string; service: string; givenName: string }

/**
 * The name by which a delivery is fetched: the one it came with, or with a number before its extension when that is taken
 * ("svar.xml", "svar-2.xml"), so that both can be reached. In the transaction that writes the row; others wait for it.
 */
export async function freeName(client: PoolClient, { employerId, service, givenName }: Named): Promise<string> {
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`delivery-name:${employerId}:${service}`])
  const { rows } = await client.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM delivery WHERE employer_id = $1::uuid AND service = $2 AND given_name = $3',
    [employerId, service, givenName],
  )
  for (let number = (rows[0]?.count ?? 0) + 1; ; number++) {
    const name = numbered(givenName, number)
    const taken = await client.query('SELECT 1 FROM delivery WHERE employer_id = $1::uuid AND service = $2 AND name = $3', [
      employerId,
      service,
      name,
    ])
    if (taken.rowCount === 0) return name
  }
}

function numbered(name: string, number: number): string {
  if (number === 1) return name
  const dot = name.lastIndexOf('.')
  return dot > 0 ? `${name.slice(0, dot)}-${number}${name.slice(dot)}` : `${name}-${number}`
}
