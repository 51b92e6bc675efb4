// The package as an employer gets it: packed, installed where there is no network, and run.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type GatewayFixture, gatewayFixture } from '#e2e/fixtures/gateway.ts'
import { kvittens } from '#e2e/fixtures/kvittens.ts'
import { sickFile } from '#e2e/fixtures/web.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const HERE = join(ROOT, 'packages/kvittens-cli')
let at: GatewayFixture
let dir: string
let main: string

beforeAll(async () => {
  at = await gatewayFixture()
  dir = mkdtempSync(join(tmpdir(), 'kvittens-package-'))
  // npm runs the build with the Node that is first in the path: ours.
  const env = { ...process.env, PATH: `${join(process.execPath, '..')}:${process.env.PATH}` }
  execFileSync('npm', ['run', 'package', '--', '--pack-destination', dir], { cwd: ROOT, env, stdio: 'pipe' })
  writeFileSync(join(dir, 'package.json'), '{"private":true}')
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', 'kvittens-cli-0.1.0.tgz'].map(inDir), {
    cwd: dir,
    env,
    stdio: 'pipe',
  })
  main = join(dir, 'node_modules/kvittens-cli/dist/kvittens.mjs')
})
afterAll(async () => {
  rmSync(dir, { recursive: true, force: true })
  await at.drop()
})

const inDir = (arg: string) => (arg.endsWith('.tgz') ? join(dir, arg) : arg)
function put(name: string, content: string): string {
  writeFileSync(join(dir, name), content)
  return name
}

test('installs from one file without a network, and brings nothing else along', () => {
  const list = JSON.parse(readFileSync(join(dir, 'node_modules/.package-lock.json'), 'utf8')) as { packages: object }
  expect(Object.keys(list.packages)).toEqual(['node_modules/kvittens-cli'])
  const { status, stdout } = spawnSync(join(dir, 'node_modules/.bin/kvittens'), ['--help'], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${join(process.execPath, '..')}:${process.env.PATH}`, LC_ALL: 'sv_SE.UTF-8' },
  })
  expect([status, stdout]).toEqual([0, expect.stringContaining('kvittens watch MAPP')])
})

test('checks, also for the live environment with its list of test persons', async () => {
  put('sjuk.xml', sickFile())
  expect(await kvittens(['check', 'sjuk.xml'], { cwd: dir, main })).toMatchObject({ status: 0, stderr: '' })
  const live = await kvittens(['check', 'sjuk.xml', '--miljo', 'produktion'], { cwd: dir, main })
  expect([live.status, live.stdout]).toEqual([1, expect.stringContaining(' I07 stop ')])
})

test('hands in', async () => {
  put('sjuk.xml', sickFile())
  const args = ['--url', `https://localhost:${at.port}`, '--cert', at.pki.employer(at.first.orgnr), '--cacert', at.pki.ca]
  const said = await kvittens(['send', 'sjuk.xml', ...args], { cwd: dir, main })
  expect(said).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('sjuk.xml: mottagen ') })
})

test('names the licence of each part that is not ours, and bears our version', () => {
  const own = JSON.parse(readFileSync(join(HERE, 'package.json'), 'utf8')) as { version: string }
  const root = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
  expect(own.version).toBe(root.version)
  const licences = readFileSync(join(dir, 'node_modules/kvittens-cli/dist/LICENSES-OF-OTHERS.txt'), 'utf8')
  for (const part of ['saxes', 'zod', 'fflate', 'use-intl']) expect(licences).toMatch(new RegExp(`^${part} \\d`, 'm'))
  expect(licences.split('-'.repeat(72)).filter((part) => part.trim().split('\n').length < 5)).toEqual([])
})

test('brings its own bill of materials: each package that has a part in it', () => {
  const file = join(dir, 'node_modules/kvittens-cli/dist/sbom.cdx.json')
  const bill = JSON.parse(readFileSync(file, 'utf8')) as {
    metadata: { component: { name: string } }
    components: { name: string }[]
  }
  expect(bill.metadata.component.name).toBe('kvittens-cli')
  const licences = readFileSync(join(dir, 'node_modules/kvittens-cli/dist/LICENSES-OF-OTHERS.txt'), 'utf8')
  const parts = [...licences.matchAll(/^(\S+) \d+\.\d+\.\d+\S* \(/gm)].map(([, name]) => name)
  expect(parts.length).toBeGreaterThan(3)
  expect(bill.components.map(({ name }) => name).sort()).toEqual([...parts, 'skatteverket-testpersonnummer'].sort())
})
