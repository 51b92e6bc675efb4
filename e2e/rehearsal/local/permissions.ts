// What keeper may touch under Node's permission model: its code to read, its own files, and nothing else; no child process, no worker,
// no WASI, no inspector. The model knows no network, and an addon is outside of it. The unit in docs/systemd says the same for
// production. Web, gateway and relay do without: under the model of Node 24.22 nothing can be synced to the disk, and what they answer
// for must survive a power cut (R1).
import { dirname, join, resolve } from 'node:path'

type Env = Readonly<Record<string, string | undefined>>

/** Relative to the root of the code. A folder ends in a slash. */
const CODE = ['package.json', 'lib/', 'node_modules/', 'prisma/generated/']
/** Settings that name what is read. Files from FK lie in the payload store. */
const READ = ['DELIVERY_IDENTITY', 'OIDC_JWKS_FILE', 'PAYLOAD_DIR'] as const

/** Node's flags for keeper, started with `env`, its code in `root`. The folder of its socket must be there. */
export function keeperFlags(env: Env, root: string): string[] {
  const sockets = optional(env.KEEPER_SOCKET).map((socket) => dirname(socket))
  const compiled = optional(env.NODE_COMPILE_CACHE)
  const code = CODE.map((path) => join(root, path))
  const reads = [...code, ...READ.flatMap((name) => optional(env[name])), ...filesOfDatabase(env), ...sockets, ...compiled]
  return [
    '--permission',
    // Passwords are hashed by one (argon2).
    '--allow-addons',
    ...uncovered(reads).map((path) => `--allow-fs-read=${path}`),
    ...[...sockets, ...compiled].map((path) => `--allow-fs-write=${path}`),
  ]
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
