// Builds the pages when they are older than what they are made of.
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ROOT } from './settings.ts'

const SOURCES = [
  '{app,components,lib,public}/**/*',
  'prisma/schema.prisma',
  'package-lock.json',
  'next.config.ts',
  'tsconfig.json',
]

/**
 * Makes the Prisma client and Next's pages if they are missing or stale; without `pages` the client alone. Throws with the
 * builder's own words.
 */
export function buildIfStale({ pages = true } = {}): void {
  const hasClient = existsSync(join(ROOT, 'prisma/generated'))
  if (hasClient && !(pages && arePagesStale())) return
  run([join(ROOT, 'prisma/generate.ts')])
  if (!pages) return
  run([createRequire(import.meta.url).resolve('next/dist/bin/next'), 'build'])
  run([join(ROOT, 'lib/web/listener/built-files.ts')])
}

function arePagesStale(): boolean {
  const mark = join(ROOT, '.next/BUILD_ID')
  return !existsSync(mark) || newest(SOURCES) >= statSync(mark).mtimeMs
}

function newest(patterns: string[]): number {
  const files = globSync(patterns, { cwd: ROOT, exclude: (path) => path.endsWith('.test.ts') })
  return Math.max(...files.map((file) => statSync(join(ROOT, file)).mtimeMs))
}

function run(args: string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  })
  if (status !== 0) throw new Error(`The build failed:\n${stdout}${stderr}`)
}
