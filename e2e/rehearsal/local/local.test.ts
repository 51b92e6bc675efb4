import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, expect, inject, test } from 'vitest'
import { createTestDatabase, runSql } from '../../fixtures/test-database.ts'
import { freePort, isFree } from '../ports.ts'
import { databasesUsing, requireOwnRoles } from './require-own-roles.ts'
import { PORT_VARIABLES, ROOT } from './settings.ts'

const GONE_WITHIN_MS = 20_000

const dir = mkdtempSync(join(tmpdir(), 'kvittens-local-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

test('npm run local leaves neither process nor port when kill -9 takes npm', async () => {
  const ports = await Promise.all(PORT_VARIABLES.map(freePort))
  const env = Object.fromEntries(PORT_VARIABLES.map((name, index) => [name, String(ports[index])]))
  const npm = await startProcess('npm', ['run', 'local', '--', '--without-pages'], { ...env, LOCAL_DIR: dir, DATABASE_URL: '' })
  expect(await Promise.all(ports.map(isFree))).toEqual(PORT_VARIABLES.map((name) => name === 'PORT'))
  await expectAllGone(npm, { processes: 9, ports }) // a shell, node, postgres and its watcher, the parts
})

test('a part and Postgres end with the process that started them, killed or not', async () => {
  const [mail, postgres] = await Promise.all([freePort(), freePort()])
  const node = await startProcess(process.execPath, ['--input-type=module', '-e', TWO_PARTS], {
    ...{ MAIL_PORT: String(mail), POSTGRES_PORT: String(postgres), LOCAL_DIR: join(dir, 'two') },
  })
  await expectAllGone(node, { processes: 3, ports: [mail, postgres] })
})

const TWO_PARTS = `
import { startChild } from '#e2e/rehearsal/local/children.ts'
import { startPostgres } from '#e2e/rehearsal/postgres.ts'
const { LOCAL_DIR: dir, MAIL_PORT, POSTGRES_PORT } = process.env
const mail = { name: 'mail', script: 'e2e/rehearsal/mail/main.ts', env: { MAIL_PORT, MAIL_DIR: dir + '/mail' } }
startChild(mail, { logDir: dir + '/logs', onDeath() {} })
await startPostgres({ dir: dir + '/postgres', port: Number(POSTGRES_PORT), database: 'kvittens' })
console.log('READY')`

test('a Postgres where another database uses the roles keeps its passwords, and is told why', async () => {
  const [ours, theirs] = await Promise.all([createTestDatabase(), createTestDatabase()])
  const [cluster, role] = [new pg.Client({ connectionString: inject('postgresUrl') }), `r_${Date.now()}`]
  await cluster.connect()
  try {
    await expect(requireOwnRoles(ours.owner)).rejects.toThrow(new URL(theirs.owner).pathname.slice(1))
    await expect(requireOwnRoles(ours.owner)).rejects.toThrow('--take-roles')

    const usedBy = async () => await databasesUsing(ours.owner, [role])
    await cluster.query(`CREATE ROLE ${role}`)
    expect(await usedBy()).toEqual([])
    await runSql(ours.owner, `GRANT SELECT ON employer TO ${role}`)
    expect(await usedBy()).toEqual([])
    await runSql(theirs.owner, `GRANT SELECT ON employer TO ${role}`)
    expect(await usedBy()).toEqual([new URL(theirs.owner).pathname.slice(1)])
  } finally {
    await Promise.all([ours.drop(), theirs.drop()])
    await cluster.query(`DROP ROLE IF EXISTS ${role}`)
    await cluster.end()
  }
})

async function startProcess(command: string, args: string[], env: Record<string, string>): Promise<ChildProcess> {
  const child = spawn(command, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  const read = (chunk: Buffer) => {
    said += chunk.toString()
  }
  child.stdout.on('data', read)
  child.stderr.on('data', read)
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${command} ended: ${said}`)
  })
  ended.catch(() => {})
  while (!said.includes('READY')) await Promise.race([once(child.stdout, 'data'), ended])
  return child
}

async function expectAllGone(child: ChildProcess, { processes, ports }: { processes: number; ports: number[] }): Promise<void> {
  const family = descendants(child.pid ?? 0)
  expect(family.length).toBeGreaterThanOrEqual(processes)
  child.kill('SIGKILL')
  const until = performance.now() + GONE_WITHIN_MS
  while (family.some(isAlive) && performance.now() < until) await sleep(100)
  expect(family.filter(isAlive)).toEqual([])
  expect(await Promise.all(ports.map(isFree))).toEqual(ports.map(() => true))
}

function descendants(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
  const all = Array.from(stdout.matchAll(/^\s*(\d+)\s+(\d+)$/gm), ([, one, parent]) => ({
    pid: Number(one),
    parent: Number(parent),
  }))
  const below = (parent: number): number[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one.pid, ...below(one.pid)])
  return below(pid)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
