// How long a person waits: from dropping a file to the verdict, and from Send to Försäkringskassan's kvittensID.
// node e2e/bench/browser-road.ts [records] [times]
import type { Page } from '@playwright/test'
import { findChromium } from '../browser/chromium.ts'
import { withEnvironment } from './environment.ts'

const [records = 10_000, times = 3] = process.argv.slice(2).map(Number)

await withEnvironment(async (running) => {
  const { chromium } = await import('@playwright/test')
  const { sampleXml } = await import('../fixtures/samples.ts')
  const { openDb } = await import('#lib/db.ts')
  const { startLogin } = await import('../browser/start-login.ts')
  const owner = openDb(running.databaseUrl, { max: 1 })
  const { publicUrl } = running.settings
  const { cookieName, token } = await startLogin(owner, publicUrl, { name: 'Björn Åkesson' })
  const executablePath = findChromium()
  const browser = await chromium.launch({ args: ['--no-sandbox'], ...(executablePath && { executablePath }) })
  const context = await browser.newContext({ locale: 'sv-SE' })
  await context.addCookies([{ name: cookieName, value: token, url: publicUrl }])
  const page = await context.newPage()
  const rows: object[] = []
  for (let run = 0; run <= times; run++) {
    const text = [...sampleXml({ now: new Date(Date.now() - run * 60_000), records })].join('')
    await page.goto(`${publicUrl}/lamna/sjukanmalan`)
    await page.waitForFunction(() => document.documentElement.dataset.hydrated === '')
    const checkedMs = await dropAndWait(page, text)
    for (const box of await page.getByRole('checkbox').all()) await box.check()
    const sentAt = performance.now()
    await page.getByRole('button', { name: 'Skicka till Försäkringskassan' }).click()
    await page.waitForURL('**/inlamningar/*')
    const receivedMs = performance.now() - sentAt
    await page
      .getByText(/FK-\d{8}-/)
      .first()
      .waitFor()
    const kvittensIdMs = performance.now() - sentAt
    const reference = page.url().match(/inlamningar\/([^?]+)/)?.[1] ?? ''
    const row = await owner.prisma.submission.findUniqueOrThrow({ where: { reference } })
    rows.push({
      records,
      KB: Math.round(text.length / 1000),
      'drop → verdict, ms': Math.round(checkedMs),
      'send → reference, ms': Math.round(receivedMs),
      'send → kvittensID on the page, ms': Math.round(kvittensIdMs),
      'of that, row → FK’s receipt, ms': (row.deliveredAt?.getTime() ?? 0) - row.submittedAt.getTime(),
    })
  }
  // The first round warms up: caches and compiled code are not measured.
  console.table(rows.slice(1))
  await browser.close()
  await owner.close()
})

/** Milliseconds from the drop until the verdict's sentence stands on the page, by the page's own clock. */
function dropAndWait(page: Page, text: string): Promise<number> {
  return page.evaluate(async (content) => {
    const carried = new DataTransfer()
    carried.items.add(new File([content], 'bench.xml', { type: 'text/xml' }))
    const begun = performance.now()
    for (const type of ['dragenter', 'dragover', 'drop'])
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer: carried, bubbles: true, cancelable: true }))
    const isTold = () =>
      [...document.querySelectorAll('h2')].some((heading) =>
        /^(Filen kan skickas|Kan skickas, med|Går inte)/.test(heading.textContent),
      )
    while (!isTold()) await new Promise((drawn) => requestAnimationFrame(drawn))
    return performance.now() - begun
  }, text)
}
