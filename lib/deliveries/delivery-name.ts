import type { PoolClient } from 'pg'
import { cleanFileName } from '#lib/intake/read-file-name.ts'

const NAMELESS = 'fil'
const LONGEST = 120
const LONGEST_EXTENSION = 12
/** Names that Windows keeps for devices, whatever follows the dot. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/**
 * The file name of a delivery, from the one FK gave it. Refuses nothing, so that an odd name does not keep a file from its employer:
 * characters with a meaning to shells, addresses or file systems become `_`.
 */
export function safeName(given: string): string {
  const plain = given
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N} ._()+,=@-]/gu, '_')
    .trim()
    .replace(/^[.-]+/, (start) => '_'.repeat(start.length))
    .replace(/[. ]+$/, '')
  if (plain === '') return NAMELESS
  return cleanFileName(DEVICE.test(plain) ? `_${plain}` : plain)
}

type FreeNameInput = { employerId: string; service: string; givenName: string }

/**
 * The name by which a delivery is fetched: its own, or with a number before its extension when that is taken ("svar.xml",
 * "svar-2.xml"). Locks the employer's names of the service until the transaction that writes the row ends.
 */
export async function freeName(client: PoolClient, { employerId, service, givenName }: FreeNameInput): Promise<string> {
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
  const signs = [...name]
  const dot = signs.lastIndexOf('.')
  const stem = dot > 0 && signs.length - dot <= LONGEST_EXTENSION ? dot : signs.length
  const end = [...`-${number}`, ...signs.slice(stem)]
  // Still a name that cleanFileName leaves as it is.
  return [...signs.slice(0, Math.min(stem, LONGEST - end.length)), ...end].join('')
}
