// The packages that a process can load: from the imports of our own source, on through what the lock file says they depend on.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { REPOSITORY } from './read-ranks.ts'
import { readTree } from './read-source.ts'

export type LockEntry = {
  version?: string
  integrity?: string
  license?: string
  dev?: boolean
  optional?: boolean
  os?: string[] | string
  cpu?: string[] | string
  libc?: string[] | string
  resolved?: string
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  peerDependenciesMeta?: Record<string, { optional?: boolean }>
}

export const lockedPackages = (
  JSON.parse(readFileSync(join(REPOSITORY, 'package-lock.json'), 'utf8')) as { packages: Record<string, LockEntry> }
).packages

const PROCESSES = [
  'lib/web/main.ts',
  'lib/gateway/main.ts',
  'lib/relay/main.ts',
  'lib/keeper/main.ts',
  'lib/syncer/main.ts',
  'lib/converter/main.ts',
  'lib/converter/convert-worker.ts',
]
const SOURCES = ['{lib,components,app,prisma}/**/*.{ts,tsx}', '*.ts']

/** The package of a path in the lock file: `node_modules/a/node_modules/@b/c` is `@b/c`. */
export const packageName = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)

/** What web (with its pages), gateway, relay, keeper, syncer and converter import, by value, through whatever files. */
export function importedPackages(): Set<string> {
  const tree = new Map(readTree(SOURCES).map((source) => [source.file, source.imports]))
  const pages = [...tree.keys()].filter((file) => /^(app\/|instrumentation\.ts|next\.config\.ts)/.test(file))
  // The generated client, which the tree leaves out, imports the last.
  const [seen, found] = [new Set<string>(), new Set(['@prisma/client'])]
  const open = [...PROCESSES, ...pages]
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue
    seen.add(file)
    for (const { target, kind } of tree.get(file) ?? []) {
      if (kind === 'type') continue
      if (!target.startsWith('package:')) open.push(target)
      else if (!target.startsWith('package:node:')) found.add(nameIn(target.slice('package:'.length)))
    }
  }
  return found
}

/** Paths in the lock file of everything that `names` bring with them; a platform's own build of a package counts as the package. */
export function lockedGraph(names: Iterable<string>, packages: Record<string, LockEntry> = lockedPackages): Set<string> {
  const found = new Set<string>()
  const open = [...names].map((name) => ({ from: '', name }))
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const path = resolvePackage(next.from, next.name, packages)
    const entry = path === undefined ? undefined : packages[path]
    if (path === undefined || !entry || found.has(path) || entry.os || entry.cpu) continue
    found.add(path)
    for (const name of neededBy(entry)) open.push({ from: path, name })
  }
  return found
}

function neededBy({ dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta }: LockEntry): string[] {
  const peers = Object.keys(peerDependencies ?? {}).filter((name) => !peerDependenciesMeta?.[name]?.optional)
  return [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers]
}

function nameIn(specifier: string): string {
  const [scope = '', name = ''] = specifier.split('/')
  return scope.startsWith('@') ? `${scope}/${name}` : scope
}

/** Node's look-up: the nearest `node_modules` upwards from the package that asks. */
function resolvePackage(from: string, name: string, packages: Record<string, LockEntry>): string | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const path = `${at === '' ? '' : `${at}/`}node_modules/${name}`
    if (packages[path]) return path
    if (at === '') return undefined
  }
}
