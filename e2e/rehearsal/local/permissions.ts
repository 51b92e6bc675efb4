// What each process may touch under Node's permission model: its code to read, its own files, and nothing else; no child
// process, no worker, no WASI, no inspector. Node 24's model knows no network, and an addon is outside of it. The units in docs/systemd say
// the same for production.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

export type ConfinedPart = 'web' | 'gateway' | 'relay' | 'keeper'
type Env = Readonly<Record<string, string | undefined>>

/** Relative to the root of the code. A folder ends in a slash. */
const CODE = ['package.json', 'lib/', 'node_modules/', 'prisma/generated/']
/** Next asks for its files of settings, and goes on without. */
const PAGES = ['.next/', 'static/', 'components/', 'public/', '.env', '.env.local', '.env.production', '.env.production.local']
/** Settings that name a file which is read. */
const FILES = [
  'DELIVERY_IDENTITY',
  'GATEWAY_CA',
  'GATEWAY_CERT',
  'GATEWAY_CRL',
  'GATEWAY_KEY',
  'OIDC_CLIENT_KEY',
  'OIDC_JWKS_FILE',
  'PAYLOAD_IDENTITY',
  'RECEIVER_FILE',
  'TEST_PEOPLE',
  'WEBHOOK_CA',
  'WEBHOOK_IDENTITY',
] as const
/** Settings that name a folder, or a file, which is written to. */
const WRITTEN: Readonly<Record<ConfinedPart, readonly string[]>> = {
  web: ['PAYLOAD_DIR'],
  gateway: ['PAYLOAD_DIR'],
  relay: ['PAYLOAD_DIR', 'PAYLOAD_KEYS', 'AUDIT_HEADS'],
  keeper: [],
}

/** Passwords are hashed by an addon (argon2). */
const WITH_ADDONS: readonly ConfinedPart[] = ['keeper']

/** The model of Node 25 and later denies the network too, unless it is told not to: which hosts, is the firewall's. */
const NETWORK = process.allowedNodeEnvironmentFlags.has('--allow-net') ? ['--allow-net'] : []

/** Node's flags for a part that is started with `env`, its code in `root`. What it writes to must be there. */
export function permissionFlags(part: ConfinedPart, env: Env, root: string): string[] {
  const code = [...CODE, ...(part === 'web' ? PAGES : [])].map((path) => join(root, path))
  const own = FILES.flatMap((name) => (env[name] ? [resolve(env[name])] : []))
  const written = WRITTEN[part].flatMap((name) => (env[name] ? [resolve(env[name])] : []))
  if (part === 'keeper' && env.KEEPER_SOCKET) written.push(dirname(resolve(env.KEEPER_SOCKET)))
  // It opens files from FK.
  if (part === 'keeper') own.push(...optional(env.PAYLOAD_DIR))
  const reads = [
    ...code,
    ...own,
    ...filesOfReceiver(env),
    ...filesOfDatabase(env),
    ...written,
    ...optional(env.NODE_COMPILE_CACHE),
  ]
  const writes = [...written, ...optional(env.NODE_COMPILE_CACHE)]
  return [
    '--permission',
    ...NETWORK,
    ...(WITH_ADDONS.includes(part) ? ['--allow-addons'] : []),
    ...uncovered(reads).map((path) => `--allow-fs-read=${path}`),
    ...writes.map((path) => `--allow-fs-write=${path}`),
  ]
}

/** Without what lies in a folder of the list: Node forgets a folder that is named beside a file in it. */
function uncovered(paths: readonly string[]): string[] {
  const all = [...new Set(paths)]
  return all.filter((path) => !all.some((other) => path !== other && path.startsWith(other.endsWith('/') ? other : `${other}/`)))
}

/** What an address with `sslmode=verify-full` names. */
function filesOfDatabase({ DATABASE_URL: url }: Env): string[] {
  const asked = url ? new URL(url).searchParams : new URLSearchParams()
  return ['sslrootcert', 'sslcert', 'sslkey'].flatMap((name) => optional(asked.get(name) ?? undefined))
}

const optional = (path: string | undefined): string[] => (path ? [resolve(path)] : [])

/** Certificate, key and lists, which the receiver's file names. */
function filesOfReceiver({ RECEIVER_FILE: file }: Env): string[] {
  if (!file || !existsSync(file)) return []
  const { tls } = JSON.parse(readFileSync(file, 'utf8')) as { tls?: Record<string, unknown> }
  return Object.values(tls ?? {}).flatMap((path) => (typeof path === 'string' ? [resolve(dirname(file), path)] : []))
}
