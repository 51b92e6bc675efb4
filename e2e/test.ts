// The second command: every check and every test, browser tests included. Last line: "N passed, N failed[, N skipped]".
// The browser tests run beside the others, which wait often: their output is held back until those have ended.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { requireSafeNode } from '../lib/node-floor.ts'
import { installChromium } from './browser/chromium.ts'
import { buildIfStale } from './rehearsal/local/build.ts'

type Counts = { passed: number; failed: number; skipped: number }

const ROOT = resolve(import.meta.dirname, '..')
const RESULTS = join(ROOT, 'test-results')
const bin = (name: string, path: string) => join(ROOT, 'node_modules', name, path)

requireSafeNode()
rmSync(RESULTS, { recursive: true, force: true })
mkdirSync(RESULTS, { recursive: true })

const checks = [
  step('lint and format', [bin('@biomejs/biome', 'bin/biome'), 'check']),
  step('pages', () => buildIfStale()),
  step('types', [bin('typescript', 'bin/tsc'), '--noEmit']),
  step('promises, switches and types', [bin('oxlint', 'bin/oxlint')]),
  step('unused code and packages', [bin('knip', 'bin/knip.js')]),
]
const running = new Set<ChildProcess>()
let stoppedBy: NodeJS.Signals | undefined
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopAll(signal))

console.log('\n▶ tests on real Postgres and real TLS')
const testing = runUnit()
const heldBack: Buffer[] = []
let showBrowser = (output: Buffer): unknown => heldBack.push(output)
const browsing = runBrowser().catch((error): Counts => {
  showBrowser(Buffer.from(`${error}\n`))
  return { passed: 0, failed: 1, skipped: 0 }
})
const unit = await testing
console.log('\n▶ journeys in a real browser')
for (const output of heldBack) process.stdout.write(output)
showBrowser = (output) => process.stdout.write(output)
const browser = await browsing
const total = sum([...checks, unit, browser])
const skipped = total.skipped ? `, ${total.skipped} skipped` : ''
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`)
process.exit(!stoppedBy && total.failed === 0 && unit.passed > 0 && browser.passed > 0 ? 0 : 1)

/** One check that counts as one test. */
function step(name: string, work: string[] | (() => void)): Counts {
  console.log(`\n▶ ${name}`)
  try {
    if (typeof work === 'function') work()
    else if (spawnSync(process.execPath, work, { cwd: ROOT, stdio: 'inherit' }).status !== 0) throw new Error(`${name} failed`)
    return { passed: 1, failed: 0, skipped: 0 }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

/** Runs Node with `args` to its end and gives its exit code. Without `show` its output goes where ours goes. */
async function run(args: string[], show?: (output: Buffer) => unknown): Promise<number> {
  const output = show ? 'pipe' : 'inherit'
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', output, output] })
  running.add(child)
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => show?.(chunk))
  const code = await new Promise<number | null>((ended, failed) => child.once('close', ended).once('error', failed))
  running.delete(child)
  return code ?? 1
}

/** Both runs are told to stop; what they have counted until then is shown. */
function stopAll(signal: NodeJS.Signals): void {
  stoppedBy = signal
  for (const child of running) child.kill(signal)
}

async function runUnit(): Promise<Counts> {
  const output = join(RESULTS, 'unit.json')
  const code = await run([
    bin('vitest', 'vitest.mjs'),
    ...['run', '--reporter=default', '--reporter=json', `--outputFile.json=${output}`],
  ])
  type Result = { numPassedTests: number; numFailedTests: number; numPendingTests: number; success: boolean }
  const result = readResult<Result>(output)
  if (!result) return { passed: 0, failed: 1, skipped: 0 }
  // A file that could not even load has failed no test: it counts as one failure.
  const failed = result.success && code === 0 ? 0 : Math.max(1, result.numFailedTests)
  return { passed: result.numPassedTests, failed, skipped: result.numPendingTests }
}

async function runBrowser(): Promise<Counts> {
  installChromium()
  const code = await run([bin('@playwright/test', 'cli.js'), 'test'], (output) => showBrowser(output))
  type Result = { stats: { expected: number; unexpected: number; flaky: number; skipped: number }; errors: unknown[] }
  const result = readResult<Result>(join(RESULTS, 'browser.json'))
  if (!result) return { passed: 0, failed: 1, skipped: 0 }
  const { expected, unexpected, flaky, skipped } = result.stats
  return { passed: expected + flaky, failed: code === 0 ? unexpected : Math.max(1, unexpected + result.errors.length), skipped }
}

function readResult<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined
}

function sum(all: Counts[]): Counts {
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const counts of all) {
    total.passed += counts.passed
    total.failed += counts.failed
    total.skipped += counts.skipped
  }
  return total
}
