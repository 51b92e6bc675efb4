// Run after `npm install`: adds the optional platform packages that the registry at hand could not
// resolve, so that `npm ci` accepts the lock file everywhere, and the digests that it then has for them.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'

type Entry = {
  version?: string
  integrity?: string
  dev?: boolean
  optional?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
  optionalDependencies?: Record<string, string>
}
const LOCK = 'package-lock.json'
const lock = JSON.parse(readFileSync(LOCK, 'utf8')) as { packages: Record<string, Entry> }
const known = new Set(Object.keys(lock.packages))

/** True when Node's look-up from `from` upwards finds `name` among the locked packages. */
function resolves(from: string, name: string): boolean {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (known.has(`${at ? `${at}/` : ''}node_modules/${name}`)) return true
    if (!at.includes('/node_modules/')) return known.has(`node_modules/${name}`)
  }
}

/** Platform named by a package: `@next/swc-linux-x64-gnu` is linux, x64. */
function platform(name: string): { os?: string[]; cpu?: string[]; libc?: string[] } {
  const words = name.split(/[^a-z0-9_]+/)
  const os = words.find((word) => ['android', 'darwin', 'freebsd', 'linux', 'win32', 'openharmony', 'wasm32'].includes(word))
  const cpu = words.find((word) => ['x64', 'arm64', 'arm', 'ia32', 's390x', 'ppc64', 'riscv64', 'loong64'].includes(word))
  const libc = words.includes('musl') ? 'musl' : words.includes('gnu') ? 'glibc' : undefined
  return { os: [os === 'wasm32' ? 'wasm' : (os ?? 'none')], ...(cpu ? { cpu: [cpu] } : {}), ...(libc ? { libc: [libc] } : {}) }
}

let added = 0
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    const version = /\d+\.\d+\.\d+[^\s|]*/.exec(range)?.[0]
    if (!version || resolves(path, name)) continue
    lock.packages[`node_modules/${name}`] = { version, optional: true, ...(entry.dev ? { dev: true } : {}), ...platform(name) }
    known.add(`node_modules/${name}`)
    added++
  }
}
/** Undefined when the registry does not serve the package. */
function askDigest(name: string, version: string): string | undefined {
  const { stdout } = spawnSync('npm', ['view', `${name}@${version}`, 'dist.integrity'], { encoding: 'utf8' })
  const digest = stdout.trim()
  return digest.startsWith('sha512-') ? digest : undefined
}

let digests = 0
for (const [path, entry] of Object.entries(lock.packages)) {
  if (path === '' || entry.integrity || !entry.version) continue
  const { version, ...rest } = entry
  const integrity = askDigest(path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length), version)
  if (!integrity) continue
  lock.packages[path] = { version, integrity, ...rest }
  digests++
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(LOCK, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${added} platform packages added, ${digests} digests`)
