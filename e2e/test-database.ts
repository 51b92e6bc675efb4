// One migrated template, one clone per test file, and the three processes' own roles to connect as.
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

export const TEMPLATE = 'kvittens_template'
export const ROLES = ['web', 'gateway', 'relay'] as const
export type Role = (typeof ROLES)[number]
/** What the processes' roles have as password wherever we run the cluster ourselves. */
export const ROLE_PASSWORD = 'kvittens'

export type TestDatabase = { owner: string; as: (role: Role) => string; drop: () => Promise<void> }

/** A fresh, migrated, empty database. `owner` is its owner's address, `as('web')` the address as that process's role. */
export async function createTestDatabase(postgresUrl: string = inject('postgresUrl')): Promise<TestDatabase> {
  const name = `t_${randomBytes(6).toString('hex')}`
  await run(postgresUrl, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`)
  const owner = withDatabase(postgresUrl, name)
  return {
    owner,
    as: (role) => asRole(owner, role),
    drop: () => run(postgresUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  }
}

export function asRole(url: string, role: Role): string {
  const address = new URL(url)
  address.username = `kvittens_${role}`
  address.password = ROLE_PASSWORD
  return address.href
}

export function withDatabase(url: string, name: string): string {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}

/** Gives the processes' roles the development password. */
export async function setRolePasswords(ownerUrl: string): Promise<void> {
  for (const role of ROLES) await run(ownerUrl, `ALTER ROLE kvittens_${role} PASSWORD '${ROLE_PASSWORD}'`)
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
