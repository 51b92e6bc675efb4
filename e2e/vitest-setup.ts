import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrate } from '../prisma/migrate.ts'
import { freePort } from './ports.ts'
import { startPostgres } from './postgres.ts'
import { setRolePasswords, TEMPLATE, withDatabase } from './test-database.ts'

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'kvittens-test-'))
  const postgres = await startPostgres({ dir: join(dir, 'data'), port: await freePort(), database: TEMPLATE, durable: false })
  await migrate(postgres.url)
  await setRolePasswords(postgres.url)
  project.provide('postgresUrl', withDatabase(postgres.url, 'postgres'))
  return async () => {
    await postgres.stop()
    rmSync(dir, { recursive: true, force: true })
  }
}
