// The second command: every check and every test, browser tests included. Last line: "N passed, N failed[, N skipped]".
// The browser tests run beside the others, which wait often: their output is held back until those have ended. What failed then is
// tried once more (second-try.ts), and every failure is named just above the last line.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { requireSafeNode } from '../lib/node-floor.ts'
import { installChromium } from './browser/chromium.ts'
import { buildIfStale } from './rehearsal/local/build.ts'
import { areFew, browserFailures, type Failures, NO_FAILURES, unitFailures } from './second-try.ts'

type Counts = { passed: number; failed: number; skipped: number }
type Ran = Counts & { failures: Failures }

const PASSED: Counts = { passed: 1, failed: 0, skipped: 0 }
const FAILED: Counts = { passed: 0, failed: 1, skipped: 0 }
const BROKEN: Ran = { passed: 0, failed: 1, skipped: 0, failures: NO_FAILURES }
const ROOT = resolve(import.meta.dirname, '..')
const RESULTS = join(ROOT, 'test-results')
const bin = (name: string, path: string) => join(ROOT, 'node_modules', name, path)

requireSafeNode()
rmSync(RESULTS, { recursive: true, force: true })
mkdirSync(RESULTS, { recursive: true })

const running = new Set<ChildProcess>()
let stoppedBy: NodeJS.Signals | undefined
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopAll(signal))

const built = buildPages()
console.log('\n▶ tests on real Postgres and real TLS')
const testing = runUnit()
const heldBack: Buffer[] = []
let showBrowser = (output: Buffer): unknown => heldBack.push(output)
let browserRuns = (): void => {}
const browserBegun = new Promise<void>((begun) => {
  browserRuns = begun
})
const browsing = runBrowser().catch((error): Ran => {
  showBrowser(Buffer.from(`${error}\n`))
  return BROKEN
})
// Not while the browser tests start their Postgres and all processes.
const checking = Promise.race([browserBegun, browsing]).then(runChecks)
let unit = await testing
console.log('\n▶ journeys in a real browser')
for (const output of heldBack) process.stdout.write(output)
showBrowser = (output) => process.stdout.write(output)
let browser = await browsing
const { checked, output: checkOutput } = await checking
console.log(checkOutput)
const before = [...unit.failures.names, ...browser.failures.names]
if (!stoppedBy && areFew(unit.failures, browser.failures)) {
  console.log('\n▶ once more, with nothing beside it')
  unit = await again(unit, runUnit)
  browser = await again(browser, runBrowser)
}
const after = [...unit.failures.names, ...browser.failures.names]
for (const name of before) console.log(`${after.includes(name) ? 'failed' : 'passed at the second try'}: ${name}`)
const total = sum([built, ...checked, unit, browser])
const skipped = total.skipped ? `, ${total.skipped} skipped` : ''
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`)
process.exit(!stoppedBy && total.failed === 0 && unit.passed > 0 && browser.passed > 0 ? 0 : 1)

/** Runs the files that failed anew, and counts them as they end now; where a test fails again all stays as it was. */
async function again(ran: Ran, runFiles: (files: string[]) => Promise<Ran>): Promise<Ran> {
  const { files, passed, skipped } = ran.failures
  if (files.length === 0) return ran
  const anew = await runFiles(files)
  if (anew.failed > 0) return ran
  return { ...anew, passed: ran.passed - passed + anew.passed, skipped: ran.skipped - skipped + anew.skipped }
}

/** The build that browser tests and tests of the web process run: counts as one test. */
function buildPages(): Counts {
  console.log('\n▶ pages')
  try {
    buildIfStale()
    return PASSED
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return FAILED
  }
}

/** Checks of the code, each of which counts as one test. They run beside the tests, which wait often; their output is held back. */
async function runChecks(): Promise<{ checked: Counts[]; output: string }> {
  const checks: Record<string, string[]> = {
    'lint and format': [bin('@biomejs/biome', 'bin/biome'), 'check'],
    types: [bin('typescript', 'bin/tsc'), '--noEmit'],
    'promises, switches and types': [bin('oxlint', 'bin/oxlint')],
    'unused code and packages': [bin('knip', 'bin/knip.js')],
  }
  const checked: Counts[] = []
  const lines: string[] = []
  for (const [name, args] of Object.entries(checks)) {
    lines.push(`\n▶ ${name}`)
    const code = await run(args, (output) => lines.push(output.toString()))
    if (code !== 0) lines.push(`${name} failed`)
    checked.push(code === 0 ? PASSED : FAILED)
  }
  return { checked, output: lines.join('\n') }
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

/** Without `files`: all. */
async function runUnit(files: string[] = []): Promise<Ran> {
  const output = join(RESULTS, files.length > 0 ? 'unit-again.json' : 'unit.json')
  const code = await run([
    bin('vitest', 'vitest.mjs'),
    ...['run', ...files, '--reporter=default', '--reporter=json', `--outputFile.json=${output}`],
  ])
  type Result = Parameters<typeof unitFailures>[0] & Record<'numPassedTests' | 'numFailedTests' | 'numPendingTests', number>
  const result = readResult<Result & { success: boolean }>(output)
  if (!result) return BROKEN
  // A file that could not even load has failed no test: it counts as one failure.
  const failed = result.success && code === 0 ? 0 : Math.max(1, result.numFailedTests)
  return { passed: result.numPassedTests, failed, skipped: result.numPendingTests, failures: unitFailures(result, ROOT) }
}

/** Without `files`: all. Its results are emptied at each start. */
async function runBrowser(files: string[] = []): Promise<Ran> {
  installChromium()
  const code = await run([bin('@playwright/test', 'cli.js'), 'test', ...files], (output) => {
    browserRuns()
    showBrowser(output)
  })
  type Stats = { expected: number; unexpected: number; flaky: number; skipped: number }
  type Result = Parameters<typeof browserFailures>[0] & { stats: Stats; errors: unknown[] }
  const result = readResult<Result>(join(RESULTS, 'browser.json'))
  if (!result) return BROKEN
  const { expected, unexpected, flaky, skipped } = result.stats
  const failed = code === 0 ? unexpected : Math.max(1, unexpected + result.errors.length)
  return { passed: expected + flaky, failed, skipped, failures: browserFailures(result) }
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
