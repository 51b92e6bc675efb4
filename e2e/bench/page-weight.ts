// What pages weigh: JavaScript and HTML over the wire, HTML unpacked, layout shift, the longest task; beside an empty page of the same
// Next, built and asked in the same run. node e2e/bench/page-weight.ts [submissions]
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { BrowserContext, Page } from '@playwright/test'
import { findChromium } from '../browser/chromium.ts'
import { freePort } from '../rehearsal/ports.ts'
import { withEnvironment } from './environment.ts'

const [submissions = 50] = process.argv.slice(2).map(Number)
const ROOT = resolve(import.meta.dirname, '../..')
/** Below the portal's root, where packages are found; git passes it over. */
const EMPTY = join(ROOT, 'test-results/empty-next')
const PATHS = [
  ...['/', '/logga-in', '/prova', '/postbeskrivningar/sjukanmalan', '/postbeskrivningar/sjukanmalan/regler', '/driftinformation'],
  ...[
    '/hem',
    '/lamna',
    '/lamna/sjukanmalan',
    '/inlamningar',
    '/inkorg',
    '/foretaget',
    '/foretaget/certifikat',
    '/foretaget/bestall',
  ],
]

await withEnvironment(async (running) => {
  const { chromium } = await import('@playwright/test')
  const { openDb } = await import('#lib/db.ts')
  const { startLogin } = await import('../browser/start-login.ts')
  const { writeSituations } = await import('../browser/situations.ts')
  const owner = openDb(running.databaseUrl, { max: 1 })
  const { publicUrl } = running.settings
  const login = await startLogin(owner, publicUrl, { name: 'Anna Ek' })
  const by = { employerId: login.employerId ?? '', personId: login.personId }
  let received = ''
  for (let written = 0; written < submissions; written++) received = (await writeSituations(owner, by, ['approved'])).approved
  const empty = await startEmpty()
  const executablePath = findChromium()
  const browser = await chromium.launch({ args: ['--no-sandbox'], ...(executablePath && { executablePath }) })
  const rows: Record<string, PageWeight> = { 'an empty Next page': await weigh(await browser.newContext(), empty.url) }
  for (const path of [...PATHS, `/inlamningar/${received}`]) {
    const context = await browser.newContext({ locale: 'sv-SE' })
    await context.addCookies([{ name: login.cookieName, value: login.token, url: publicUrl }])
    rows[path.replace(received, '{referens}')] = await weigh(context, publicUrl + path)
    await context.close()
  }
  console.table(rows)
  await browser.close()
  await owner.close()
  empty.process.kill()
  rmSync(EMPTY, { recursive: true, force: true })
})

type PageWeight = {
  'JS, kB': number
  'HTML, kB': number
  'HTML unpacked, kB': number
  'layout shift': number
  'longest task, ms': number
}

/** With an empty cache. Layout shift and tasks are those of the page's first two seconds. */
async function weigh(context: BrowserContext, url: string): Promise<PageWeight> {
  const page = await context.newPage()
  const bytes = await countBytes(page)
  await page.addInitScript(() => {
    const seen = { shift: 0, task: 0 }
    Object.assign(window, { seen })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.shift += (entry as PerformanceEntry & { value: number }).value
    }).observe({ type: 'layout-shift', buffered: true })
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.task = Math.max(seen.task, duration)
    }).observe({ type: 'longtask', buffered: true })
  })
  const answer = await page.goto(url)
  const html = (await answer?.body())?.length ?? 0
  await page.waitForTimeout(2_000)
  const seen = await page.evaluate(() => (window as unknown as { seen: { shift: number; task: number } }).seen)
  return {
    'JS, kB': kB(bytes.Script),
    'HTML, kB': kB(bytes.Document),
    'HTML unpacked, kB': kB(html),
    'layout shift': Math.round(seen.shift * 1000) / 1000,
    'longest task, ms': Math.round(seen.task),
  }
}

function kB(bytes: number): number {
  return Math.round(bytes / 100) / 10
}

/** Bytes over the wire, headers included, by what they are. */
async function countBytes(page: Page): Promise<{ Script: number; Document: number }> {
  const bytes = { Script: 0, Document: 0 }
  const kinds = new Map<string, string>()
  const client = await page.context().newCDPSession(page)
  await client.send('Network.enable')
  client.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type))
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId)
    if (kind === 'Script' || kind === 'Document') bytes[kind] += encodedDataLength
  })
  return bytes
}

/** The peer: an app of one page that says one word. */
async function startEmpty(): Promise<{ url: string; process: ChildProcess }> {
  rmSync(EMPTY, { recursive: true, force: true })
  mkdirSync(join(EMPTY, 'app'), { recursive: true })
  writeFileSync(join(EMPTY, 'package.json'), '{"name":"empty","private":true}')
  // Its own settings: the portal's would be found above it. Packages are read from the portal's root.
  writeFileSync(join(EMPTY, 'next.config.mjs'), `export default { turbopack: { root: ${JSON.stringify(ROOT)} } }`)
  writeFileSync(
    join(EMPTY, 'app/layout.jsx'),
    'export default function Root({ children }) { return <html lang="sv"><body>{children}</body></html> }',
  )
  writeFileSync(join(EMPTY, 'app/page.jsx'), 'export default function Page() { return <h1>Tom</h1> }')
  const next = join(ROOT, 'node_modules/next/dist/bin/next')
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' }
  const { status, stderr } = spawnSync(process.execPath, [next, 'build'], { cwd: EMPTY, env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`the empty page was not built: ${stderr}`)
  const port = await freePort()
  const child = spawn(process.execPath, [next, 'start', '-p', String(port)], { cwd: EMPTY, env, stdio: 'ignore' })
  const url = `http://localhost:${port}/`
  for (let tries = 0; tries < 100; tries++) {
    const isUp = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isUp) return { url, process: child }
    await new Promise((waited) => setTimeout(waited, 100))
  }
  child.kill()
  throw new Error('the empty page did not start')
}
