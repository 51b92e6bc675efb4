// The bill of materials (CycloneDX 1.5): `npm sbom`, from the lock file alone, and what is in the tree by hand. The same tree gives
// the same bytes: no time, no path, no registry.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '../..')
/** Not `--omit dev`: that leaves out what both the portal and a development package use, a hundred of them (npm 11.19.1). */
const ASK = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only']
const MODULES = 'node_modules/'

export type Component = {
  'bom-ref': string
  type: 'application' | 'library' | 'data'
  name: string
  version: string
  purl?: string
  hashes?: { alg: string; content: string }[]
  licenses?: object[]
  [more: string]: unknown
}

export type Sbom = {
  bomFormat: 'CycloneDX'
  specVersion: string
  serialNumber: string
  version: number
  metadata: { component: Component; timestamp?: string; [more: string]: unknown }
  components: Component[]
  dependencies: { ref: string; dependsOn?: string[] }[]
}

/** In the tree, made by others, and in no lock file. */
export const BUNDLED = [
  {
    name: 'skatteverket-testpersonnummer',
    file: 'lib/services/test-persons-list.ts',
    license: 'CC0-1.0',
    from: 'Skatteverket, öppna data',
  },
] as const

/** The portal, relay, gateway and keeper with everything they run on, Node for each platform too. Throws when npm cannot tell. */
export function makeSbom(): Sbom {
  const { status, stdout, stderr } = spawnSync('npm', ASK, { cwd: ROOT, encoding: 'utf8', maxBuffer: 64_000_000 })
  if (status !== 0) throw new Error(`npm sbom failed: ${stderr}`)
  const told = JSON.parse(stdout) as Sbom
  const lock = readFileSync(join(ROOT, 'package-lock.json'), 'utf8')
  const { timestamp: _, component, ...metadata } = told.metadata
  const bundled = BUNDLED.map(bundledComponent)
  const components = [...told.components.filter(isRunWith(lock)), ...bundled]
  const kept = new Set([component, ...components].map((each) => each['bom-ref']))
  const ours = bundled.map((each) => each['bom-ref'])
  const dependencies = told.dependencies
    .filter(({ ref }) => kept.has(ref))
    .map(({ ref, dependsOn = [] }) => {
      const own = ref === component['bom-ref'] ? ours : []
      return { ref, dependsOn: [...dependsOn.filter((each) => kept.has(each)), ...own] }
    })
  return {
    ...told,
    serialNumber: serialOf(lock),
    // npm names it after the folder that it lies in.
    metadata: { ...metadata, component: { ...component, type: 'application', name: 'kvittens' } },
    components,
    dependencies: [...dependencies, ...ours.map((ref) => ({ ref, dependsOn: [] }))],
  }
}

/** True for a package that is installed without the development packages: the lock file marks those. */
function isRunWith(lock: string): (component: Component) => boolean {
  const { packages } = JSON.parse(lock) as { packages: Record<string, { version?: string; dev?: boolean }> }
  const installed = Object.entries(packages).filter(([path, { dev }]) => path !== '' && !dev)
  const names = new Set(
    installed.map(([path, { version }]) => `${path.slice(path.lastIndexOf(MODULES) + MODULES.length)}@${version}`),
  )
  return ({ name, version }) => names.has(`${name}@${version}`)
}

/** Of `whole` only the packages `names` (`name@version`), as parts of something that was made of them. Throws on one that is not there. */
export function billOfPart(whole: Sbom, component: Component, names: string[]): Sbom {
  const wanted = new Set(names)
  const components = whole.components.filter((each) => wanted.has(each['bom-ref']))
  const found = new Set(components.map((each) => each['bom-ref']))
  const missing = names.filter((name) => !found.has(name))
  if (missing.length > 0) throw new Error(`not in the bill of materials: ${missing.join(', ')}`)
  return {
    ...whole,
    serialNumber: serialOf(`${whole.serialNumber} ${component['bom-ref']} ${names.join(' ')}`),
    metadata: { ...whole.metadata, component },
    components,
    dependencies: [{ ref: component['bom-ref'], dependsOn: names }, ...names.map((ref) => ({ ref, dependsOn: [] }))],
  }
}

function bundledComponent({ name, file, license, from }: (typeof BUNDLED)[number]): Component {
  const content = createHash('sha512')
    .update(readFileSync(join(ROOT, file)))
    .digest('hex')
  const version = content.slice(0, 12)
  return {
    'bom-ref': `${name}@${version}`,
    type: 'data',
    name,
    version,
    supplier: { name: from },
    licenses: [{ license: { id: license } }],
    hashes: [{ alg: 'SHA-512', content }],
    properties: [{ name: 'kvittens:file', value: file }],
  }
}

/** RFC 9562, version 8: the number is a digest of what the list was made of. */
function serialOf(made: string | Uint8Array): string {
  const hex = createHash('sha256').update(made).digest('hex')
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16)
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
