// What the pages of a file cost in the browser: the longest task while a report of many findings is drawn, how far things move
// while a page wakes, and the scripts that it fetches.
// node e2e/bench/hand-in-page.ts [findings] [times slower CPU]
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserContext, Page } from '@playwright/test'
import { findChromium } from '../browser/chromium.ts'
import { withEnvironment } from './environment.ts'

const [findings = 10_000, slower = 4] = process.argv.slice(2).map(Number)
const PAGES = ['/lamna', '/lamna/sjukanmalan', '/prova', '/inlamningar', '/foretaget/certifikat', '/foretaget/bestall']

/** Filled in by the page itself, from its beginning. */
type PageCost = { tasks: number[]; shift: number; shifts: string[] }
declare global {
  interface Window {
    cost: PageCost
  }
}

await withEnvironment(async (running, dir) => {
  const { chromium } = await import('@playwright/test')
  const { openDb } = await import('#lib/db.ts')
  const { startLogin } = await import('../browser/start-login.ts')
  const owner = openDb(running.databaseUrl, { max: 1 })
  const { publicUrl } = running.settings
  const { cookieName, token } = await startLogin(owner, publicUrl, { name: 'Anna Ek' })
  const executablePath = findChromium()
  const browser = await chromium.launch({ args: ['--no-sandbox'], ...(executablePath && { executablePath }) })
  const context = await browser.newContext({ locale: 'sv-SE' })
  await context.addCookies([{ name: cookieName, value: token, url: publicUrl }])
  await context.addInitScript(observe)
  console.table(await longestTasks(context, publicUrl, dir))
  console.table(await weights(context, publicUrl))
  await browser.close()
  await owner.close()
})

async function longestTasks(context: BrowserContext, publicUrl: string, dir: string): Promise<object[]> {
  const rows: object[] = []
  for (const path of ['/lamna/sjukanmalan', '/prova'])
    for (const [what, text] of [
      ['one rule', await spoil((nth) => `2026-02-3${nth % 2}`)],
      ['three rules', await spoil((nth) => ['2026-02-30', '', '2026-02-31', '2031-02-01'][nth % 4] ?? '')],
    ] as const) {
      const page = await context.newPage()
      await page.goto(`${publicUrl}${path}`)
      await page.locator('#fil-knapp').waitFor()
      await page.waitForTimeout(500)
      await page.evaluate(() => {
        window.cost.tasks = []
      })
      // From the disk: the bytes of a buffer would be unpacked by a script in the page.
      await page.locator('input[type=file]').setInputFiles(await written(dir, text))
      await page.waitForFunction(() =>
        [...document.querySelectorAll('h1, h2')].some((heading) => /^(Går inte att skicka|Filen har)/.test(heading.textContent)),
      )
      await page.waitForTimeout(1000)
      const drawn = await longest(page)
      await page.evaluate(() => {
        window.cost.tasks = []
      })
      await page.evaluate(() =>
        document.querySelector<HTMLElement>('section[aria-labelledby^="regel-"] details summary')?.click(),
      )
      await page.waitForTimeout(1000)
      rows.push({ path, what, findings, 'drawing, longest ms': drawn, 'a hundred more, longest ms': await longest(page) })
      await page.close()
    }
  return rows
}

async function written(dir: string, text: string): Promise<string> {
  const path = join(dir, 'bench.xml')
  await writeFile(path, text)
  return path
}

function longest(page: Page): Promise<number> {
  return page.evaluate(() => Math.round(Math.max(0, ...window.cost.tasks)))
}

async function spoil(dateOf: (nth: number) => string): Promise<string> {
  const { sampleXml } = await import('../fixtures/samples.ts')
  let nth = 0
  const good = [...sampleXml({ now: new Date(), records: findings })].join('')
  return good.replaceAll(/<sjuklonFrom>\d{4}-\d\d-\d\d/g, () => `<sjuklonFrom>${dateOf(nth++)}`)
}

async function weights(context: BrowserContext, publicUrl: string): Promise<object[]> {
  const rows: object[] = []
  for (const path of PAGES)
    for (const width of [1280, 320]) {
      const page = await context.newPage()
      await page.setViewportSize({ width, height: 700 })
      const devtools = await context.newCDPSession(page)
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower })
      await devtools.send('Network.setCacheDisabled', { cacheDisabled: true })
      await page.goto(`${publicUrl}${path}`)
      await page.waitForFunction(() => document.documentElement.dataset.hydrated === '')
      await page.waitForTimeout(1500)
      const { shift, shifts, js, html } = await page.evaluate(() => {
        const scripts = performance.getEntriesByType('resource').filter(({ name }) => name.includes('.js'))
        const sum = (entries: PerformanceEntryList) =>
          entries.reduce((all, entry) => all + (entry as PerformanceResourceTiming).encodedBodySize, 0)
        return { ...window.cost, js: sum(scripts), html: sum(performance.getEntriesByType('navigation')) }
      })
      rows.push({
        path,
        width,
        'layout shift': shift.toFixed(4),
        what: shifts.join(' '),
        'JS kB': kilo(js),
        'HTML kB': kilo(html),
      })
      await page.close()
    }
  return rows
}

function kilo(bytes: number): string {
  return (bytes / 1000).toFixed(1)
}

/** In the page. */
function observe(): void {
  window.cost = { tasks: [], shift: 0, shifts: [] }
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.cost.tasks.push(duration)
  }).observe({ type: 'longtask', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, hadRecentInput, sources } = entry as PerformanceEntry & {
        value: number
        hadRecentInput: boolean
        sources: { node: Element | null }[]
      }
      if (hadRecentInput) continue
      window.cost.shift += value
      for (const { node } of sources) window.cost.shifts.push(node?.id || node?.nodeName || '?')
    }
  }).observe({ type: 'layout-shift', buffered: true })
}
