// What web, gateway and keeper may touch under Node's permission model: their code to read, their own files, and nothing else; no child
// process, no worker, no WASI, no inspector. The model knows no network, and an addon is outside of it. The units in docs/systemd say
// the same for production. Under it nothing can be synced to the disk (Node 24.22): the syncer does that for web and gateway. Relay,
// which syncs much by itself, does without.
import { dirname, join, resolve } from 'node:path'

export type ConfinedPart = 'web' | 'gateway' | 'keeper'
/** The model of Node 25 and later denies the network too, unless it is told not to: which hosts, is the firewall's. */
const NETWORK = process.allowedNodeEnvironmentFlags.has('--allow-net') ? ['--allow-net'] : []

type Env = Readonly<Record<string, string | undefined>>

/** Relative to the root of the code. A folder ends in a slash. */
const CODE = ['package.json', 'lib/', 'node_modules/', 'prisma/generated/']
/** Next asks for its files of settings, and goes on without. */
const PAGES = ['.next/', 'static/', 'components/', 'public/', '.env', '.env.local', '.env.production', '.env.production.local']
/** Settings that name what is read. Files from FK lie in the payload store. */
const READ: Readonly<Record<ConfinedPart, readonly string[]>> = {
  web: ['GATEWAY_CA', 'GATEWAY_CRL', 'OIDC_CLIENT_KEY', 'TEST_PEOPLE'],
  gateway: ['DELIVERY_IDENTITY', 'GATEWAY_CA', 'GATEWAY_CERT', 'GATEWAY_CRL', 'GATEWAY_KEY'],
  keeper: ['DELIVERY_IDENTITY', 'OIDC_JWKS_FILE', 'PAYLOAD_DIR'],
}

/** Node's flags for a part that is started with `env`, its code in `root`. What it writes to must be there. */
export function permissionFlags(part: ConfinedPart, env: Env, root: string): string[] {
  const code = [...CODE, ...(part === 'web' ? PAGES : [])].map((path) => join(root, path))
  const written = [...writtenBy(part, env), ...optional(env.NODE_COMPILE_CACHE)]
  const reads = [...code, ...READ[part].flatMap((name) => optional(env[name])), ...filesOfDatabase(env), ...written]
  return [
    '--permission',
    ...NETWORK,
    // Passwords are hashed by one (argon2).
    ...(part === 'keeper' ? ['--allow-addons'] : []),
    ...uncovered(reads).map((path) => `--allow-fs-read=${path}`),
    ...written.map((path) => `--allow-fs-write=${path}`),
  ]
}

/** The payload store, or the folder of the socket. */
function writtenBy(part: ConfinedPart, env: Env): string[] {
  return part === 'keeper' ? optional(env.KEEPER_SOCKET).map((socket) => dirname(socket)) : optional(env.PAYLOAD_DIR)
}

/** Without what lies in a folder of the list: Node forgets a folder that is named after a file in it. */
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
