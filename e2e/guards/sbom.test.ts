// The bill of materials is whole, says nothing of the machine that made it, and is the same each time.
import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { BUNDLED, billOfPart, makeSbom, type Sbom } from '../../packages/sbom/make-sbom.ts'
import { REPOSITORY } from './read-ranks.ts'
import { lockedPackages, packageName } from './runtime-graph.ts'

let sbom: Sbom
beforeAll(() => {
  sbom = makeSbom()
})

const nameOf = (component: { name: string; version: string }): string => `${component.name}@${component.version}`

test('names everything that the lock file installs where Kvittens runs, and what lies in the tree, once', () => {
  const locked = Object.entries(lockedPackages)
    .filter(([path, { dev }]) => path !== '' && !dev)
    .map(([path, { version }]) => `${packageName(path)}@${version}`)
  const packages = sbom.components.filter(({ type }) => type === 'library').map(nameOf)
  expect([...packages].sort()).toEqual([...new Set(locked)].sort())
  expect(sbom.components.filter(({ type }) => type !== 'library').map(({ name }) => name)).toEqual(
    BUNDLED.map(({ name }) => name),
  )
  expect(new Set(sbom.components.map((each) => each['bom-ref'])).size).toBe(sbom.components.length)
})

test('is CycloneDX 1.5 that holds together: digests of the right length, and no reference to nothing', () => {
  expect(sbom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1 })
  expect(sbom.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(sbom.metadata.component).toMatchObject({
    type: 'application',
    name: 'kvittens',
    licenses: [{ license: { id: 'EUPL-1.2' } }],
  })
  for (const { hashes = [], ...component } of sbom.components) {
    expect(hashes.length, nameOf(component)).toBeGreaterThan(0)
    expect(hashes.filter(({ alg, content }) => alg !== 'SHA-512' || !/^[0-9a-f]{128}$/.test(content))).toEqual([])
  }
  const known = new Set([sbom.metadata.component, ...sbom.components].map((each) => each['bom-ref']))
  const referred = sbom.dependencies.flatMap(({ ref, dependsOn = [] }) => [ref, ...dependsOn])
  expect(referred.filter((ref) => !known.has(ref))).toEqual([])
})

test('says nothing of the machine or of a registry, and is the same each time', () => {
  const text = JSON.stringify(sbom)
  const addresses = [...text.matchAll(/https?:\/\/([^/"]+)/g)].map(([, host]) => host)
  expect([...new Set(addresses)]).toEqual(['cyclonedx.org'])
  expect(text).not.toContain(REPOSITORY)
  expect(text).not.toMatch(/"[^"]*(\/home\/|\/tmp\/|\/root\/|\/work\/|file:)/)
  if (hostname().length > 3) expect(text).not.toContain(hostname())
  expect(sbom.metadata.timestamp).toBeUndefined()
  expect(makeSbom()).toEqual(sbom)
})

test('what others made and lies in the tree is named', () => {
  for (const { file } of BUNDLED) expect(existsSync(join(REPOSITORY, file)), file).toBe(true)
  const carried = globSync('{lib,components,app,public}/**/*.{ttf,otf,woff,woff2,png,jpg,ico,wasm,bin,dat,gz,br,txt,csv}', {
    cwd: REPOSITORY,
  })
  expect(carried.filter((file) => !BUNDLED.some((one) => one.file === file))).toEqual([])
  const credited = globSync('{lib,components,app}/**/*.{ts,tsx}', { cwd: REPOSITORY, exclude: ['**/*.test.ts'] }).filter((file) =>
    /^(\/\/|\/\*|\s*\*).*\b(CC0|CC BY|MIT|Apache-2|BSD|public domain)\b/m.test(readFileSync(join(REPOSITORY, file), 'utf8')),
  )
  expect(credited.filter((file) => !BUNDLED.some((one) => one.file === file))).toEqual([])
})

test('a part of it has what it was made of, and nothing that it does not know', () => {
  const component = { 'bom-ref': 'command@1.0.0', type: 'application', name: 'command', version: '1.0.0' } as const
  const saxes = nameOf(sbom.components.find(({ name }) => name === 'saxes') ?? { name: '', version: '' })
  expect(billOfPart(sbom, component, [saxes]).components.map(nameOf)).toEqual([saxes])
  expect(() => billOfPart(sbom, component, ['left-pad@1.0.0'])).toThrow('left-pad@1.0.0')
})

test('`npm run sbom` writes it where a release takes it from', () => {
  const said = execFileSync(process.execPath, ['packages/sbom/build.ts'], { cwd: REPOSITORY, encoding: 'utf8' })
  const file = /^(\S+\.cdx\.json): (\d+) components$/m.exec(said)?.[1] ?? ''
  expect(JSON.parse(readFileSync(join(REPOSITORY, file), 'utf8'))).toEqual(sbom)
})
