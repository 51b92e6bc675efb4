import type { AccountsContext } from './accounts-by-admin.ts'

export type AccountRow = {
  id: string
  name: string
  masked: string
  username: string | null
  support: boolean
  operator: boolean
  sessions: number
  lastLoginAt: Date | null
  removedAt: Date | null
}
export type CompanyRow = { orgnr: string; name: string; administrators: number; people: number }
export type ApplicationRow = { reference: string; kind: string; state: string; orgnr: string | null; changedAt: Date }

/** The people whose id, masked number or user name is `text`, or whose name has it. Without `text` all; of operators alone when asked. */
export async function listAccounts(
  { db, actor }: AccountsContext,
  { text = '', only = 'all' }: { text?: string; only?: 'all' | 'operators' },
): Promise<AccountRow[]> {
  const { rows } = await db.pool.query<AccountRow>(ACCOUNTS, [text, only === 'operators'])
  await note({ db, actor }, only === 'operators' ? 'operators' : 'people', rows.length)
  return rows
}

export async function listCompanies({ db, actor }: AccountsContext): Promise<CompanyRow[]> {
  const { rows } = await db.pool.query<CompanyRow>(COMPANIES)
  await note({ db, actor }, 'companies', rows.length)
  return rows
}

/** Those that have not ended, the one changed last first. */
export async function listOpenApplications({ db, actor }: AccountsContext): Promise<ApplicationRow[]> {
  const { rows } = await db.pool.query<ApplicationRow>(APPLICATIONS)
  await note({ db, actor }, 'applications', rows.length)
  return rows
}

async function note({ db, actor }: AccountsContext, what: string, count: number): Promise<void> {
  await db.pool.query('SELECT admin_note_list($1, $2, $3)', [actor, what, count])
}

const ACCOUNTS = `
SELECT p.id, p.name, p.person_masked AS masked, p.username, p.support, p.operator, p.last_login_at AS "lastLoginAt", p.removed_at AS "removedAt",
  (SELECT count(*)::int FROM login_session s WHERE s.person_id = p.id AND s.expires_at > now()) AS sessions
FROM person p
WHERE ($1 = '' OR p.id::text = lower($1) OR p.person_masked = $1 OR p.username = $1 OR position(lower($1) IN lower(p.name)) > 0)
  AND (NOT $2 OR (p.operator AND p.removed_at IS NULL))
ORDER BY p.name, p.id`
const COMPANIES = `
SELECT e.orgnr, e.name, count(m.person_id)::int AS people, count(m.person_id) FILTER (WHERE m.role = 'administrator')::int AS administrators
FROM employer e LEFT JOIN member m ON m.employer_id = e.id AND m.removed_at IS NULL AND (m.valid_until IS NULL OR m.valid_until >= current_date)
GROUP BY e.id, e.orgnr, e.name ORDER BY e.name`
const APPLICATIONS = `
SELECT reference, kind, state, orgnr, changed_at AS "changedAt" FROM application
WHERE state IN ('draft', 'signing', 'submitted', 'reviewing', 'returned') ORDER BY changed_at DESC`
